import assert from "node:assert/strict";
import { isJsonObject, type Json } from "../lib/json.ts";
import { compile } from "./compile.ts";
import { interpret } from "./interpret/mod.ts";
import { SimulatedStore } from "./interpret/store.ts";

const PAGE = await Deno.readTextFile(new URL("../../docs/requirements.md", import.meta.url));

interface Call {
  input: Json;
  status: number;
  body?: Json;
}

interface Example {
  requirements: string;
  calls: Call[];
}

/** Each fence of requirements, with the calls that stand below it. */
function examplesOf(page: string): Example[] {
  return page.split("```requirements\n").slice(1).map((part) => {
    const [requirements = "", below = ""] = part.split(/```\n+(?:```calls\n)?/);
    const calls = [...below.matchAll(/^(\{.*\}) → (\d{3})(?: (\{.*\}))?$/gm)].map((
      [, input, status, body],
    ) => ({
      input: JSON.parse(input!),
      status: Number(status),
      ...(body !== undefined && { body: JSON.parse(body) }),
    }));
    return { requirements, calls };
  });
}

for (const { requirements, calls } of examplesOf(PAGE)) {
  Deno.test(`docs/requirements.md: "${requirements.slice(0, 50).replace(/\s+/g, " ")}…" compiles and answers so`, () => {
    const compiled = compile(requirements);
    assert.ok(compiled.ok, JSON.stringify(compiled.ok || compiled.failure.details.clauses, null, 1));
    assert.ok(calls.length > 0);
    const store = new SimulatedStore();
    for (const { input, status, body = {} } of calls) {
      const answer = interpret(compiled.spec, input, store);
      assert.equal(answer.status, status, JSON.stringify(answer));
      assertHas(answer.body, body);
    }
  });
}

Deno.test("docs/requirements.md has an example for each family", () => {
  assert.ok(examplesOf(PAGE).length >= 10);
});

Deno.test("what docs/requirements.md says is refused, is", () => {
  const rows = [...PAGE.matchAll(/^\| [^|]+\| "([^|]+)" +\|/gm)].map(([, text]) => text!);
  assert.ok(rows.length >= 5);
  for (const text of rows) {
    const whole = `The input has message (string), price (number), age (integer).\n${text}\nReturn price.`;
    assert.equal(compile(whole).ok, false, text);
  }
});

function assertHas(actual: Json, expected: Json): void {
  if (!isJsonObject(expected) || !isJsonObject(actual)) return assert.deepEqual(actual, expected);
  for (const [key, value] of Object.entries(expected)) assertHas(actual[key] ?? null, value);
}

/** Tests for the artifact, from the Spec; they run with `deno test` and with `node --test`. */
import { type Case, casesFor, INVALID_INPUT_MESSAGE, keepsData, type Spec } from "../spec/mod.ts";
import type { Files } from "../lib/files.ts";
import { isJsonObject, type JsonObject, toJsonObject } from "../lib/json.ts";
import { fetchSteps, serviceTests } from "./services_file.ts";
import { array, call, type Doc, hardLine, object, print } from "./doc.ts";
import { literal } from "./literal.ts";

const CHECK = `/** Sends a case to the handler and compares the answer. */
import assert from "node:assert/strict";
import { test } from "node:test";
import handler from "../src/handler.ts";

interface Expected {
  status: number;
  body: unknown;
}

export interface Case {
  title: string;
  input: unknown;
  expected: Expected;
}

/** The answer to a request that lacks a field or has a wrong one: each with its path and what is wrong. */
export function refused(status: number, issues: Record<string, string>): Expected {
  const message = ${JSON.stringify(INVALID_INPUT_MESSAGE)};
  const listed = Object.entries(issues).map(([path, message]) => ({ path, message }));
  return { status, body: { error: { code: "invalid_input", message, details: { issues: listed } } } };
}

export function check(cases: readonly Case[]): void {
  for (const { title, input, expected } of cases) {
    test(title, async () => {
      const body = JSON.stringify(input);
      const response = await handler.fetch(new Request("https://backend.example/", { method: "POST", body }));
      assert.equal(response.status, expected.status);
      assert.deepEqual(await response.json(), expected.body);
    });
  }
}
`;

/** Bodies that no JSON value can stand for are written out; all others come as data. */
const PROTOCOL = `/** What every backend answers to requests that are no requests for it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import handler from "../src/handler.ts";

const url = "https://backend.example/";

test("a body that is not JSON is refused with 400", async () => {
  for (const body of ["", "{", "{} x", "undefined"]) {
    const response = await handler.fetch(new Request(url, { method: "POST", body }));
    assert.equal(response.status, 400);
    assert.equal((await response.json()).error.code, "invalid_json");
  }
});

test("other methods than POST are refused with 405", async () => {
  const response = await handler.fetch(new Request(url));
  assert.equal(response.status, 405);
  assert.equal(response.headers.get("allow"), "POST");
});
`;

/** Where custom functions decide what the Spec alone does not tell; they have tests of their own. */
const CHECK_OPEN = CHECK.replace("body: unknown;\n", "body: unknown;\n  open?: readonly string[];\n").replace(
  "      assert.deepEqual(await response.json(), expected.body);\n",
  "      const answer = await response.json();\n" +
    "      // What custom functions decide is tested in custom.test.ts.\n" +
    "      for (const key of expected.open ?? []) delete answer[key];\n" +
    "      assert.deepEqual(answer, expected.body);\n",
);

/** Each call of a service fails in these tests; `services.test.ts` plays answers. */
const CHECK_OFFLINE = CHECK.replace(
  "export interface Case",
  `// No service is reached in these tests; services.test.ts has what follows from their answers.\n` +
    `globalThis.fetch = () => Promise.reject(new TypeError("no service is reached in tests"));\n\nexport interface Case`,
);

const COMMON: Files = { "tests/check.ts": CHECK, "tests/protocol.test.ts": PROTOCOL };
const CALLS = "One conversation with an empty store: each call finds what those before it have left.";

export function testFiles(spec: Spec): Files {
  const calling = fetchSteps(spec).length > 0;
  const cases = casesFor(spec);
  if (keepsData(spec)) return { ...COMMON, "tests/calls.test.ts": testFile(CALLS, cases) };
  const examples = cases.filter((each) => each.origin === "example");
  const rules = cases.filter((each) => each.origin === "rule" || each.origin === "boundary");
  const bad = cases.filter((each) => each.origin === "bad_input");
  return {
    ...COMMON,
    ...(calling ? { "tests/check.ts": CHECK_OFFLINE, ...serviceTests(spec) } : {}),
    ...(cases.some(({ expected }) => expected.open) ? { "tests/check.ts": CHECK_OPEN } : {}),
    ...(examples.length
      ? { "tests/examples.test.ts": testFile("The worked examples of the requirements.", examples) }
      : {}),
    "tests/rules.test.ts": testFile(
      "Every rule fired and not fired, and the values around each of its limits.",
      rules,
    ),
    "tests/bad_input.test.ts": testFile("Requests that lack a field or have a wrong one.", bad),
  };
}

function testFile(about: string, cases: readonly Case[]): string {
  const refusals = cases.map(({ expected }) => issuesIn(expected));
  const data = cases.map(({ title, input, expected }, n): Doc => {
    const issues = refusals[n];
    const answer = issues
      ? call("refused", String(expected.status), literal(issues))
      : literal(toJsonObject(expected));
    return object([
      ["title: ", literal(title)],
      ["input: ", literal(input)],
      ["expected: ", answer],
    ]);
  });
  return print([
    `/** ${about} */`,
    hardLine,
    `import { check${refusals.some((each) => each) ? ", refused" : ""} } from "./check.ts";`,
    hardLine,
    hardLine,
    ["check(", array(data), ");"],
    hardLine,
  ]);
}

/** What is wrong with each field of a refused request; `null` for any other answer. */
function issuesIn({ body }: Case["expected"]): JsonObject | null {
  const error = isJsonObject(body) ? body.error : undefined;
  const details = error !== undefined && isJsonObject(error) ? error.details : undefined;
  const issues = details !== undefined && isJsonObject(details) ? details.issues : undefined;
  const isGeneral = isJsonObject(error) && error.message === INVALID_INPUT_MESSAGE;
  if (!Array.isArray(issues) || !isGeneral) return null;
  const entries = issues.filter(isJsonObject).map(({ path, message }) =>
    [String(path), message ?? null] as const
  );
  return new Set(entries.map(([path]) => path)).size === issues.length ? Object.fromEntries(entries) : null;
}

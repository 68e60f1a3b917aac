import assert from "node:assert/strict";
import { checkSpec, compile, interpret, specJsonSchema } from "./mod.ts";

/** Deterministic noise (a linear congruential generator), so that a failure can be had again. */
function noise(length: number, alphabet: string): string {
  let state = 42;
  const letters = Array.from({ length }, () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return alphabet[state % alphabet.length];
  });
  return letters.join("");
}

const LENGTH = 99_000;
const RULES =
  '- Add 10 points if budget is over 1000 and country is "US" or "DE" or age is at least 18, otherwise 5.\n';
const BIG: Readonly<Record<string, string>> = {
  "prose without a full stop": "the lead is good and the customer is happy or not ".repeat(LENGTH / 50),
  "prose with full stops": "If the lead is good, add 10 points to the score unless it is late. ".repeat(
    LENGTH / 67,
  ),
  "rules about unknown names": RULES.repeat(LENGTH / RULES.length),
  "fields": Array.from({ length: 3000 }, (_, n) => `- field${n}: number, at least ${n}`).join("\n"),
  "fields and rules": "Input:\n- budget: number\nRules:\n" +
    "- Add 10 points if budget is over 1000.\n".repeat(2000),
  "brackets": "{[(".repeat(LENGTH / 3),
  "closed brackets": "(".repeat(40_000) + ")".repeat(40_000),
  "a deep condition": "Reject when " + "(".repeat(3000) + "a is 1" + ")".repeat(3000),
  "nots": "Add 5 points if " + "not ".repeat(20_000) + "member",
  "quotes": "\"'`".repeat(LENGTH / 3),
  "commas": "a, ".repeat(LENGTH / 3),
  "conjunctions": "Add 5 points if " + "a is 1 and ".repeat(8000),
  "table bars": "| a | b |\n|---|---|\n" + "| 1 | 2 |\n".repeat(9000),
  "noise": noise(LENGTH, "abc DEF 123 .,:;()[]{}\"'`|#-*\n\t\u00e9\u{200b}"),
  "bullets": "- \n".repeat(LENGTH / 3),
  "deep JSON": "```json\n" + "[".repeat(40_000) + "]".repeat(40_000) + "\n```",
  "nulls and lone surrogates": "\u0000\ud800 if x \udc00 is 1.\n".repeat(5000),
};

/** Of three tries at most: what else the machine does is not the compiler's fault. */
function fastestMs(enoughMs: number, work: () => void): number {
  let fastest = Infinity;
  for (let tries = 0; tries < 3 && fastest >= enoughMs; tries++) {
    const startedAt = performance.now();
    work();
    fastest = Math.min(fastest, performance.now() - startedAt);
  }
  return fastest;
}

for (const [name, text] of Object.entries(BIG)) {
  Deno.test(`a hundred thousand characters of ${name} are answered in under two seconds`, () => {
    const tookMs = fastestMs(2000, () => assert.equal(typeof compile(text.slice(0, 100_000)).ok, "boolean"));
    assert.ok(tookMs < 2000, `${tookMs.toFixed(0)} ms`);
  });
}

Deno.test("requirements that are too long are refused unread", () => {
  const compiled = compile("a".repeat(100_001));
  assert.ok(!compiled.ok);
  assert.match(compiled.failure.message, /100001 characters/);
});

Deno.test("nothing that is empty compiles", () => {
  for (const text of ["", " ", "\n\n", "#", "---", "Hello."]) {
    assert.ok(!compile(text).ok, JSON.stringify(text));
  }
});

Deno.test("names that every object inherits can be neither fields nor outputs", () => {
  for (const name of ["__proto__", "constructor", "prototype"]) {
    assert.ok(!compile(`Input:\n- ${name}: string\nRules:\n- total is 1 plus 1\n`).ok, name);
  }
});

Deno.test("the Spec's JSON Schema is of the 2020-12 draft and can be given to others", () => {
  const schema = specJsonSchema();
  assert.equal(schema.$schema, "https://json-schema.org/draft/2020-12/schema");
  assert.deepEqual(JSON.parse(JSON.stringify(schema)), schema);
});

Deno.test("a Spec with a broken link is refused with the path to it", () => {
  const compiled = compile("Input:\n- price: number\nRules:\n- total is price times 2");
  assert.ok(compiled.ok);
  const { spec } = compiled;
  assert.ok(checkSpec(JSON.parse(JSON.stringify(spec))).ok);
  const broken = { ...spec, outputs: [{ ...spec.outputs[0]!, ref: "val.nowhere" }] };
  assert.deepEqual(checkSpec(broken), {
    ok: false,
    issues: [{ path: "outputs.0.ref", message: "there is no val.nowhere" }],
  });
  const twice = { ...spec, inputs: [spec.inputs[0]!, spec.inputs[0]!] };
  assert.ok(!checkSpec(twice).ok);
  for (const rubbish of [null, 1, "x", [], {}, { specVersion: 2 }]) assert.ok(!checkSpec(rubbish).ok);
});

Deno.test("a Spec that is nested without end is refused, not followed", () => {
  let deep: unknown = { kind: "text", value: "x" };
  for (let n = 0; n < 50_000; n++) deep = { kind: "not", of: deep };
  assert.deepEqual(checkSpec({ steps: [deep] }), {
    ok: false,
    issues: [{ path: "", message: "is nested too deeply" }],
  });
});

Deno.test("partial compilation leaves out what was not understood and says so", () => {
  const text = "Input:\n- price: number\nRules:\n- total is price times 2\n- Translate the total to French.";
  assert.ok(!compile(text).ok);
  const partial = compile(text, { allowPartial: true });
  assert.ok(partial.ok);
  assert.deepEqual(partial.coverage.gaps, ["Translate the total to French."]);
  assert.deepEqual(interpret(partial.spec, { price: 2 }), { status: 200, body: { total: 4 } });
});

import assert from "node:assert/strict";
import { compile } from "../compile.ts";
import type { Spec } from "../schema.ts";
import { disagreements } from "./agree.ts";

const ORDER = `The input has total (number, at least 0).
If total is above 100, discount is 10, otherwise discount is 0.
Return discount.`;

function builtin(requirements = ORDER) {
  const made = compile(requirements, { name: "Order" });
  if (!made.ok) throw new Error(JSON.stringify(made));
  return { spec: made.spec, clauses: made.coverage.clauses };
}

/** The built-in compiler's own Spec, written by a model that had other ideas: every text `from` is `to` in it. */
function rewritten(from: string, to: string): Spec {
  const text = JSON.stringify(builtin().spec);
  assert.ok(text.includes(from), `${from} is not in ${text}`);
  return JSON.parse(text.replaceAll(from, to));
}

/** The sentences that are read differently, and how. */
function readings(model: Spec) {
  const { spec, clauses } = builtin();
  return disagreements(model, spec, clauses).map(({ status, quote, reason }) => ({ status, quote, reason }));
}

Deno.test("two Specs that are the same agree", () => {
  assert.deepEqual(readings(builtin().spec), []);
});

Deno.test("two Specs that differ only in ids and in how keys are spelt agree", () => {
  const renamed = rewritten('"val.discount"', '"val.the_discount"');
  assert.deepEqual(readings(renamed), []);
  const spelt = JSON.stringify(renamed).replaceAll('"key":"discount"', '"key":"Discount"');
  assert.deepEqual(readings(JSON.parse(spelt)), []);
});

Deno.test("another limit is found, with a request for which it matters", () => {
  const [reading, ...others] = readings(rewritten('"100"', '"200"'));
  assert.deepEqual([reading?.status, others.length], ["ambiguous", 0]);
  assert.match(reading!.quote, /above 100/);
  assert.match(reading!.reason!, /for total "?\d+"? it comes to .+, or to /);
});

Deno.test("another comparison is found where it matters: at the limit itself", () => {
  const [reading] = readings(rewritten('"op":"gt"', '"op":"ge"'));
  assert.match(reading!.reason!, /for total "?100"? it comes to /);
});

Deno.test("another bound of a field is found, and both are named", () => {
  const [reading] = readings(rewritten('"min":"0"', '"min":"5"'));
  assert.match(reading!.reason!, /total has min "0", or "5"/);
});

Deno.test("a step that comes from more sentences than the other is not held against it", () => {
  const { spec, clauses } = builtin();
  const model = JSON.parse(JSON.stringify(spec).replaceAll('"100"', '"200"')) as Spec;
  const whole = { kind: "text" as const, quote: ORDER, start: 0, end: ORDER.length };
  const steps = model.steps.map((step) => ({ ...step, source: whole }));
  assert.deepEqual(disagreements({ ...model, steps } as Spec, spec, clauses), []);
});

Deno.test("a sentence that the built-in compiler did not read is nothing to differ about", () => {
  const { spec, clauses } = builtin();
  const unread = clauses.map((clause) => ({ ...clause, status: "not_understood" as const }));
  assert.deepEqual(disagreements(rewritten('"100"', '"200"'), spec, unread), []);
});

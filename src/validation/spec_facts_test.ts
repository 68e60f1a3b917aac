import assert from "node:assert/strict";
import type { Clause, Coverage } from "../spec/mod.ts";
import { specFacts } from "./spec_facts.ts";

const SPEC = {
  specVersion: 1,
  name: "Empty",
  summary: "",
  profiles: [],
  inputs: [],
  steps: [],
  outputs: [],
  examples: [],
  assumptions: [],
};
const LEDGER: Coverage = { clauses: [], coverage: 1, assumptions: [], paraphrase: "" };

Deno.test("a Spec of the wrong shape has findings, and no cases are asked for", () => {
  const facts = specFacts(SPEC, LEDGER, () => assert.fail("asked"));
  assert.match(facts.schema[0]?.message ?? "", /^outputs: /);
  assert.deepEqual(facts.cases, []);
});

Deno.test("a clause that was not carried is a finding with its line, unless it was let through", () => {
  const clause: Clause = { quote: "Do magic.", start: 0, end: 9, line: 1, status: "unsupported", nodes: [] };
  const source = { kind: "assumed" as const, reason: "for the test" };
  const field = { kind: "field", id: "in_a", key: "a", type: "string", required: true, source };
  const spec = {
    ...SPEC,
    inputs: [field],
    outputs: [{ kind: "output", id: "out_a", key: "a", ref: "in_a", source }],
  };
  const ledger = { ...LEDGER, clauses: [clause] };
  const { schema, coverage } = specFacts(spec, ledger, () => []);
  assert.deepEqual(schema, []);
  assert.deepEqual(coverage.map(({ line, evidence }) => [line, evidence]), [[1, "Do magic."]]);
  assert.deepEqual(specFacts(spec, { ...ledger, gaps: ["Do magic."] }, () => []).coverage, []);
});

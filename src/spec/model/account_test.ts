import assert from "node:assert/strict";
import { compile } from "../compile.ts";
import type { Spec } from "../schema.ts";
import { account } from "./account.ts";

const PRICE = `The input has net (number).
The gross is net times 119%.
Return gross.`;

function made() {
  const compiled = compile(PRICE, { name: "Price" });
  if (!compiled.ok) throw new Error(JSON.stringify(compiled));
  return { spec: compiled.spec, clauses: compiled.coverage.clauses };
}

/** The Spec with every text `from` as `to`. */
function rewritten(spec: Spec, from: RegExp, to: string): Spec {
  const text = JSON.stringify(spec);
  assert.match(text, from);
  return JSON.parse(text.replaceAll(new RegExp(from, "g"), to));
}

Deno.test("a Spec whose nodes cite every sentence accounts for all of them", () => {
  const { spec, clauses } = made();
  const { coverage, issues } = account(spec, clauses);
  assert.deepEqual(issues, []);
  assert.equal(coverage.coverage, 1);
  assert.ok(coverage.clauses.every(({ status, nodes }) => status === "context" || nodes.length > 0));
});

Deno.test("a sentence that no node cites is an issue and a gap in the ledger", () => {
  const { spec, clauses } = made();
  const { coverage, issues } = account({ ...spec, steps: [] }, clauses);
  const lost = coverage.clauses.filter(({ status }) => status === "not_understood");
  assert.deepEqual(lost.map(({ quote }) => quote), ["The gross is net times 119%."]);
  assert.deepEqual(issues.map(({ message }) => message), [
    'no node carries out "The gross is net times 119%."',
  ]);
  assert.ok(coverage.coverage < 1);
});

Deno.test("prose that asks for nothing may be cited by nothing", () => {
  const { spec, clauses } = made();
  const prose = clauses.map((clause) =>
    clause.quote.startsWith("The gross") ? { ...clause, status: "context" as const } : clause
  );
  assert.deepEqual(account({ ...spec, steps: [] }, prose).issues, []);
});

Deno.test("a number that a node's quote has and the node lacks is an issue at that node", () => {
  const { spec, clauses } = made();
  const { issues } = account(rewritten(spec, /"value":"1\.19"/, '"value":"2"'), clauses);
  assert.equal(issues.length, 1);
  assert.match(issues[0]!.path, /steps/);
  assert.match(issues[0]!.message, /the 119 in .* is in none of the nodes that quote it/);
});

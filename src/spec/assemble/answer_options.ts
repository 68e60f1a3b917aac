/** A field of the answer that "is approved, rejected or needs_review" must get no other value from any rule. */
import type { Expr } from "../expr.ts";
import type { Fact } from "../rows/facts.ts";
import { type Draft, factsOf, type SourcedFact } from "./origin.ts";

export function checkAnswerOptions(facts: readonly SourcedFact[], draft: Draft): void {
  for (const { fact, statement } of factsOf(facts, "output")) {
    const { key } = fact.name.symbol ?? fact.name;
    const options = fact.attributes.flatMap((each) => each.kind === "options" ? [each.options] : [])[0];
    if (!options) continue;
    const values = facts.flatMap((each) => isAbout(each.fact, key) ? valuesOf(each.fact) : []);
    if (values.every((value) => isAmong(value, options))) continue;
    draft.diagnostics.push({
      statement,
      status: "ambiguous",
      reason: `A rule gives ${key} another value than those that are listed here.`,
    });
  }
}

function isAbout(fact: Fact, key: string): boolean {
  return "target" in fact && fact.target !== undefined && (fact.target.symbol ?? fact.target).key === key;
}

function valuesOf(fact: Fact): Expr[] {
  if (fact.kind === "compute") return [fact.value];
  if (fact.kind === "class" || fact.kind === "classDefault") return [{ kind: "text", value: fact.value }];
  if (fact.kind !== "decide" && fact.kind !== "otherwise") return [];
  return [...fact.branches.map(({ value }) => value), ...(fact.otherwise ? [fact.otherwise] : [])];
}

function isAmong(value: Expr, options: readonly string[]): boolean {
  if (value.kind === "choose") return isAmong(value.then, options) && isAmong(value.otherwise, options);
  if (value.kind === "text" || value.kind === "number") return options.includes(value.value);
  return value.kind === "boolean" && options.includes(String(value.value));
}

import type { Expr } from "../expr.ts";
import type { Fact } from "./facts.ts";

/** The fact with each of its expressions changed. */
export function mapFact(fact: Fact, change: (expr: Expr) => Expr): Fact {
  const maybe = (expr: Expr | undefined) => expr && change(expr);
  switch (fact.kind) {
    case "compute":
      return { ...fact, value: change(fact.value) };
    case "decide":
    case "otherwise":
      return {
        ...fact,
        branches: fact.branches.map(({ when, value }) => ({ when: change(when), value: change(value) })),
        ...(fact.otherwise ? { otherwise: change(fact.otherwise) } : {}),
      };
    case "adjust":
      return {
        ...fact,
        by: (current) => change(fact.by(current)),
        ...(fact.when ? { when: change(fact.when) } : {}),
      };
    case "charge":
      return {
        ...fact,
        cases: fact.cases.map((each) => ({ ...each, amount: maybe(each.amount), when: maybe(each.when) })),
      };
    case "points":
    case "reject":
      return { ...fact, when: change(fact.when) };
    case "collect":
      return { ...fact, ...(fact.when ? { when: change(fact.when) } : {}) };
    default:
      return fact;
  }
}

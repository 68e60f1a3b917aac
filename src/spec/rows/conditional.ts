/** What a statement says, made to hold only for a condition: "If member is yes: …", "…, provided that total is over 50". */
import type { Expr } from "../expr.ts";
import { type Fact, not, type ValuedBranch } from "./facts.ts";

/** The facts for when the condition holds, or `null` if one of them can't depend on a condition. */
export function conditional(facts: readonly Fact[], when: Expr): Fact[] | null {
  const made = facts.map((fact) => conditionalFact(fact, when, facts));
  return made.every((fact) => fact !== null) ? made : null;
}

/** The facts for a condition, and others for when it does not hold. */
export function either(facts: readonly Fact[], when: Expr, others: readonly Fact[]): Fact[] | null {
  const first = conditional(facts, when);
  if (!first) return null;
  const rest = others.map((other) => {
    const chosen = first.find((fact) => fact.kind === "decide" && isAbout(other, fact.target.key));
    if (chosen?.kind === "decide" && chosen.otherwise === undefined && goesOn(other, chosen)) return [];
    return conditional([other], not(when));
  });
  return rest.every((each) => each !== null) ? [...first, ...rest.flatMap((each) => each!)] : null;
}

function isAbout(fact: Fact, key: string): boolean {
  return (fact.kind === "compute" || fact.kind === "decide") && fact.target.key === key;
}

/** Puts the other value into the decision itself. */
function goesOn(other: Fact, chosen: Extract<Fact, { kind: "decide" }>): boolean {
  if (other.kind === "compute") chosen.otherwise = other.value;
  if (other.kind !== "decide") return other.kind === "compute";
  chosen.branches.push(...other.branches);
  chosen.otherwise = other.otherwise;
  return true;
}

function conditionalFact(fact: Fact, when: Expr, all: readonly Fact[]): Fact | null {
  switch (fact.kind) {
    case "compute":
      return { kind: "decide", target: fact.target, branches: [{ when, value: fact.value }] };
    case "decide":
      return { kind: "decide", target: fact.target, branches: branchesFor(fact, when) };
    case "adjust":
    case "collect":
      return { ...fact, when: both(when, fact.when) };
    case "points":
    case "reject":
      return { ...fact, when: both(when, fact.when) };
    case "earn":
    case "multiply":
      return { ...fact, when: both(when, fact.when) };
    case "case":
      return { ...fact, branches: branchesFor(fact, when), otherwise: undefined };
    case "charge":
      return { ...fact, cases: fact.cases.map((each) => ({ ...each, when: both(when, each.when) })) };
    case "effect":
      // That a value is kept holds always; only its change depends on the condition.
      return fact.effect.do === "keep" ? fact : null;
    case "output":
      return isGiven(fact.name.key, all) ? fact : null;
    default:
      return null;
  }
}

function branchesFor(fact: Extract<Fact, { kind: "decide" | "case" }>, when: Expr): ValuedBranch[] {
  const branches = fact.branches.map((branch) => ({ when: both(when, branch.when), value: branch.value }));
  return fact.otherwise ? [...branches, { when, value: fact.otherwise }] : branches;
}

/** A field of the answer is always there; only its value may depend on a condition. */
function isGiven(key: string, facts: readonly Fact[]): boolean {
  return facts.some((fact) => isAbout(fact, key));
}

export function both(first: Expr, second: Expr | undefined): Expr {
  if (second === undefined || (second.kind === "boolean" && second.value)) return first;
  if (first.kind === "boolean" && first.value) return second;
  const parts = [first, second].flatMap((part) => part.kind === "all" ? part.of : [part]);
  return { kind: "all", of: parts };
}

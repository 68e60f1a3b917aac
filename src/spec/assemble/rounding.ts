/**
 * Rounding that is said of several values at once. "All amounts are rounded to 2 decimals" rounds each as soon as it is
 * worked out; "return a and b, rounded to 2 decimals" rounds what is answered, and leaves what is worked out from it exact.
 */
import { type Expr, refsOf } from "../expr.ts";
import { exprsOf, type Fact } from "../rows/facts.ts";
import { say } from "../paraphrase.ts";
import { type Draft, type FactOf, factsOf, type SourcedFact, valueId } from "./origin.ts";

type Rounding = FactOf<"roundAll"> | FactOf<"roundOutputs">;

export function roundAll(facts: readonly SourcedFact[], draft: Draft): SourcedFact[] {
  const everything = factsOf(facts, "roundAll");
  const answers = factsOf(facts, "roundOutputs");
  const rest = facts.filter(({ fact }) => fact.kind !== "roundAll" && fact.kind !== "roundOutputs");
  if (everything.length + answers.length === 0) return rest;
  reportTwo(everything, draft);
  const [first] = everything;
  const early = first && !first.fact.isAtEnd ? keysOf(rest).map((key) => adjusted(first, key)) : [];
  const late = first?.fact.isAtEnd
    ? answeredKeys(rest).map((key): [Rounding, string] => [first, key])
    : answers.flatMap((each) =>
      each.fact.names.map((name): [Rounding, string] => [each, (name.symbol ?? name).key])
    );
  if (early.length > 0) {
    const text = `${keysOf(rest).join(", ")}: ${say(first!.fact.by(VALUE))} as soon as worked out`;
    draft.assumptions.push({ node: "requirements", text });
  }
  const made = new Set(
    rest.flatMap(({ fact }) =>
      "target" in fact && fact.target ? [(fact.target.symbol ?? fact.target).key] : []
    ),
  );
  const kept = late.filter(([, key]) => made.has(key));
  return [...rest, ...early, ...kept.map(([rounding, key]) => atEnd(rounding, key, rest))];
}

const VALUE: Expr = { kind: "ref", id: "val.value" };

function reportTwo(all: readonly FactOf<"roundAll">[], draft: Draft): void {
  const [first] = all;
  const second = all.find(({ fact }) =>
    JSON.stringify(fact.by(VALUE)) !== JSON.stringify(first!.fact.by(VALUE))
  );
  if (!second) return;
  const reason = `Elsewhere everything is rounded otherwise: ${say(first!.fact.by(VALUE))}.`;
  draft.diagnostics.push({ statement: second.statement, status: "contradiction", reason });
}

/** Keys of the values that are numbers worked out by a formula. */
function keysOf(facts: readonly SourcedFact[]): string[] {
  return [
    ...new Set(facts.flatMap(({ fact }) => isAmount(fact) ? [(fact.target.symbol ?? fact.target).key] : [])),
  ];
}

/** Of these, those that are answered. */
function answeredKeys(facts: readonly SourcedFact[]): string[] {
  const named = new Set(factsOf(facts, "output").map(({ fact }) => (fact.name.symbol ?? fact.name).key));
  return keysOf(facts).filter((key) => named.size === 0 || named.has(key));
}

function isAmount(fact: Fact): fact is Extract<Fact, { kind: "compute" | "decide" }> {
  const values = fact.kind === "compute"
    ? [fact.value]
    : fact.kind === "decide"
    ? fact.branches.map(({ value }) => value)
    : [];
  return values.some((value) =>
    value.kind === "math" || value.kind === "choose" || (value.kind === "call" && value.fn !== "concat")
  );
}

function adjusted(rounding: Rounding, key: string): SourcedFact {
  const { by } = rounding.fact;
  return { ...rounding, fact: { kind: "adjust", target: { key, words: key }, by } };
}

/** What others are worked out from keeps its exact value; the answer is a value of its own. */
function atEnd(rounding: Rounding, key: string, facts: readonly SourcedFact[]): SourcedFact {
  const id = valueId(key);
  const isRead = facts.some(({ fact }) =>
    !("target" in fact && fact.target && (fact.target.symbol ?? fact.target).key === key) &&
    refsOf(...exprsOf(fact)).includes(id)
  );
  if (!isRead) return adjusted(rounding, key);
  const value = rounding.fact.by({ kind: "ref", id });
  const target = { key: `${key}Rounded`, words: `rounded ${key}` };
  return { ...rounding, fact: { kind: "compute", target, value, answers: key } };
}

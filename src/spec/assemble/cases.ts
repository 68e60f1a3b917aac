/** Cases that do not say what they give a value to: "People under 16 get "junior"". It is the one output that nothing else gives a value. */
import type { Name } from "../grammar/reader.ts";
import type { Fact } from "../rows/facts.ts";
import { scoreTarget } from "./scores.ts";
import { type Draft, factsOf, type SourcedFact } from "./origin.ts";

const MAKES: readonly Fact["kind"][] = [
  "compute",
  "decide",
  "otherwise",
  "points",
  "earn",
  "base",
  "class",
  "collect",
  "missing",
  "charge",
  "adjust",
];

export function settleCases(facts: readonly SourcedFact[], draft: Draft): SourcedFact[] {
  const cases = factsOf(facts, "case");
  if (cases.length === 0) return [...facts];
  const target = openTarget(facts);
  if (!target) {
    draft.diagnostics.push({
      statement: cases[0]!.statement,
      status: "ambiguous",
      reason: "It does not say which field of the answer this is.",
    });
  }
  return facts.flatMap((each): SourcedFact[] => {
    const { fact } = each;
    if (fact.kind !== "case") return [each];
    if (!target) return [];
    const { branches, otherwise, isRest } = fact;
    return [{ ...each, fact: { kind: isRest ? "otherwise" : "decide", target, branches, otherwise } }];
  });
}

function openTarget(facts: readonly SourcedFact[]): Name | undefined {
  const score = scoreTarget(facts);
  const made = new Set(facts.flatMap(({ fact }) => MAKES.includes(fact.kind) ? [keyOf(fact, score)] : []));
  const inputs = new Set(factsOf(facts, "field").map(({ fact }) => (fact.name.symbol ?? fact.name).key));
  const named = factsOf(facts, "output").map(({ fact }) => fact.name);
  const open = new Map(named.map((name) => [(name.symbol ?? name).key, name]));
  for (const key of [...open.keys()]) if (made.has(key) || inputs.has(key)) open.delete(key);
  const [only, second] = open.values();
  return second ? undefined : only;
}

function keyOf(fact: Fact, score: string): string {
  if (fact.kind === "charge") return (fact.name.symbol ?? fact.name).key;
  return "target" in fact && fact.target ? (fact.target.symbol ?? fact.target).key : score;
}

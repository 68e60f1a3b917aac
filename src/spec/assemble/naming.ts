/**
 * Outputs that the rules call by a longer or a shorter name: "An electricity bill is …" gives the output `bill`. Only
 * where one value alone can be meant; and it is stated.
 */
import type { Name } from "../grammar/reader.ts";
import type { Fact } from "../rows/facts.ts";
import { canonical, wordsOf } from "../text/vocabulary.ts";
import { scoreTarget } from "./scores.ts";
import { type Draft, type FactOf, factsOf, type SourcedFact, valueId } from "./origin.ts";

const MAKES: readonly Fact["kind"][] = [
  "compute",
  "decide",
  "otherwise",
  "adjust",
  "points",
  "earn",
  "base",
  "class",
  "collect",
  "missing",
];

export function linkOutputs(facts: readonly SourcedFact[], draft: Draft): SourcedFact[] {
  const made = new Map(
    facts.flatMap(({ fact }): [string, Name][] =>
      MAKES.includes(fact.kind) && "target" in fact && fact.target ? [[keyOf(fact.target), fact.target]] : []
    ),
  );
  const known = new Set(
    [...factsOf(facts, "field"), ...factsOf(facts, "charge")].map(({ fact }) => keyOf(fact.name)),
  );
  if (facts.some(isUnnamedScore)) known.add(scoreTarget(facts));
  const outputs = factsOf(facts, "output");
  const answered = new Set(outputs.map(({ fact }) => keyOf(fact.name)));
  const links = outputs.flatMap((each) => {
    const key = keyOf(each.fact.name);
    const isOpen = !made.has(key) && !known.has(key) &&
      ![...made.keys()].some((other) => canonical(other) === canonical(key));
    const alike = isOpen
      ? [...made.keys()].filter((other) => !answered.has(other) && isAlike(key, other))
      : [];
    return alike.length === 1 ? [linked(each, alike[0]!, draft)] : [];
  });
  return [...facts, ...links];
}

/** Points that no name was given for; what they add up to has a value already. */
function isUnnamedScore({ fact }: SourcedFact): boolean {
  return (fact.kind === "points" || fact.kind === "earn" || fact.kind === "base") && !fact.target;
}

function keyOf(name: Name): string {
  return (name.symbol ?? name).key;
}

/** Whether all words of the shorter name are in the longer one. */
function isAlike(first: string, second: string): boolean {
  const [short, long] = [first, second].map((key) => wordsOf(key).map(canonical)).sort((a, b) =>
    a.length - b.length
  ) as [
    string[],
    string[],
  ];
  return short.every((word) => long.includes(word));
}

function linked(output: FactOf<"output">, value: string, draft: Draft): SourcedFact {
  const key = keyOf(output.fact.name);
  const reason = `${key} is what the rules call ${wordsOf(value).join(" ")}`;
  draft.assumptions.push({ node: `out.${key}`, text: reason });
  const fact: Fact = {
    kind: "compute",
    target: output.fact.name,
    value: { kind: "ref", id: valueId(value) },
  };
  return { ...output, source: { kind: "assumed", reason }, fact };
}

/**
 * Values that their names explain where a text has lists: "average" over the one list of numbers, "adultCount" beside a
 * list of adults, "totalAmount" where each entry has an amount. What a name is taken for is stated.
 */
import type { Expr } from "../expr.ts";
import type { ReduceFn } from "../list_expr.ts";
import { canonical, type Symbol, wordsOf } from "../text/vocabulary.ts";
import { type Draft, factsOf, type SourcedFact } from "./origin.ts";

const FUNCTIONS: Readonly<Record<string, ReduceFn | "count">> = {
  average: "average",
  avg: "average",
  mean: "average",
  median: "median",
  sum: "sum",
  total: "sum",
  highest: "max",
  maximum: "max",
  max: "max",
  largest: "max",
  biggest: "max",
  lowest: "min",
  minimum: "min",
  min: "min",
  smallest: "min",
  count: "count",
  number: "count",
  num: "count",
  size: "count",
};
const SAID: Readonly<Record<ReduceFn | "count", string>> = {
  average: "average",
  median: "median",
  sum: "sum",
  product: "product",
  max: "highest",
  min: "lowest",
  count: "number",
};

export function expandNamed(
  facts: readonly SourcedFact[],
  lists: readonly Symbol[],
  draft: Draft,
): SourcedFact[] {
  if (lists.length === 0) return [...facts];
  const made = new Set(
    facts.flatMap(({ fact }) =>
      fact.kind !== "limit" && "target" in fact && fact.target ? [canonical(fact.target.key)] : []
    ),
  );
  const fields = new Set(factsOf(facts, "field").map(({ fact }) => canonical(fact.name.key)));
  const explained = factsOf(facts, "output").flatMap((each): SourcedFact[] => {
    const { key, words } = each.fact.name;
    if (made.has(canonical(key)) || fields.has(canonical(key))) return [];
    const meaning = meaningOf(key, lists);
    if (!meaning) return [];
    made.add(canonical(key));
    draft.assumptions.push({ node: `val.${key}`, text: `${key} is the ${meaning.said}, by its name` });
    return [{ ...each, fact: { kind: "compute", target: { key, words }, value: meaning.value } }];
  });
  return [...explained, ...facts];
}

interface Meaning {
  value: Expr;
  said: string;
}

/** What one key can mean, or nothing if it could be two things. */
function meaningOf(key: string, lists: readonly Symbol[]): Meaning | null {
  const words = wordsOf(key).filter((word) => word !== "of" && word !== "the");
  const readings = [
    { fn: FUNCTIONS[words[0] ?? ""], rest: words.slice(1) },
    { fn: FUNCTIONS[words.at(-1) ?? ""], rest: words.slice(0, -1) },
  ];
  for (const { fn, rest } of readings) {
    const [only, second] = fn === undefined ? [] : meanings(fn, canonical(rest.join(" ")), lists);
    if (only && !second) return only;
  }
  return null;
}

function meanings(fn: ReduceFn | "count", of: string, lists: readonly Symbol[]): Meaning[] {
  return lists.flatMap((list): Meaning[] => {
    const isNamed = canonical(list.key) === of;
    // With lists that the rules make, too, "count" may be of any of them.
    const isOnly = of === "" && lists.length === 1;
    const whole: Expr = { kind: "ref", id: list.id };
    const said = `${SAID[fn]} of ${list.key}`;
    if (fn === "count") {
      return isNamed || (isOnly && list.role === "input")
        ? [{ value: { kind: "call", fn: "length", args: [whole] }, said }]
        : [];
    }
    if (list.entry?.type !== "record") {
      const isNumbers = list.entry?.type === "number" || list.entry?.type === undefined;
      return isNumbers && (isNamed || (isOnly && list.role === "input"))
        ? [{ value: { kind: "reduce", fn, list: whole }, said }]
        : [];
    }
    if (list.role !== "input") return [];
    return list.entry.members.filter((member) => of !== "" && canonical(member.key) === of).map((member) => ({
      value: {
        kind: "reduce",
        fn,
        list: { kind: "map", list: whole, item: list.entry!.id, value: { kind: "ref", id: member.id } },
      },
      said: `${SAID[fn]} ${member.key} of ${list.key}`,
    }));
  });
}

/** "Return weekend (true or false)": what its name says of the one date of the request. */
import type { Expr } from "../expr.ts";
import { isOneOf, WEEK } from "../grammar/library/day_kinds.ts";
import { canonical, type Symbol } from "../text/vocabulary.ts";
import { type Draft, factsOf, type SourcedFact } from "./origin.ts";

const MEANINGS: Readonly<Record<string, (date: Expr) => Expr>> = {
  weekend: (date) => isOneOf(date, WEEK.slice(5)),
  weekday: (date) => isOneOf(date, WEEK.slice(0, 5)),
};

export function expandDays(
  facts: readonly SourcedFact[],
  symbols: readonly Symbol[],
  draft: Draft,
): SourcedFact[] {
  const [date, second] = symbols.filter(({ role, type }) => role === "input" && type === "date");
  if (!date || second) return [...facts];
  const taken = new Set(
    facts.flatMap(({ fact }) => {
      if (fact.kind === "field") return [canonical(fact.name.key)];
      return "target" in fact && fact.target ? [canonical(fact.target.key)] : [];
    }),
  );
  const explained = factsOf(facts, "output").flatMap((each): SourcedFact[] => {
    const { name, attributes } = each.fact;
    const isFlag = /^(is|on|at)(_|[A-Z])/.test(name.key) ||
      attributes.some((attribute) => attribute.kind === "type" && attribute.type === "boolean");
    const meaning = MEANINGS[canonical(name.key).replace(/^(is|on|at)(?=week)/, "")];
    if (!isFlag || !meaning || taken.has(canonical(name.key))) return [];
    const text = `${name.key} is whether ${date.key} is one, by its name; the weekend is Saturday and Sunday`;
    draft.assumptions.push({ node: `val.${name.key}`, text });
    const target = { key: name.key, words: name.words };
    return [{ ...each, fact: { kind: "compute", target, value: meaning({ kind: "ref", id: date.id }) } }];
  });
  return [...explained, ...facts];
}

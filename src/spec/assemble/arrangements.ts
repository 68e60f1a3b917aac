/**
 * What is done to a list as a whole becomes a value of its own, and whatever else is said of the list is said of that
 * value. Only refusals look at the list as it came.
 */
import { allRefsOf, type Expr, mapExpr, walk } from "../expr.ts";
import { asItCame } from "../grammar/lists/scope.ts";
import type { Name } from "../grammar/reader.ts";
import { exprsOf } from "../rows/facts.ts";
import { mapFact } from "../rows/map_fact.ts";
import { canonical, type Symbol } from "../text/vocabulary.ts";
import { type Draft, type FactOf, factsOf, type SourcedFact, valueId } from "./origin.ts";

interface Arranged {
  list: Symbol;
  /** The key of the value that it becomes. */
  name: Name;
  facts: FactOf<"arrange">[];
}

export function expandArrangements(facts: readonly SourcedFact[], draft: Draft): SourcedFact[] {
  const all = arrangedLists(facts);
  const inputs = all.filter(({ list }) => list.role === "input");
  for (const arranged of inputs) if (losesEntries(arranged)) doubtCounts(arranged, facts, draft);
  return facts.flatMap((each): SourcedFact[] => {
    const { fact } = each;
    if (fact.kind === "arrange") return [...valueOf(each as FactOf<"arrange">, all)];
    if (fact.kind === "reject") return [each];
    return [{ ...each, fact: mapFact(fact, (expr) => afterwards(expr, inputs)) }];
  });
}

/** Whether entries are left out that no condition names: doubles, or all but the first few. */
function losesEntries({ list, facts }: Arranged): boolean {
  return facts.some(({ fact }) => {
    let isLost = false;
    walk(fact.change({ kind: "ref", id: list.id }), (part) => {
      if (part.kind === "unique" || part.kind === "take") isLost = true;
    });
    return isLost;
  });
}

/** "Remove duplicates. Return the number of emails": nobody can know whether before or after. */
function doubtCounts({ list }: Arranged, facts: readonly SourcedFact[], draft: Draft): void {
  for (const { fact, statement } of facts) {
    if (fact.kind === "arrange" || fact.kind === "reject") continue;
    const exprs = exprsOf(fact);
    const saysLoss = allRefsOf(...exprs).includes(asItCame(list));
    if (saysLoss || !exprs.some((expr) => countsAll(expr, list.id))) continue;
    draft.diagnostics.push({
      statement,
      status: "ambiguous",
      reason: `It does not say whether this is of all ${list.key}, or of those that are left.`,
      suggestion: `Give what is left a name of its own: left is the ${list.key} without duplicates.`,
    });
  }
}

function countsAll(expr: Expr, id: string): boolean {
  let isCounted = false;
  walk(expr, (part) => {
    const of = part.kind === "call" && part.fn === "length"
      ? part.args[0]
      : part.kind === "reduce"
      ? part.list
      : undefined;
    const whole = of?.kind === "map" ? of.list : of;
    if (whole?.kind === "ref" && whole.id === id) isCounted = true;
  });
  return isCounted;
}

function arrangedLists(facts: readonly SourcedFact[]): Arranged[] {
  const all = new Map<string, Arranged>();
  for (const each of factsOf(facts, "arrange")) {
    const { list } = each.fact;
    const arranged = all.get(list.id) ?? { list, name: { key: list.key, words: list.key }, facts: [] };
    arranged.facts.push(each);
    all.set(list.id, arranged);
  }
  for (const arranged of all.values()) arranged.name = nameOf(arranged.list, facts) ?? arranged.name;
  return [...all.values()];
}

const RESULT =
  /^(result|results|list|items|output|sorted|unique|filtered|ranked|ordered|remaining|rest|deduplicated)$/i;

/** "unique_emails" is what the e-mails become, when nothing else makes it and "emails" is not asked for. */
function nameOf(list: Symbol, facts: readonly SourcedFact[]): Name | undefined {
  if (list.role !== "input") return undefined;
  const made = new Set(
    facts.flatMap(({ fact }) => "target" in fact && fact.target ? [canonical(fact.target.key)] : []),
  );
  const fields = new Set(factsOf(facts, "field").map(({ fact }) => canonical(fact.name.key)));
  const asked = factsOf(facts, "output").map(({ fact }) => fact.name);
  if (asked.some(({ key, symbol }) => symbol?.id === list.id || key === list.key)) return undefined;
  const [only, second] = asked.filter(({ key }) =>
    !made.has(canonical(key)) && !fields.has(canonical(key)) &&
    (RESULT.test(key) || canonical(key).includes(canonical(list.key)))
  ).filter(({ key }) => !/count|number|total|sum|average|size$/i.test(key));
  return second ? undefined : only;
}

/** The first of the facts becomes the value, with all that the others do; one on a value changes that value. */
function valueOf(each: FactOf<"arrange">, all: readonly Arranged[]): SourcedFact[] {
  const { list, change } = each.fact;
  const arranged = all.find((other) => other.list.id === list.id)!;
  if (list.role === "value") {
    const target = { key: list.key, words: list.key, symbol: list };
    return [{ ...each, fact: { kind: "adjust", target, by: change } }];
  }
  const target = { key: arranged.name.key, words: arranged.name.words };
  if (each === arranged.facts[0]) {
    return [{ ...each, fact: { kind: "compute", target, value: change({ kind: "ref", id: list.id }) } }];
  }
  return [{ ...each, fact: { kind: "adjust", target, by: change } }];
}

function afterwards(expr: Expr, all: readonly Arranged[]): Expr {
  return mapExpr(expr, (part) => {
    if (part.kind !== "ref") return part;
    const arranged = all.find(({ list }) => list.id === part.id);
    const whole = all.find(({ list }) => asItCame(list) === part.id);
    if (whole) return { kind: "ref", id: whole.list.id };
    return arranged ? { kind: "ref", id: valueId(arranged.name.key) } : part;
  });
}

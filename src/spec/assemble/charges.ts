/**
 * Discounts, taxes and fees that are put on a price without saying on which, as people write them: "If quantity is
 * 10 or more, apply a 10% discount. Add 19% tax." They become ordinary facts, in the order of the text, each on what
 * the ones before it have left; that order is stated as an assumption.
 */
import { type Expr, mapExpr, refsOf } from "../expr.ts";
import type { Fact } from "../rows/facts.ts";
import { exprsOf } from "../rows/facts.ts";
import { say } from "../paraphrase.ts";
import { type Draft, type FactOf, factsOf, fieldId, type SourcedFact, valueId } from "./origin.ts";

type Charge = FactOf<"charge">;
interface Price {
  key: string;
  /** The price before any charge. */
  before: Expr;
  /** The formula that gives it, when it is the total itself that the charges change. */
  formula?: FactOf<"compute">;
}

export function expandCharges(facts: readonly SourcedFact[], draft: Draft): SourcedFact[] {
  const charges = merged(factsOf(facts, "charge"), draft);
  if (charges.length === 0) return facts.filter(({ fact }) => fact.kind !== "charge");
  const rest = facts.filter(({ fact }) => fact.kind !== "charge");
  const base = baseOf(rest, charges[0]!);
  const total = totalKey(rest, charges);
  const decided = base ? undefined : decidedPrice(rest);
  if (decided !== undefined && !charges.some((charge) => needed(rest).has(keyOf(charge)))) {
    return inOrder([...rest, ...charges.map((charge) => adjustment(charge, decided, draft))]);
  }
  if (!base || total === null) return refused(rest, charges, base, draft);
  const isInPlace = total === undefined && base.formula !== undefined;
  const isNamed = charges.some((charge) => needed(rest).has(keyOf(charge)));
  if (isInPlace && !isNamed) {
    return inOrder([...rest, ...charges.map((charge) => adjustment(charge, base.key, draft))]);
  }
  const key = total ?? (isInPlace ? base.key : "total");
  const kept = isInPlace ? rest.filter((each) => each !== base.formula) : rest;
  return inOrder([...kept, ...priced(base, key, isInPlace, charges, draft)]);
}

function keyOf({ fact }: Charge): string {
  return (fact.name.symbol ?? fact.name).key;
}

function inOrder(facts: SourcedFact[]): SourcedFact[] {
  return facts.toSorted((a, b) => a.statement - b.statement);
}

/** "…, apply 20% instead" replaces the charge before it; two of a kind without such a word can't be told apart. */
function merged(charges: Charge[], draft: Draft): Charge[] {
  const kept: Charge[] = [];
  for (const charge of charges) {
    const before = kept.find((each) => keyOf(each) === keyOf(charge));
    if (before && charge.fact.isInstead) {
      before.fact = { ...before.fact, cases: [...charge.fact.cases, ...before.fact.cases] };
    } else if (before) reportTwo(before, charge, draft);
    else kept.push({ ...charge });
  }
  return kept;
}

function reportTwo(before: Charge, charge: Charge, draft: Draft): void {
  const { words } = charge.fact.name;
  draft.diagnostics.push({
    statement: charge.statement,
    status: "ambiguous",
    reason: `Another sentence gives a ${words} as well; it does not say whether both can apply.`,
    suggestion: before.source.kind === "text" && charge.source.kind === "text"
      ? `${charge.source.quote.replace(/[.!]?$/, "")} instead.`
      : undefined,
  });
}

/** The price that the charges are put on: the last formula before them, or the one input that is a price. */
function baseOf(facts: readonly SourcedFact[], first: Charge): Price | undefined {
  const computes = factsOf(facts, "compute").filter(({ fact }) =>
    fact.value.kind === "math" || fact.value.kind === "call" || fact.value.kind === "ref"
  );
  const formula = computes.findLast(({ statement }) => statement <= first.statement) ?? computes[0];
  if (formula) {
    const key = (formula.fact.target.symbol ?? formula.fact.target).key;
    return { key, before: { kind: "ref", id: valueId(key) }, formula };
  }
  const prices = factsOf(facts, "field").map(({ fact }) => (fact.name.symbol ?? fact.name).key).filter((
    key,
  ) => /price|amount|subtotal|total|cost|fare|net/i.test(key) && !/discount|tax|fee/i.test(key));
  const [only, second] = new Set(prices);
  return only !== undefined && second === undefined
    ? { key: only, before: { kind: "ref", id: fieldId(only) } }
    : undefined;
}

/** The one amount of money that is chosen by conditions, or from a table. */
function decidedPrice(facts: readonly SourcedFact[]): string | undefined {
  const keys = factsOf(facts, "decide").filter(({ fact }) =>
    fact.branches.every(({ value }) => value.kind === "number")
  ).map(({ fact }) => (fact.target.symbol ?? fact.target).key);
  const [only, second] = new Set(
    keys.filter((key) => /price|total|cost|fare|fee|charge|bill|amount/i.test(key)),
  );
  return second === undefined ? only : undefined;
}

/** The name of the result, when it is named and nothing else says how it is worked out; `null` if several are. */
function totalKey(facts: readonly SourcedFact[], charges: readonly Charge[]): string | undefined | null {
  const own = new Set(charges.map(keyOf));
  const produced = new Set(facts.flatMap(({ fact }) => producedBy(fact)));
  const open = [...needed(facts)].filter((key) => !produced.has(key) && !own.has(key));
  return open.length > 1 ? null : open[0];
}

function producedBy(fact: Fact): string[] {
  if (fact.kind === "field") return [(fact.name.symbol ?? fact.name).key];
  const makes = [
    "compute",
    "decide",
    "otherwise",
    "points",
    "base",
    "class",
    "classDefault",
    "collect",
    "missing",
  ];
  return makes.includes(fact.kind) && "target" in fact && fact.target
    ? [(fact.target.symbol ?? fact.target).key]
    : [];
}

/** Keys of values that an output or a formula asks for. */
function needed(facts: readonly SourcedFact[]): Set<string> {
  return new Set(facts.flatMap(({ fact }) => {
    const named = fact.kind === "output"
      ? [fact.name]
      : fact.kind === "adjust" || fact.kind === "limit"
      ? [fact.target]
      : [];
    const read = refsOf(...exprsOf(fact)).filter((id) => id.startsWith("val.")).map((id) => id.slice(4));
    return [...named.map((name) => (name.symbol ?? name).key), ...read];
  }));
}

function refused(
  rest: SourcedFact[],
  charges: Charge[],
  base: Price | undefined,
  draft: Draft,
): SourcedFact[] {
  const [{ fact, statement }] = charges as [Charge];
  const reason = base
    ? `It does not say which value the ${fact.name.words} changes.`
    : `It does not say what the ${fact.name.words} is taken of.`;
  draft.diagnostics.push({ statement, status: "ambiguous", reason });
  return rest;
}

/** The share or amount of a charge, given what it is taken of. */
function amountOf(share: { percent?: string; amount?: Expr }, of: Expr): Expr {
  return share.percent === undefined
    ? share.amount!
    : { kind: "math", op: "multiply", left: of, right: { kind: "number", value: share.percent } };
}

/** The total itself is changed, step by step. */
function adjustment(charge: Charge, key: string, draft: Draft): SourcedFact {
  const { fact } = charge;
  const by = (left: Expr): Expr => ({ kind: "math", op: fact.op, left, right: chosen(charge, left) });
  const [only, second] = fact.cases;
  draft.assumptions.push({
    node: valueId(key),
    text: `the ${fact.name.words} changes ${key}, in the order of the text`,
  });
  const simple = (left: Expr): Expr => ({ kind: "math", op: fact.op, left, right: amountOf(only!, left) });
  const target = { key, words: key };
  return {
    ...charge,
    fact: { kind: "adjust", target, by: second ? by : simple, when: second ? undefined : only!.when },
  };
}

/** What a charge comes to: of its cases the first that holds, else nothing. */
function chosen({ fact }: Charge, of: Expr): Expr {
  return fact.cases.reduceRight<Expr>(
    (rest, each) =>
      each.when
        ? { kind: "choose", when: each.when, then: amountOf(each, of), otherwise: rest }
        : amountOf(each, of),
    { kind: "number", value: "0" },
  );
}

/** Every charge as a value of its own, and the total that they come to. */
function priced(
  base: Price,
  key: string,
  isInPlace: boolean,
  charges: Charge[],
  draft: Draft,
): SourcedFact[] {
  const start = isInPlace ? base.formula!.fact.value : base.before;
  const own = (expr: Expr) =>
    mapExpr(expr, (part) => isInPlace && part.kind === "ref" && part.id === valueId(base.key) ? start : part);
  const made: SourcedFact[] = [];
  let running = start;
  for (const charge of charges) {
    made.push({ ...charge, fact: chargeValue(charge, running, own) });
    running = {
      kind: "math",
      op: charge.fact.op,
      left: running,
      right: { kind: "ref", id: valueId(keyOf(charge)) },
    };
  }
  const reason = `${key} is ${say(running)}, each share taken of what stands before it`.slice(0, 500);
  draft.assumptions.push({ node: valueId(key), text: reason });
  const { statement } = charges.at(-1)!;
  made.push({
    statement,
    source: { kind: "assumed", reason },
    fact: { kind: "compute", target: { key, words: key }, value: running },
  });
  return made;
}

function chargeValue({ fact }: Charge, running: Expr, own: (expr: Expr) => Expr): Fact {
  const [first] = fact.cases;
  if (!first!.when) return { kind: "compute", target: fact.name, value: amountOf(first!, running) };
  const branches = fact.cases.flatMap((each) =>
    each.when ? [{ when: own(each.when), value: amountOf(each, running) }] : []
  );
  const last = fact.cases.find((each) => !each.when);
  const otherwise = last ? amountOf(last, running) : { kind: "number" as const, value: "0" };
  return { kind: "decide", target: fact.name, branches, otherwise };
}

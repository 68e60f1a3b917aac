/** Scores: points that are given for conditions. What depends on more than conditions becomes a formula with changes. */
import type { Expr } from "../expr.ts";
import type { Name } from "../grammar/reader.ts";
import type { Fact } from "../rows/facts.ts";
import type { ValueStep } from "../schema.ts";
import { fail, type Group, head } from "./group.ts";
import { type Draft, factsOf, type SourcedFact, valueId } from "./origin.ts";

/** What points without a target are added to: the one value that is named, or an output named like a score. */
export function scoreTarget(facts: readonly SourcedFact[]): string {
  const named = [...factsOf(facts, "points"), ...factsOf(facts, "earn"), ...factsOf(facts, "base")].find((
    { fact },
  ) => fact.target)?.fact
    .target;
  if (named) return nameKey(named);
  const outputs = factsOf(facts, "output").map(({ fact }) => nameKey(fact.name));
  return outputs.find((key) => /score|points|rating/i.test(key)) ?? "score";
}

function nameKey(name: Name): string {
  return name.symbol?.key ?? name.key;
}

const FORMULA: readonly Fact["kind"][] = ["compute", "decide", "otherwise", "adjust", "earn", "multiply"];
const SCORE: readonly Fact["kind"][] = ["points", "base", "earn", "multiply"];

/** "Add 5 to the total if …" gives points to a score, and changes a value that has a formula. */
export function asFormula(group: Group, draft: Draft): void {
  const has = (kinds: readonly Fact["kind"][]) => group.facts.some(({ fact }) => kinds.includes(fact.kind));
  if (!has(SCORE) || !has(FORMULA)) return;
  const isStarted = has(["compute", "decide"]);
  const base = factsOf(group.facts, "base")[0];
  if (isStarted && base) return;
  const priced = factsOf(group.facts, "earn").find(({ fact }) => fact.isPrice);
  if (priced && isStarted) {
    fail(
      draft,
      priced,
      "ambiguous",
      `Another sentence works out ${group.key}; it does not say whether this is part of it.`,
    );
    return;
  }
  const target = { key: group.key, words: group.key };
  group.facts = group.facts.flatMap((each) => changeOf(each, target));
  if (isStarted || base) return;
  const first = group.facts.findIndex(({ fact }) => fact.kind === "adjust" && !fact.when && fact.amount);
  const start = first === 0 ? group.facts[0] : undefined;
  if (start?.fact.kind === "adjust") {
    group.facts[0] = { ...start, fact: { kind: "compute", target, value: start.fact.amount! } };
    return;
  }
  draft.assumptions.push({ node: valueId(group.key), text: `${group.key} starts at 0` });
  const reason = `${group.key} starts at 0`;
  const { statement } = group.facts[0]!;
  group.facts.unshift({
    statement,
    source: { kind: "assumed", reason },
    fact: { kind: "compute", target, value: { kind: "number", value: "0" } },
  });
}

/** What a fact does to a value that has a formula. */
function changeOf(each: SourcedFact, target: Name): SourcedFact[] {
  const { fact } = each;
  if (fact.kind === "base") {
    return [{ ...each, fact: { kind: "compute", target, value: number(fact.value) } }];
  }
  if (fact.kind === "points") {
    const when = fact.when.kind === "boolean" && fact.when.value ? undefined : fact.when;
    return [{ ...each, fact: added(target, number(fact.points), when) }];
  }
  if (fact.kind === "earn") return [{ ...each, fact: added(target, fact.amount, fact.when) }];
  if (fact.kind === "multiply") {
    const by = (left: Expr): Expr => ({ kind: "math", op: "multiply", left, right: number(fact.by) });
    return [{ ...each, fact: { kind: "adjust", target, by, when: fact.when } }];
  }
  return [each];
}

function added(target: Name, amount: Expr, when: Expr | undefined): Fact {
  const isLoss = amount.kind === "number" && amount.value.startsWith("-");
  const right = isLoss ? number(amount.value.slice(1)) : amount;
  const by = (left: Expr): Expr => ({ kind: "math", op: isLoss ? "subtract" : "add", left, right });
  return { kind: "adjust", target, by, amount, when };
}

function number(value: string): Expr {
  return { kind: "number", value };
}

export function buildScore(group: Group, draft: Draft): ValueStep | null {
  const rules = factsOf(group.facts, "points");
  const bases = factsOf(group.facts, "base");
  const limits = limitsOf(group, draft);
  const [base, second] = bases;
  if (second && second.fact.value !== base!.fact.value) {
    fail(
      draft,
      second,
      "contradiction",
      `${group.key} starts at ${base!.fact.value} in one place and ${second.fact.value} in another.`,
    );
  }
  if (rules.length === 0) {
    fail(
      draft,
      group.facts[0]!,
      "not_understood",
      `No rule gives points to ${group.key}.`,
    );
    return null;
  }
  if (!base) draft.assumptions.push({ node: valueId(group.key), text: `${group.key} starts at 0` });
  return {
    ...head(group),
    kind: "score",
    base: base?.fact.value ?? "0",
    rules: rules.map(({ fact, source }, n) => ({
      id: `${valueId(group.key)}.rule${n + 1}`,
      when: fact.when,
      points: fact.points,
      source,
    })),
    ...limits,
  };
}

function limitsOf(group: Group, draft: Draft): { min?: string; max?: string } {
  const limits: { min?: string; max?: string } = {};
  for (const each of factsOf(group.facts, "limit")) {
    for (const end of ["min", "max"] as const) {
      const value = each.fact[end];
      if (value === undefined) continue;
      if (limits[end] !== undefined && limits[end] !== value) {
        fail(
          draft,
          each,
          "contradiction",
          `${group.key} is limited to ${limits[end]} in one place and ${value} in another.`,
        );
      }
      limits[end] = value;
    }
  }
  return limits;
}

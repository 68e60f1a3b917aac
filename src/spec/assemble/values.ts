/** Computed values: every statement about one target, put together into one step. */
import type { Expr } from "../expr.ts";
import type { Name } from "../grammar/reader.ts";
import { fail, type Group, head } from "./group.ts";
import { buildClassify, buildCollect, buildMissing } from "./lists.ts";
import type { Fact } from "../rows/facts.ts";
import type { Branch, Field, ValueStep } from "../schema.ts";
import { asFormula, buildScore, scoreTarget } from "./scores.ts";
import { became, type Draft, factsOf, type SourcedFact, valueId } from "./origin.ts";

const VALUE_KINDS = [
  "compute",
  "decide",
  "otherwise",
  "adjust",
  "points",
  "earn",
  "multiply",
  "base",
  "limit",
  "class",
  "classDefault",
  "collect",
  "missing",
];

export function assembleValues(
  facts: readonly SourcedFact[],
  fields: readonly Field[],
  draft: Draft,
): ValueStep[] {
  const steps: ValueStep[] = [];
  for (const group of groupsOf(facts, draft)) {
    const step = buildStep(group, fields, draft);
    if (!step) continue;
    for (const each of group.facts) became(draft, each.statement, step.id);
    steps.push(step);
  }
  return steps;
}

function groupsOf(facts: readonly SourcedFact[], draft: Draft): Group[] {
  const groups = new Map<string, Group>();
  const scoreKey = scoreTarget(facts);
  let before: string | undefined;
  for (const each of facts.filter(({ fact }) => VALUE_KINDS.includes(fact.kind))) {
    const key = targetKey(each.fact, scoreKey, before);
    if (key === undefined) {
      draft.diagnostics.push({
        statement: each.statement,
        status: "ambiguous",
        reason: "It does not say which value this is about.",
      });
      continue;
    }
    if (each.fact.kind === "decide" || each.fact.kind === "otherwise") before = key;
    const group = groups.get(key) ?? { key, facts: [] };
    group.facts.push(each);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function keyOf(name: Name): string {
  return name.symbol?.key ?? name.key;
}

function targetKey(fact: Fact, scoreKey: string, before: string | undefined): string | undefined {
  if ("target" in fact && fact.target) return keyOf(fact.target);
  if (fact.kind === "otherwise") return before;
  return fact.kind === "class" || fact.kind === "classDefault" ? "category" : scoreKey;
}

function buildStep(group: Group, fields: readonly Field[], draft: Draft): ValueStep | null {
  asFormula(group, draft);
  const { facts } = group;
  const has = (...kinds: Fact["kind"][]) => facts.some(({ fact }) => kinds.includes(fact.kind));
  const families = [
    has("points", "base"),
    has("compute", "decide", "otherwise", "adjust"),
    has("class", "classDefault") && !has("decide"),
    has("collect"),
    has("missing"),
  ].filter(Boolean).length;
  if (families > 1) {
    fail(
      draft,
      facts.at(-1)!,
      "ambiguous",
      `${group.key} is given a value in two ways that don't go together.`,
    );
    return null;
  }
  if (has("points", "base")) return buildScore(group, draft);
  if (has("class", "classDefault")) return buildClassify(group, fields, draft);
  if (has("collect")) return buildCollect(group);
  if (has("missing")) return buildMissing(group, fields);
  return buildFormula(group, draft);
}

/** A formula or a decision, with what later statements do to it. */
function buildFormula(group: Group, draft: Draft): ValueStep | null {
  const computes = factsOf(group.facts, "compute");
  const [first, second] = computes;
  if (second && JSON.stringify(second.fact.value) !== JSON.stringify(first!.fact.value)) {
    fail(draft, second, "contradiction", `${group.key} is computed in two different ways.`);
  }
  const branches = withFree(branchesOf(group), group, draft);
  const isTable = group.facts.some(({ fact }) => fact.kind === "decide" && fact.table !== undefined);
  const otherwise = otherwiseOf(group, draft) ?? first?.fact.value ??
    (isTable ? undefined : flagDefault(group, branches, draft));
  const changes = group.facts.filter(({ fact }) => fact.kind === "adjust" || fact.kind === "limit");
  if (branches.length === 0 && !otherwise) {
    fail(
      draft,
      group.facts[0]!,
      "not_understood",
      `Nothing says how ${group.key} is computed.`,
    );
    return null;
  }
  if (branches.length > 0 && changes.length === 0) {
    return {
      ...head(group),
      kind: "decide",
      branches,
      ...(otherwise ? { otherwise } : isTable ? { isComplete: true } : {}),
    };
  }
  const last = otherwise ?? (isTable ? branches.at(-1)?.value : undefined);
  if (!last) {
    fail(
      draft,
      changes[0]!,
      "ambiguous",
      `${group.key} has no value when none of its conditions holds.`,
      `Otherwise, ${group.key} is 0.`,
    );
    return null;
  }
  const chosen = branches.reduceRight<Expr>(
    (rest, branch) => ({ kind: "choose", when: branch.when, then: branch.value, otherwise: rest }),
    last,
  );
  return {
    ...head(group),
    kind: "compute",
    value: chosen,
    changes: changes.map((each, n) => changeOf(each, n, group)),
  };
}

/** "free" is 0 where the other cases are numbers. */
function withFree(branches: Branch[], group: Group, draft: Draft): Branch[] {
  const others = group.facts.flatMap(({ fact }) =>
    fact.kind === "decide" || fact.kind === "otherwise" ? [fact.otherwise] : []
  );
  const isNumber = (expr: Expr | undefined) => expr?.kind === "number" || expr?.kind === "math";
  const isFree = (expr: Expr) => expr.kind === "text" && expr.value.toLowerCase() === "free";
  if (
    ![...branches.map(({ value }) => value), ...others].some(isNumber) ||
    !branches.some(({ value }) => isFree(value))
  ) return branches;
  draft.assumptions.push({ node: valueId(group.key), text: `"free" is a ${group.key} of 0` });
  return branches.map((branch) =>
    isFree(branch.value) ? { ...branch, value: { kind: "number", value: "0" } } : branch
  );
}

/** What is true in some cases is false in the others, and the other way round. */
function flagDefault(group: Group, branches: readonly Branch[], draft: Draft): Expr | undefined {
  const values = new Set(branches.map(({ value }) => value.kind === "boolean" ? value.value : null));
  const [only] = values;
  if (values.size !== 1 || typeof only !== "boolean") return undefined;
  draft.assumptions.push({ node: valueId(group.key), text: `${group.key} is ${!only} in all other cases` });
  return { kind: "boolean", value: !only };
}

function branchesOf(group: Group): Branch[] {
  const branches: Branch[] = [];
  for (const { fact, source } of group.facts) {
    if (fact.kind !== "decide" && fact.kind !== "otherwise") continue;
    for (const branch of fact.branches) {
      branches.push({ id: `${valueId(group.key)}.case${branches.length + 1}`, ...branch, source });
    }
  }
  return branches;
}

function otherwiseOf(group: Group, draft: Draft): Expr | undefined {
  const found = group.facts.flatMap((each) => {
    const { fact } = each;
    return (fact.kind === "decide" || fact.kind === "otherwise") && fact.otherwise
      ? [{ each, value: fact.otherwise }]
      : [];
  });
  const [first, second] = found;
  if (second && JSON.stringify(second.value) !== JSON.stringify(first!.value)) {
    fail(draft, second.each, "contradiction", `${group.key} has two different values for "otherwise".`);
  }
  return first?.value;
}

function changeOf({ fact, source }: SourcedFact, n: number, group: Group) {
  const id = `${valueId(group.key)}.change${n + 1}`;
  const current: Expr = { kind: "ref", id: valueId(group.key) };
  if (fact.kind === "adjust") {
    return { id, ...(fact.when ? { when: fact.when } : {}), value: fact.by(current), source };
  }
  return { id, value: fact.kind === "limit" ? limited(current, fact) : current, source };
}

function limited(value: Expr, { min, max }: { min?: string; max?: string }): Expr {
  const below: Expr = max === undefined
    ? value
    : { kind: "call", fn: "min", args: [value, { kind: "number", value: max }] };
  return min === undefined
    ? below
    : { kind: "call", fn: "max", args: [below, { kind: "number", value: min }] };
}

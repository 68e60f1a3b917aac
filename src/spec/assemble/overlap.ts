/**
 * Conditions that can hold at the same time. Within one sentence ("A when …, B when …") the first wins, as it is
 * read. Between sentences the more specific one wins, when one is contained in the other; two that merely overlap are
 * ambiguous, and two that are the same with different values are a contradiction. Where the text says that the first
 * rule wins, all stand as they are written.
 */
import type { Value } from "../interpret/evaluate.ts";
import { holds } from "../interpret/evaluate.ts";
import type { Branch, Spec, StepOf } from "../schema.ts";
import { combinations } from "../samples.ts";
import { infosOf } from "../infos.ts";
import type { Draft, SourcedFact } from "./origin.ts";

interface Relation {
  both?: Map<string, Value>;
  firstAlone: boolean;
  secondAlone: boolean;
}

/** Puts more specific branches first, in place, or says why no order is right. */
export function orderBranches(
  spec: Spec,
  step: StepOf<"decide">,
  facts: readonly SourcedFact[],
  draft: Draft,
): void {
  if (facts.some(({ fact }) => fact.kind === "firstWins")) return;
  const isChained = chainedSources(facts);
  for (let second = 1; second < step.branches.length; second++) {
    for (let first = 0; first < second; first++) {
      const a = step.branches[first]!;
      const b = step.branches[second]!;
      if (a.source === b.source || isChained.has(b.source) || sameValue(a, b)) continue;
      const problem = conflict(a, relation(spec, a, b), spec);
      if (problem) return report(problem, b, facts, draft);
    }
  }
  const ranked = step.branches.toSorted((a, b) => specificity(spec, step, a, b, isChained));
  if (ranked.some((branch, n) => branch !== step.branches[n])) {
    draft.assumptions.push({ node: step.id, text: `for ${step.key} the more specific condition wins` });
    step.branches.splice(0, step.branches.length, ...ranked);
  }
}

/** Sources of "otherwise if …" sentences: they go on from the sentence before them. */
function chainedSources(facts: readonly SourcedFact[]): Set<unknown> {
  return new Set(facts.filter(({ fact }) => fact.kind === "otherwise").map(({ source }) => source));
}

function sameValue(a: Branch, b: Branch): boolean {
  return JSON.stringify(a.value) === JSON.stringify(b.value);
}

function relation(spec: Spec, a: Branch, b: Branch): Relation {
  const found: Relation = { firstAlone: false, secondAlone: false };
  for (const values of combinations([a.when, b.when], infosOf(spec))) {
    const inA = holds(a.when, values);
    const inB = holds(b.when, values);
    if (inA && inB) found.both ??= values;
    else if (inA) found.firstAlone = true;
    else if (inB) found.secondAlone = true;
  }
  return found;
}

function conflict(a: Branch, { both, firstAlone, secondAlone }: Relation, spec: Spec) {
  if (!both) return null;
  const where = [...both].map(([id, value]) => `${nameOf(spec, id)} is ${JSON.stringify(value)}`).join(
    " and ",
  );
  if (!firstAlone && !secondAlone) {
    return {
      status: "contradiction" as const,
      reason: `The same condition gives two different values (${quoteOf(a)}).`,
    };
  }
  if (!firstAlone || !secondAlone) return null;
  return {
    status: "ambiguous" as const,
    reason: `When ${where}, this and "${quoteOf(a)}" both apply; which of the two wins?`,
  };
}

function nameOf(spec: Spec, id: string): string {
  return spec.inputs.find((field) => field.id === id)?.key ?? id.replace(/^val\./, "");
}

function quoteOf(branch: Branch): string {
  return branch.source.kind === "text" ? branch.source.quote : branch.source.reason;
}

function report(
  problem: { status: "contradiction" | "ambiguous"; reason: string },
  b: Branch,
  facts: readonly SourcedFact[],
  draft: Draft,
): void {
  const statement = facts.find(({ source }) => source === b.source)?.statement ?? 0;
  draft.diagnostics.push({ statement, ...problem, ...inTurn(problem, b) });
}

/** The second rule for what the first leaves, where it can be said so. */
function inTurn({ status }: { status: "contradiction" | "ambiguous" }, b: Branch): { suggestion?: string } {
  const quote = quoteOf(b);
  if (status === "contradiction" || !/^if\b/i.test(quote)) return {};
  return { suggestion: `Otherwise, i${quote.slice(1)}` };
}

/** Below zero when `a` is contained in `b`, so that `a` must be tried first. */
function specificity(
  spec: Spec,
  step: StepOf<"decide">,
  a: Branch,
  b: Branch,
  chained: Set<unknown>,
): number {
  const order = step.branches.indexOf(a) - step.branches.indexOf(b);
  if (a.source === b.source || chained.has(a.source) || chained.has(b.source)) return order;
  const { both, firstAlone, secondAlone } = relation(spec, a, b);
  if (!both || firstAlone === secondAlone) return order;
  return firstAlone ? 1 : -1;
}

import { type Expr, refsOf } from "../expr.ts";
import type { Step } from "../schema.ts";
import { fetchReads } from "../services.ts";
import type { Collection } from "../storage.ts";

/** Ids that a step reads. */
export function readsOf(step: Step): string[] {
  switch (step.kind) {
    case "reject":
      return refsOf(step.when);
    case "compute":
      // Only in a change does the step's own id stand for something: its value so far.
      return [
        ...new Set([
          ...refsOf(step.value),
          ...refsOf(
            ...step.changes.flatMap((change) => [change.value, ...(change.when ? [change.when] : [])]),
          ).filter((id) => id !== step.id),
        ]),
      ];
    case "decide":
      return refsOf(
        ...step.branches.flatMap((branch) => [branch.when, branch.value]),
        ...(step.otherwise ? [step.otherwise] : []),
      );
    case "score":
      return refsOf(...step.rules.map((rule) => rule.when));
    case "classify":
      return step.texts;
    case "collect":
      return refsOf(...step.items.map((item) => item.when));
    case "missing":
      return step.fields;
    case "custom":
      return step.params.map(({ ref }) => ref);
    case "find":
    case "drop":
      return step.at ? refsOf(step.at) : [];
    case "all":
      return [];
    case "fetch":
      return fetchReads(step);
    case "put":
      return refsOf(...step.values.map(({ value }) => value), ...(step.at ? [step.at] : []));
  }
}

/** The ids that there are once a step is done: its own, and those of the fields of a record. */
export function makesOf(step: Step, collections: readonly Collection[] = []): string[] {
  if (step.kind === "fetch") return [step.id, ...step.answer.map(({ key }) => `${step.id}.${key}`)];
  if (step.kind !== "find" && step.kind !== "put") return [step.id];
  const collection = collections.find(({ id }) => id === step.collection);
  return [step.id, ...(collection?.fields ?? []).map(({ key }) => `${step.id}.${key}`)];
}

/** Steps so that each comes after what it reads, refusals as early as they can; or the ids of a circle. */
export function ordered(
  steps: readonly Step[],
  collections: readonly Collection[] = [],
): { ok: true; steps: Step[] } | { ok: false; circle: string[] } {
  const done = new Set<string>();
  const result: Step[] = [];
  const own = new Set(steps.flatMap((step) => makesOf(step, collections)));
  const waiting = [...steps].sort((a, b) => rankOf(a) - rankOf(b));
  while (waiting.length > 0) {
    const next = waiting.findIndex((step) => readsOf(step).every((id) => done.has(id) || !own.has(id)));
    if (next === -1) return { ok: false, circle: waiting.map((step) => step.id) };
    const [step] = waiting.splice(next, 1);
    for (const id of makesOf(step!, collections)) done.add(id);
    result.push(step!);
  }
  return { ok: true, steps: result };
}

/** Refusals as early as they can be, and first of all those for what is not there; what is written comes last. */
function rankOf(step: Step): number {
  if (step.kind === "reject") return isAbsence(step.when) ? 0 : 1;
  return step.kind === "put" || step.kind === "drop" ? 3 : step.kind === "fetch" ? 2.5 : 2;
}

/** Refusals of what breaks a limit keep the order in which they stand. */
function isAbsence(when: Expr): boolean {
  if (when.kind !== "not") return false;
  return when.of.kind === "present" || (when.of.kind === "ref" && !/^(in|val)\./.test(when.of.id));
}

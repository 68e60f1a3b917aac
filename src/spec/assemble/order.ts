import { refsOf } from "../expr.ts";
import type { Step } from "../schema.ts";

/** Ids that a step reads. */
export function readsOf(step: Step): string[] {
  switch (step.kind) {
    case "reject":
      return refsOf(step.when);
    case "compute":
      return refsOf(
        step.value,
        ...step.changes.flatMap((change) => [change.value, ...(change.when ? [change.when] : [])]),
      )
        .filter((id) => id !== step.id);
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
  }
}

/** Steps so that each comes after what it reads, refusals as early as they can; or the ids of a circle. */
export function ordered(
  steps: readonly Step[],
): { ok: true; steps: Step[] } | { ok: false; circle: string[] } {
  const done = new Set<string>();
  const result: Step[] = [];
  const own = new Set(steps.map((step) => step.id));
  const waiting = [...steps].sort((a, b) => Number(b.kind === "reject") - Number(a.kind === "reject"));
  while (waiting.length > 0) {
    const next = waiting.findIndex((step) => readsOf(step).every((id) => done.has(id) || !own.has(id)));
    if (next === -1) return { ok: false, circle: waiting.map((step) => step.id) };
    const [step] = waiting.splice(next, 1);
    done.add(step!.id);
    result.push(step!);
  }
  return { ok: true, steps: result };
}

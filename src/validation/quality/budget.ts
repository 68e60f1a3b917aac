import { type Verdict, verdictOf } from "../report.ts";
import type { Run } from "../run.ts";

const P95_BUDGET_MS = 250;

/** How long the ordinary calls ran. The hostile ones are large on purpose; their limit is the sandbox's. */
export function checkBudget(run: Run): Verdict {
  const runsMs = run.exchanges.filter(({ gate }) => gate.startsWith("behaviour."))
    .flatMap(({ outcome }) => outcome.answered ? [outcome.runMs] : []);
  const p95Ms = percentile(runsMs, 0.95);
  if (p95Ms <= P95_BUDGET_MS) return verdictOf([]);
  return verdictOf([{
    message: `95 of 100 calls must take at most ${P95_BUDGET_MS} ms; they take ${Math.round(p95Ms)} ms`,
  }]);
}

/** Nearest rank: the least value that at least `share` of the values do not exceed. 0 when there are none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

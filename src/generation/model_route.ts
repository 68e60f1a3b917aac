import type { Models, ModelUsage } from "../models/mod.ts";
import { costOf, type ModelPrices } from "../usage/mod.ts";
import type { Job } from "./jobs.ts";
import type { ModelSpent } from "./state.ts";

/** The configured model, and what one job may spend on it. */
export interface ModelRoute {
  models: Models;
  jobBudget: { tokens: number; ms: number };
  prices: ModelPrices;
}

/**
 * How often a job asks the model: a fresh attempt, two repairs of it, and a second fresh one, since a model that has
 * talked itself into a corner seldom finds out of it.
 */
const ATTEMPTS = ["fresh", "repair", "repair", "fresh"] as const;
export type Attempt = typeof ATTEMPTS[number];

const NOTHING_SPENT: ModelSpent = { calls: 0, inputTokens: 0, outputTokens: 0, ms: 0, costUsd: 0 };

export function spentOf({ state }: Job): ModelSpent {
  return state.spent ?? NOTHING_SPENT;
}

/** With one more question, whatever came of it. */
export function spentAfter(job: Job, usage: ModelUsage, ms: number, prices: ModelPrices): ModelSpent {
  const before = spentOf(job);
  const cost = costOf({ model: job.model, ...usage }, prices);
  const isPriced = cost !== null && typeof before.costUsd === "number";
  return {
    calls: before.calls + 1,
    inputTokens: before.inputTokens + usage.inputTokens,
    outputTokens: before.outputTokens + usage.outputTokens,
    ms: before.ms + Math.round(ms),
    costUsd: isPriced ? before.costUsd! + cost : null,
  };
}

/** Null: there is none left. */
export function nextAttempt({ state }: Job): Attempt | null {
  const attempt = ATTEMPTS[state.attempts ?? 0] ?? null;
  return attempt === "repair" && (!state.repair || state.isCutOff) ? "fresh" : attempt;
}

/** Which budget is used up, in words; null while both last. */
export function overBudget(job: Job, { jobBudget }: ModelRoute): string | null {
  const { inputTokens, outputTokens, ms } = spentOf(job);
  if (inputTokens + outputTokens >= jobBudget.tokens) {
    return `${jobBudget.tokens} tokens (AXTL_MODEL_JOB_TOKENS)`;
  }
  return ms >= jobBudget.ms ? `${Math.round(jobBudget.ms / 1000)} seconds (AXTL_MODEL_JOB_MS)` : null;
}

import type { Models } from "../models/mod.ts";
import type { Job } from "./jobs.ts";
import type { ModelSpent } from "./state.ts";

/** The configured model, and what one job may spend on it. */
export interface ModelRoute {
  models: Models;
  jobBudget: { tokens: number; ms: number };
}

/**
 * How often a job asks the model: a fresh attempt, two repairs of it, and a second fresh one, since a model that has
 * talked itself into a corner seldom finds out of it.
 */
const ATTEMPTS = ["fresh", "repair", "repair", "fresh"] as const;
export type Attempt = typeof ATTEMPTS[number];

const NOTHING_SPENT: ModelSpent = { calls: 0, inputTokens: 0, outputTokens: 0, ms: 0 };

export function spentOf({ state }: Job): ModelSpent {
  return state.spent ?? NOTHING_SPENT;
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

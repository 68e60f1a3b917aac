import assert from "node:assert/strict";
import { MODEL_LIMITS } from "../../tests/fixtures/model_limits.ts";
import { createModels } from "../models/mod.ts";
import type { Job } from "./jobs.ts";
import { type ModelRoute, nextAttempt, overBudget, spentAfter } from "./model_route.ts";
import type { JobState } from "./state.ts";

const ROUTE: ModelRoute = {
  models: createModels({
    provider: "openai-compatible",
    baseUrl: "http://127.0.0.1:1/v1",
    apiKey: null,
    names: ["m"],
    limits: MODEL_LIMITS,
  }),
  jobBudget: { tokens: 1_000, ms: 60_000 },
  prices: { m: { perMillionInput: 1, perMillionOutput: 10 } },
};
const SPENT = { calls: 1, inputTokens: 0, outputTokens: 0, ms: 0, costUsd: 0 };
const REPAIR = { written: "{}", issues: [] };

const jobWith = (state: JobState) => ({ model: "m", state }) as Job;

Deno.test("a job has a budget of tokens and one of seconds, and either that is used up ends its questions", () => {
  const budgetOf = (spent: Partial<typeof SPENT>) =>
    overBudget(jobWith({ spent: { ...SPENT, ...spent } }), ROUTE);
  assert.equal(budgetOf({ inputTokens: 600, outputTokens: 399, ms: 59_999 }), null);
  assert.match(budgetOf({ inputTokens: 600, outputTokens: 400 })!, /^1000 tokens/);
  assert.match(budgetOf({ ms: 60_000 })!, /^60 seconds \(AXTL_MODEL_JOB_MS\)/);
});

Deno.test("a job asks four times at most: fresh, two repairs, fresh; of a half answer there is nothing to repair", () => {
  const attempts = [0, 1, 2, 3, 4].map((attempts) => nextAttempt(jobWith({ attempts, repair: REPAIR })));
  assert.deepEqual(attempts, ["fresh", "repair", "repair", "fresh", null]);
  assert.equal(nextAttempt(jobWith({ attempts: 1, repair: REPAIR, isCutOff: true })), "fresh");
});

Deno.test("what a job costs is added up, and unknown as soon as one question's is", () => {
  const usage = { inputTokens: 1_000_000, outputTokens: 100_000 };
  const spent = spentAfter(jobWith({ spent: { ...SPENT, costUsd: 1 } }), usage, 7.4, ROUTE.prices);
  assert.deepEqual(spent, { calls: 2, inputTokens: 1_000_000, outputTokens: 100_000, ms: 7, costUsd: 3 });
  assert.equal(spentAfter(jobWith({ spent }), usage, 0, {}).costUsd, null);
  const { costUsd: _, ...old } = SPENT;
  assert.equal(spentAfter(jobWith({ spent: old }), usage, 0, ROUTE.prices).costUsd, null);
});

import { type Refusal, UNFINISHED_JOBS_MOST } from "../generation/mod.ts";
import { Problem } from "../lib/problem.ts";
import { secondsToNextDay } from "../usage/mod.ts";

/** How a job that could not begin is told to the client. */
const REFUSALS: Record<Refusal, () => Problem> = {
  busy: () =>
    new Problem(
      409,
      "agent_busy",
      "The agent is generating, validating or deploying; try again when that job is done.",
    ),
  not_ready: () =>
    new Problem(
      409,
      "agent_not_ready",
      "The agent has no version that is ready: it is still generating or validating, or its last job failed. " +
        'An earlier version, if there is one, can be deployed by its number: {"version": 1}.',
    ),
  deploying: () =>
    new Problem(
      409,
      "deploy_in_progress",
      "A deployment of this agent is under way; wait for it, then try again.",
    ),
  no_such_version: () =>
    new Problem(
      404,
      "version_not_found",
      "The agent has no such version. GET /v1/agents/{agentId}/versions lists them.",
    ),
  generations_quota: () => dailyQuotaExceeded("generation jobs"),
  deployments_quota: () => dailyQuotaExceeded("deployments"),
  quota: () =>
    new Problem(
      429,
      "quota_exceeded",
      `The workspace has ${UNFINISHED_JOBS_MOST} jobs that are not done yet.`,
      {
        headers: { "Retry-After": "10" },
      },
    ),
  no_model: () =>
    new Problem(
      503,
      "model_not_configured",
      'This platform has no model: set AXTL_MODEL_BASE_URL, or generate with "generator": "builtin".',
    ),
  no_such_model: () =>
    new Problem(
      422,
      "model_not_configured",
      "This platform is not configured with that model; leave `model` out to take the one that it has.",
    ),
};

function dailyQuotaExceeded(what: string): Problem {
  return new Problem(
    429,
    "quota_exceeded",
    `The workspace has used up its ${what} of this day, which ends at midnight UTC. GET /v1/usage shows the quotas.`,
    { headers: { "Retry-After": String(secondsToNextDay(Date.now())) } },
  );
}

export function refusalProblem(why: Refusal): Problem {
  return REFUSALS[why]();
}

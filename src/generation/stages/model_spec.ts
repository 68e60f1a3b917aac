import { toJsonObject } from "../../lib/json.ts";
import type { ModelAnswer, ModelFailure } from "../../models/mod.ts";
import {
  MODEL_INSTRUCTIONS,
  modelForm,
  modelPrompt,
  type ModelReading,
  readModelSpec,
} from "../../spec/mod.ts";
import { countModelUse } from "../../usage/mod.ts";
import type { JobChange } from "../jobs.ts";
import {
  type Attempt,
  type ModelRoute,
  nextAttempt,
  overBudget,
  spentAfter,
  spentOf,
} from "../model_route.ts";
import { requirementsOf } from "../requirements.ts";
import { inOrder } from "./in_order.ts";
import type { StageContext, StageOutcome } from "./stage.ts";

const SHOWN_ISSUES = 10;
const SAY_IT_EVERY_MS = 1_000;

/**
 * One attempt of the model at the Spec. What is wrong with it is stored and the stage begins again, so that a job which
 * is cut off goes on with the attempts it has left.
 */
export async function modelSpec(context: StageContext, route: ModelRoute): Promise<StageOutcome> {
  const { job, log } = context;
  const attempt = nextAttempt(job);
  const spent = overBudget(job, route);
  if (attempt === null || spent !== null) {
    return gaveUp(context, spent === null ? "after all of its attempts" : `having used up ${spent}`);
  }
  await log(`Asking ${job.model} (${route.models.provider}): ${inWords(attempt, job.state.attempts ?? 0)}.`);
  const startedMs = performance.now();
  const answer = await ask(context, route, attempt);
  await countModelUse(context.deps.db, {
    agentId: context.agent.id,
    askedBy: "generation",
    model: job.model,
    ...answer.usage,
  });
  const change = changeOf(context, route, answer, performance.now() - startedMs);
  if (!answer.ok) return await unanswered(context, answer.failure, change);
  const reading = readModelSpec(answer.json, requirementsOf(job), {
    name: context.agent.name,
    allowPartial: job.input.allowPartial ?? false,
  });
  return await outcomeOf(context, reading, answer.text, change);
}

function inWords(attempt: Attempt, before: number): string {
  if (attempt === "repair") return `repair ${before} of 2`;
  return before === 0 ? "the first attempt" : "a fresh attempt";
}

async function ask(
  { job, log, written }: StageContext,
  { models, jobBudget }: ModelRoute,
  attempt: Attempt,
): Promise<ModelAnswer> {
  const lines = inOrder((write: () => Promise<void>) => write());
  let saidAtMs = -Infinity;
  const repair = attempt === "repair" ? job.state.repair : undefined;
  const answer = await models.generate({
    model: job.model,
    instructions: MODEL_INSTRUCTIONS,
    prompt: modelPrompt({
      requirements: requirementsOf(job),
      ...(repair && { repair }),
      isCutOff: job.state.isCutOff ?? false,
    }),
    schema: { name: "axtl_spec", schema: modelForm() },
    totalMs: jobBudget.ms - spentOf(job).ms,
    onRetry: (message) => lines.add(() => log(`The model: ${message}.`)),
    onProgress: (characters) => {
      if (performance.now() - saidAtMs < SAY_IT_EVERY_MS) return;
      saidAtMs = performance.now();
      lines.add(() => written(characters));
    },
  });
  await lines.done();
  return answer;
}

function changeOf(
  { job }: StageContext,
  { models, prices }: ModelRoute,
  { usage }: ModelAnswer,
  ms: number,
) {
  const spent = spentAfter(job, usage, ms, prices);
  return {
    provider: models.provider,
    model: job.model,
    state: { route: "model" as const, attempts: (job.state.attempts ?? 0) + 1, spent, isCutOff: false },
  };
}

/** An answer that was cut off is asked for once more, to be shorter; whatever else it was would happen again. */
async function unanswered(
  { job, log }: StageContext,
  failure: ModelFailure,
  change: ReturnType<typeof changeOf>,
): Promise<StageOutcome> {
  if (failure.code !== "cut_off" || job.state.isCutOff || nextAttempt(job) === null) {
    return { ok: false, failure: failureOf(failure), change };
  }
  await log(`Not right yet: ${failure.message}.`);
  return { ok: true, next: "spec", change: { ...change, state: { ...change.state, isCutOff: true } } };
}

async function outcomeOf(
  { log }: StageContext,
  reading: ModelReading,
  written: string,
  change: ReturnType<typeof changeOf>,
): Promise<StageOutcome> {
  if (reading.ok) {
    const { spec, coverage } = reading;
    for (const { text } of coverage.assumptions) await log(`Assumed: ${text}`);
    const state = {
      ...change.state,
      origin: "model" as const,
      spec,
      coverage,
      repair: { written, issues: [] },
    };
    return { ok: true, change: { ...change, state } };
  }
  if ("unclear" in reading) return { ok: false, failure: unclear(reading.unclear), change };
  for (const { path, message } of reading.issues.slice(0, SHOWN_ISSUES)) {
    await log(`Not right yet: ${path === "" ? "" : `${path}: `}${message}`);
  }
  const repair = { written, issues: reading.issues, ambiguous: reading.ambiguous };
  return { ok: true, next: "spec", change: { ...change, state: { ...change.state, repair } } };
}

function unclear(clauses: Extract<ModelReading, { unclear: unknown }>["unclear"]) {
  return {
    code: "requirements_not_understood",
    message: "The model can't carry out some sentences as they are written; each comes with the reason.",
    details: toJsonObject({ clauses }),
  };
}

/** No attempt or no budget is left: what is wrong with the last one, and what a person can do. */
function gaveUp({ job }: StageContext, why: string): StageOutcome {
  const { issues = [], ambiguous = [] } = job.state.repair ?? {};
  const details = toJsonObject({
    attempts: job.state.attempts ?? 0,
    evidence: issues.slice(0, SHOWN_ISSUES),
    ...(ambiguous.length > 0 && { clauses: ambiguous }),
    nextStep:
      "Say the sentences that the evidence names more exactly, one rule to a sentence, or ask another model.",
  });
  const message = ambiguous.length > 0
    ? `The model and the built-in compiler read the same sentences differently, ${why}; nothing was deployed.`
    : `The model did not come to a Spec that passes the checks, ${why}; nothing was deployed.`;
  const code = ambiguous.length > 0 ? "requirements_not_understood" : "model_gave_up";
  return { ok: false, failure: { code, message, details } };
}

const NEXT_STEPS: Partial<Record<ModelFailure["code"], string>> = {
  unauthorized:
    "Set a key that the endpoint takes: the operator in AXTL_MODEL_API_KEY, a workspace by PUT /v1/models/settings.",
  model_not_found: "Check AXTL_MODEL and AXTL_MODEL_BASE_URL against what the endpoint offers.",
  request_refused:
    "Check that the endpoint speaks the configured provider's protocol and that the model is right.",
  unreachable: "Check AXTL_MODEL_BASE_URL and that the endpoint runs, then generate again.",
  cut_off:
    "Raise AXTL_MODEL_MAX_OUTPUT_TOKENS as far as the model allows, take a model that may write more, or split the " +
    "requirements into smaller backends.",
  content_filtered:
    "Say the requirements in words that the provider's filter lets pass, or take another model.",
  address_not_allowed:
    "Take an endpoint on the public internet, or let the operator set AXTL_MODEL_ALLOW_PRIVATE.",
  redirected: "Set AXTL_MODEL_BASE_URL to the address that the endpoint really has.",
};

function failureOf({ code, message, status }: ModelFailure) {
  const nextStep = NEXT_STEPS[code] ?? "Generate again later, or take another model.";
  return {
    code: "model_unavailable",
    message: `The model gave no answer: ${message}. Nothing was deployed.`,
    details: toJsonObject({ cause: code, ...(status !== undefined && { status }), nextStep }),
  };
}

/** Sends a job whose code did not pass back to the model, with the evidence. Null: this job has no way back. */
export function backToModel({ job }: StageContext, change: JobChange, evidence: readonly string[]) {
  const { repair, origin, editedAt } = job.state;
  if (origin !== "model" || !repair || editedAt || nextAttempt(job) === null) return null;
  const issues = evidence.map((message) => ({ path: "", message }));
  return {
    ok: true as const,
    next: "spec" as const,
    change: { ...change, state: { repair: { ...repair, issues } } },
  };
}

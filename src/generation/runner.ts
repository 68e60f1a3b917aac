import { findAgent, restingStatus } from "../agents/mod.ts";
import type { AgentStatus } from "../db/mod.ts";
import { failDeploymentOfJob } from "../deployments/mod.ts";
import { appendEvent, findJob, isUnderWay, type Job, type JobChange, saveStep } from "./jobs.ts";
import { artifactStage } from "./stages/artifact.ts";
import { codeStage } from "./stages/code.ts";
import { deployStage } from "./stages/deploy.ts";
import { specStage } from "./stages/spec.ts";
import type { Stage, StageContext, StageDeps, StageOutcome } from "./stages/stage.ts";
import { validationStage } from "./stages/validation.ts";
import { type StageName, stagesOf } from "./state.ts";

/** The job, stage by stage: what runs, the agent's status meanwhile, and the progress when it is done. */
const STAGE_TABLE: Record<StageName, { run: Stage; agentStatus: AgentStatus; progress: number }> = {
  spec: { run: specStage, agentStatus: "generating", progress: 20 },
  code: { run: codeStage, agentStatus: "generating", progress: 35 },
  validation: { run: validationStage, agentStatus: "validating", progress: 80 },
  artifact: { run: artifactStage, agentStatus: "validating", progress: 90 },
  deploy: { run: deployStage, agentStatus: "deploying", progress: 99 },
};

/**
 * Runs a job from the stage that is stored to its end. Every step is saved before the next begins, so a job that was
 * cut off goes on where it was, and one that another runner took over is left to it. What a stage throws goes to the
 * caller: the queue tries again.
 */
export async function runJob(deps: StageDeps, jobId: string): Promise<void> {
  for (;;) {
    const job = await findJob(deps.db, jobId);
    if (!job || !isUnderWay(job.status)) return;
    const change = job.status === "queued" ? begin(job) : await runStage(deps, job);
    if (!change || !await saveStep(deps.db, job, change)) return;
  }
}

/** Ends a job that the queue has given up on. */
export async function abandonJob(deps: StageDeps, jobId: string): Promise<void> {
  const job = await findJob(deps.db, jobId);
  if (!job || !isUnderWay(job.status)) return;
  const failure = {
    code: "internal_error",
    message: "The platform failed at this stage more than once; its log has the cause. Nothing was deployed.",
  };
  await saveStep(deps.db, job, await fail(deps, job, { ok: false, failure }));
}

function begin(job: Job): JobChange {
  return { status: "running", ...doing(job, job.stage as StageName) };
}

/** Null: the agent is gone, and the job with it. */
async function runStage(deps: StageDeps, job: Job): Promise<JobChange | null> {
  const agent = await findAgent(deps.db, job.workspace_id, job.agent_id);
  if (!agent) return null;
  const context: StageContext = {
    job,
    agent,
    deps,
    log: (message) => logLine(deps, job, message),
    written: (characters) => modelProgress(deps, job, characters),
  };
  const outcome = await STAGE_TABLE[job.stage as StageName].run(context);
  return outcome.ok ? await advance(deps, job, outcome) : await fail(deps, job, outcome);
}

async function advance(
  deps: StageDeps,
  job: Job,
  { change, next: instead }: Extract<StageOutcome, { ok: true }>,
): Promise<JobChange> {
  const stages = stagesOf(job.kind, job.auto_deploy);
  const stage = job.stage as StageName;
  const next = instead ?? stages[stages.indexOf(stage) + 1];
  if (next) {
    const step = { ...change, stage: next, progress: progressAfter(job, instead) };
    return isToBeReviewed(job, next)
      ? { ...step, status: "awaiting_approval" }
      : { ...step, ...doing(job, next) };
  }
  return {
    ...change,
    status: "completed",
    progress: 100,
    agentStatus: await restingStatus(deps.db, job.agent_id),
  };
}

async function fail(
  deps: StageDeps,
  job: Job,
  { failure, change }: Extract<StageOutcome, { ok: false }>,
): Promise<JobChange> {
  await logLine(deps, job, `Failed: ${failure.message}`);
  await failDeploymentOfJob(deps.db, job.id, { ...failure });
  return {
    ...change,
    status: "failed",
    failure: { ...failure, stage: job.stage },
    agentStatus: await restingStatus(deps.db, job.agent_id),
  };
}

/** A Spec that is made anew, by whomever, is looked at anew. */
function isToBeReviewed({ stage, input }: Job, next: StageName): boolean {
  return stage === "spec" && next === "code" && input.requireApproval === true;
}

/** A job that goes back a stage has not come less far for it: progress only grows. */
function progressAfter(job: Job, instead: StageName | undefined): number {
  return instead ? job.progress : Math.max(job.progress, STAGE_TABLE[job.stage as StageName].progress);
}

/** A job that only looks at a version leaves the agent's status alone. */
function doing(job: Job, stage: StageName): JobChange {
  return job.kind === "validate" ? {} : { agentStatus: STAGE_TABLE[stage].agentStatus };
}

async function modelProgress(deps: StageDeps, job: Job, characters: number): Promise<void> {
  const { status, stage, progress } = job;
  await appendEvent(deps.db, job.id, "progress", { status, stage, progress, written: characters });
}

async function logLine(deps: StageDeps, job: Job, message: string): Promise<void> {
  await appendEvent(deps.db, job.id, "log", { at: new Date().toISOString(), stage: job.stage, message });
}

/**
 * From a prompt, or from uploaded files, to a version that is live: the job, stage by stage.
 *
 *     generate   spec → (review) → code → validation → artifact → (deploy)
 *     source                   validation → artifact → (deploy)
 *
 * `service.ts` begins jobs, `queue.ts` hands them to runners, `runner.ts` walks a job through its stages, and
 * `follow.ts` lets a client watch. What a stage made is stored before the next begins, so a job that was cut off goes
 * on at the stage it had reached. A Spec that a model made goes back to it with the evidence when a check fails, a few
 * times and within a budget; those are stages that begin again, so they survive a crash as well. Nothing here knows HTTP.
 */
export { BUILTIN_COMPILER } from "./compiler.ts";
export {
  eventsAfter,
  findJob as findJobById,
  findJobOf,
  isTerminal,
  type Job,
  type JobEvent,
  modelSettingsInUse,
} from "./jobs.ts";
export { followJob } from "./follow.ts";
export { findReport, listReports, type StoredReport } from "./reports.ts";
export type { ModelRoute } from "./model_route.ts";
export { openQueue, type Queue } from "./queue.ts";
export { createReview, type Review, type Reviewed } from "./review.ts";
export { abandonJob, runJob } from "./runner.ts";
export {
  createGeneration,
  type Generation,
  type Refusal,
  type Started,
  UNFINISHED_JOBS_MOST,
} from "./service.ts";
export { GENERATORS, type ModelSpent } from "./state.ts";
export type { StageDeps } from "./stages/stage.ts";

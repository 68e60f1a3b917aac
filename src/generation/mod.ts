/**
 * From a prompt, or from uploaded files, to a version that is live: the job, stage by stage.
 *
 *     generate   spec → code → validation → artifact → (deploy)
 *     source                   validation → artifact → (deploy)
 *
 * `service.ts` begins jobs, `queue.ts` hands them to runners, `runner.ts` walks a job through its stages, and
 * `follow.ts` lets a client watch. What a stage made is stored before the next begins, so a job that was cut off goes
 * on at the stage it had reached. Nothing here knows HTTP.
 */
export { BUILTIN_COMPILER } from "./compiler.ts";
export {
  eventsAfter,
  findJob as findJobById,
  findJobOf,
  isTerminal,
  type Job,
  type JobEvent,
} from "./jobs.ts";
export { followJob } from "./follow.ts";
export { findReport, listReports, type StoredReport } from "./reports.ts";
export { openQueue, type Queue } from "./queue.ts";
export { abandonJob, runJob } from "./runner.ts";
export {
  createGeneration,
  type Generation,
  type Refusal,
  type Started,
  UNFINISHED_JOBS_MOST,
} from "./service.ts";
export type { StageDeps } from "./stages/stage.ts";

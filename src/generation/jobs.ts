import { type Selectable, sql } from "kysely";
import {
  type AgentStatus,
  type Db,
  type JobEventsTable,
  type JobKind,
  type JobsTable,
  type JobStatus,
  notify,
  toJson,
} from "../db/mod.ts";
import { newId } from "../lib/ids.ts";
import type { JsonObject } from "../lib/json.ts";
import type { JobFailure, JobInput, JobState, StageName } from "./state.ts";

/** A job as it is stored, with its documents typed. */
export type Job = Omit<Selectable<JobsTable>, "input" | "state"> & { input: JobInput; state: JobState };
export type JobEvent = Selectable<JobEventsTable>;

export interface NewJob {
  workspaceId: string;
  agentId: string;
  kind: JobKind;
  firstStage: StageName;
  autoDeploy: boolean;
  provider: string;
  model: string;
  input: JobInput;
  state: JobState;
}

export async function insertJob(db: Db, job: NewJob): Promise<Job> {
  const row = await db.insertInto("jobs").values({
    id: newId("job"),
    workspace_id: job.workspaceId,
    agent_id: job.agentId,
    kind: job.kind,
    auto_deploy: job.autoDeploy,
    status: "queued",
    stage: job.firstStage,
    provider: job.provider,
    model: job.model,
    input: toJson(job.input),
    state: toJson(job.state),
  }).returningAll().executeTakeFirstOrThrow();
  return typed(row);
}

export async function findJob(db: Db, jobId: string): Promise<Job | null> {
  const row = await db.selectFrom("jobs").selectAll().where("id", "=", jobId).executeTakeFirst();
  return row ? typed(row) : null;
}

/** Null also for a job of another workspace. */
export async function findJobOf(db: Db, workspaceId: string, jobId: string): Promise<Job | null> {
  const job = await findJob(db, jobId);
  return job?.workspace_id === workspaceId ? job : null;
}

export async function countUnfinished(db: Db, workspaceId: string): Promise<number> {
  const { count } = await db.selectFrom("jobs").select((expr) => expr.fn.countAll<string>().as("count"))
    .where("workspace_id", "=", workspaceId).where("status", "in", ["queued", "running", "awaiting_approval"])
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** The model settings that jobs which are not over began with. */
export async function modelSettingsInUse(db: Db): Promise<string[]> {
  const rows = await db.selectFrom("jobs").select(sql<string>`state->>'modelSettingsId'`.as("id")).distinct()
    .where("status", "in", ["queued", "running", "awaiting_approval"])
    .where(sql<boolean>`state->>'modelSettingsId' is not null`).execute();
  return rows.map(({ id }) => id);
}

/** What a step changes on the job's row; `state` is merged into what is there. */
export interface JobChange {
  status?: JobStatus;
  stage?: StageName;
  progress?: number;
  provider?: string;
  model?: string;
  state?: Partial<JobState>;
  artifact?: JsonObject;
  validation?: JsonObject;
  failure?: JobFailure;
  agentStatus?: AgentStatus;
}

/**
 * Writes a step of the job, its progress event and its agent's status in one transaction, and tells who listens.
 * False: the job is no longer where `job` says it was, because another runner took it over; nothing was written.
 */
export async function saveStep(db: Db, job: Job, change: JobChange): Promise<boolean> {
  return await db.transaction().execute((trx) => writeStep(trx, job, change));
}

/** `saveStep` within a transaction of the caller's. */
export async function writeStep(trx: Db, job: Job, change: JobChange): Promise<boolean> {
  const saved = await trx.updateTable("jobs").set(columnsOf(job, change))
    .where("id", "=", job.id).where("stage", "=", job.stage).where("status", "=", job.status)
    .returning("id").executeTakeFirst();
  if (!saved) return false;
  if (change.agentStatus) {
    await trx.updateTable("agents").set({ status: change.agentStatus, updated_at: new Date() })
      .where("id", "=", job.agent_id).execute();
  }
  await appendEvent(trx, job.id, "progress", {
    status: change.status ?? job.status,
    stage: change.stage ?? job.stage,
    progress: change.progress ?? job.progress,
  });
  return true;
}

function columnsOf(job: Job, change: JobChange) {
  const { state, artifact, validation, failure, agentStatus: _, ...plain } = change;
  const finished = change.status === "completed" || change.status === "failed";
  return {
    ...plain,
    ...(state && { state: toJson({ ...job.state, ...state }) }),
    ...(artifact && { artifact: toJson(artifact) }),
    ...(validation && { validation: toJson(validation) }),
    ...(failure && { failure: toJson(failure) }),
    ...(finished && { finished_at: new Date() }),
    updated_at: new Date(),
  };
}

/** Adds the next event of a job: its log lines and its progress are one numbered sequence. */
export async function appendEvent(
  db: Db,
  jobId: string,
  kind: JobEventsTable["kind"],
  data: JsonObject,
): Promise<void> {
  await db.insertInto("job_events").columns(["job_id", "seq", "kind", "data"]).expression((expr) =>
    expr.selectFrom("job_events").where("job_id", "=", jobId).select((e) => [
      e.val(jobId).as("job_id"),
      e(e.fn.coalesce(e.fn.max("seq"), e.lit(0)), "+", 1).as("seq"),
      e.val(kind).as("kind"),
      e.cast<JsonObject>(e.val(toJson(data)), "json").as("data"),
    ])
  ).execute();
  await notify(db, { kind: "job", id: jobId });
}

export async function eventsAfter(db: Db, jobId: string, seq: number): Promise<JobEvent[]> {
  return await db.selectFrom("job_events").selectAll().where("job_id", "=", jobId).where("seq", ">", seq)
    .orderBy("seq").execute();
}

/** Whether a runner has something to do: a job that waits for a person is neither over nor under way. */
export function isUnderWay(status: JobStatus): boolean {
  return status === "queued" || status === "running";
}

export function isTerminal(status: JobStatus): boolean {
  return status === "completed" || status === "failed";
}

// The documents are written by this folder alone, so their types are what it wrote.
function typed(row: Selectable<JobsTable>): Job {
  return { ...row, input: row.input as unknown as JobInput, state: row.state as unknown as JobState };
}

import { restingStatus } from "../agents/mod.ts";
import type { Db } from "../db/mod.ts";
import type { JsonObject } from "../lib/json.ts";
import { checkEdited, type SpecIssue } from "../spec/mod.ts";
import { appendEvent, findJob, type Job, type JobChange, saveStep, writeStep } from "./jobs.ts";
import type { Queue } from "./queue.ts";
import { requirementsOf } from "./requirements.ts";

export type Reviewed =
  | { ok: true; job: Job }
  /** It is past that, or somebody else was quicker. */
  | { ok: false; why: "not_awaiting_approval" }
  | { ok: false; why: "invalid_spec"; issues: SpecIssue[] };

/** What a person may do with a Spec that waits for approval. */
export interface Review {
  approve(job: Job): Promise<Reviewed>;
  /** With a comment the Spec is made anew, with the comment as a further requirement; without one the job ends. */
  reject(job: Job, comment: string | undefined): Promise<Reviewed>;
  /** Changes the Spec, which then waits on. */
  edit(job: Job, spec: JsonObject): Promise<Reviewed>;
}

const PAST_IT: Reviewed = { ok: false, why: "not_awaiting_approval" };

export function createReview(db: Db, queue: Queue): Review {
  /** The change, a line in the log, and the job's place in the queue, all or nothing. */
  const resume = (job: Job, change: JobChange, message: string): Promise<Reviewed> =>
    db.transaction().execute(async (trx): Promise<Reviewed> => {
      if (!await writeStep(trx, job, change)) return PAST_IT;
      await logReview(trx, job, message);
      if (change.status === "queued") await queue.send(trx, job.id);
      return { ok: true, job: (await findJob(trx, job.id))! };
    });

  return {
    async approve(job) {
      if (job.status !== "awaiting_approval") return PAST_IT;
      return await resume(job, { status: "queued" }, "The Spec was approved.");
    },

    async reject(job, comment) {
      if (job.status !== "awaiting_approval") return PAST_IT;
      if (comment === undefined) {
        const failure = { code: "spec_rejected", message: "The Spec was rejected in review.", stage: "spec" };
        const agentStatus = await restingStatus(db, job.agent_id);
        return await resume(job, { status: "failed", failure, agentStatus }, failure.message);
      }
      const state = {
        spec: undefined,
        coverage: undefined,
        repair: undefined,
        editedAt: undefined,
        attempts: 0,
        comments: [...job.state.comments ?? [], comment],
      };
      const change: JobChange = { status: "queued", stage: "spec", state };
      return await resume(job, change, `The Spec was rejected, and is made anew with this: ${comment}`);
    },

    async edit(job, spec) {
      const { coverage } = job.state;
      if (job.status !== "awaiting_approval" || !coverage) return PAST_IT;
      const edited = checkEdited(spec, requirementsOf(job), coverage);
      if (!edited.ok) return { ok: false, why: "invalid_spec", issues: edited.issues };
      const editedAt = new Date().toISOString();
      const state = { spec: edited.spec, coverage: edited.coverage, editedAt };
      if (!await saveStep(db, job, { state })) return PAST_IT;
      await logReview(db, job, "The Spec was changed in review.");
      return { ok: true, job: (await findJob(db, job.id))! };
    },
  };
}

async function logReview(db: Db, job: Job, message: string): Promise<void> {
  await appendEvent(db, job.id, "log", { at: new Date().toISOString(), stage: "spec", message });
}

import { sql } from "kysely";
import { setTimeout as delay } from "node:timers/promises";
import { type Db, isUnavailable } from "../db/mod.ts";

export interface UnfinishedJobs {
  queued: number;
  running: number;
  awaiting_approval: number;
}

/** A scrape gives up after some seconds; without a database that answers it shall have the other metrics. */
const PATIENCE_MS = 1_000;

/** Jobs of all nodes. Null: the database is away. */
export async function countJobs(db: Db): Promise<UnfinishedJobs | null> {
  const enough = new AbortController();
  const tooLate = delay(PATIENCE_MS, null, { signal: enough.signal }).catch(() => null);
  const jobs = await Promise.race([readJobs(db), tooLate]);
  enough.abort();
  return jobs;
}

async function readJobs(db: Db): Promise<UnfinishedJobs | null> {
  try {
    const { rows } = await sql<UnfinishedJobs>`
      select count(*) filter (where status = 'queued')::int as queued,
        count(*) filter (where status = 'running')::int as running,
        count(*) filter (where status = 'awaiting_approval')::int as awaiting_approval
      from jobs where status in ('queued', 'running', 'awaiting_approval')`.execute(db);
    return rows[0] ?? null;
  } catch (error) {
    if (isUnavailable(error)) return null;
    throw error;
  }
}

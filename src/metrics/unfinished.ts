import { sql } from "kysely";
import { type Db, isUnavailable } from "../db/mod.ts";
import { atMost } from "../lib/at_most.ts";

/** What is not done yet on all nodes. */
export interface Unfinished {
  jobs: { queued: number; running: number; awaiting_approval: number };
  asyncCalls: { queued: number; running: number };
  /** How long the oldest queued call has been waiting since it was due. 0: none waits. */
  asyncOldestSeconds: number;
}

/** A scrape gives up after some seconds; without a database that answers it shall have the other metrics. */
const PATIENCE_MS = 1_000;

/** Null: the database is away. */
export function countUnfinished(db: Db): Promise<Unfinished | null> {
  return atMost(PATIENCE_MS, readUnfinished(db), null);
}

async function readUnfinished(db: Db): Promise<Unfinished | null> {
  try {
    const [jobs, { oldestSeconds, ...asyncCalls }] = await Promise.all([readJobs(db), readAsyncCalls(db)]);
    return { jobs, asyncCalls, asyncOldestSeconds: oldestSeconds };
  } catch (error) {
    if (isUnavailable(error)) return null;
    throw error;
  }
}

async function readJobs(db: Db): Promise<Unfinished["jobs"]> {
  const { rows } = await sql<Unfinished["jobs"]>`
    select count(*) filter (where status = 'queued')::int as queued,
      count(*) filter (where status = 'running')::int as running,
      count(*) filter (where status = 'awaiting_approval')::int as awaiting_approval
    from jobs where status in ('queued', 'running', 'awaiting_approval')`.execute(db);
  return rows[0]!;
}

async function readAsyncCalls(db: Db): Promise<Unfinished["asyncCalls"] & { oldestSeconds: number }> {
  const { rows } = await sql<Unfinished["asyncCalls"] & { oldestSeconds: number }>`
    select (select count(*)::int from async_calls where status = 'queued') as queued,
      (select count(*)::int from async_calls where status = 'running') as running,
      (select coalesce(extract(epoch from greatest(now() - min(run_at), interval '0')), 0)::float8
        from async_calls where status = 'queued') as "oldestSeconds"`.execute(db);
  return rows[0]!;
}

import { sql } from "kysely";
import { type Db, isUnavailable } from "../db/mod.ts";

export interface UnfinishedJobs {
  queued: number;
  running: number;
}

/** Jobs of all nodes. Null: the database is away, which must not keep the other metrics from being read. */
export async function countJobs(db: Db): Promise<UnfinishedJobs | null> {
  try {
    const { rows } = await sql<UnfinishedJobs>`
      select count(*) filter (where status = 'queued')::int as queued,
        count(*) filter (where status = 'running')::int as running
      from jobs where status in ('queued', 'running')`.execute(db);
    return rows[0] ?? null;
  } catch (error) {
    if (isUnavailable(error)) return null;
    throw error;
  }
}

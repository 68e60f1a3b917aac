import { type Kysely, sql } from "kysely";

/** Unfinished jobs are few among many, and counted often: before each new one, and whenever metrics are read. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index jobs_unfinished on jobs (workspace_id, status)
      where status in ('queued', 'running', 'awaiting_approval')`.execute(db);
}

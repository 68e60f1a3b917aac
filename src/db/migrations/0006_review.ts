import { type Kysely, sql } from "kysely";

/** A job may wait for a person to approve its Spec. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(`alter table jobs drop constraint jobs_status_check`).execute(db);
  await sql.raw(
    `alter table jobs add constraint jobs_status_check
     check (status in ('queued', 'running', 'awaiting_approval', 'completed', 'failed'))`,
  ).execute(db);
}

import { type Kysely, sql } from "kysely";

/** Agents take turns in the queue of calls: the next agent that has one waiting, and its oldest, are each a step in this index. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index async_calls_turns on async_calls (agent_id, run_at) where status = 'queued'`.execute(db);
  await sql`drop index if exists async_calls_agent_id_idx`.execute(db);
}

import { sql } from "kysely";
import type { Db } from "../db/mod.ts";
import { leastId } from "../lib/ids.ts";

export const MAX_LINES_PER_AGENT = 10_000;
export const MAX_AGE_MS = 7 * 24 * 3600 * 1000;

/** Removes what is too old, of everybody, and what is too much, of those who have said something lately. */
export async function prune(
  db: Db,
  agentIds: readonly string[],
  { maxAgeMs, maxLinesPerAgent }: { maxAgeMs: number; maxLinesPerAgent: number },
): Promise<void> {
  const oldest = leastId("log", Date.now() - maxAgeMs); // ids begin with their time, and are the primary key
  await db.deleteFrom("agent_logs").where("id", "<", oldest).execute();
  for (const agentId of agentIds) await removeOldest(db, agentId, maxLinesPerAgent);
}

async function removeOldest(db: Db, agentId: string, kept: number): Promise<void> {
  await sql`
    delete from agent_logs where agent_id = ${agentId} and id <= (
      select id from agent_logs where agent_id = ${agentId} order by id desc offset ${kept} limit 1
    )`.execute(db);
}

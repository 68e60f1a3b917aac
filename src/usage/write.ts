import { sql } from "kysely";
import type { Db } from "../db/mod.ts";
import type { AgentCounts } from "./call_counts.ts";
import { dayOf } from "./days.ts";

/** Adds calls to what was counted before; those of agents that are gone meanwhile are left out. */
export async function addCounts(db: Db, counts: readonly AgentCounts[]): Promise<void> {
  const rows = counts.map(({ latency, ...row }) => ({
    ...row,
    latencySum: latency.sum,
    latencyCounts: `{${latency.counts.join()}}`,
  }));
  await sql`
    insert into agent_usage as usage (workspace_id, day, agent_id, calls, errors, test_calls,
      request_bytes, response_bytes, latency_ms_sum, latency_counts)
    select agents.workspace_id, more.day, agents.id, more.calls, more.errors, more."testCalls",
      more."requestBytes", more."responseBytes", more."latencySum", more."latencyCounts"
    from json_to_recordset(${JSON.stringify(rows)}::json) as more
      (day date, "agentId" text, calls bigint, errors bigint, "testCalls" bigint, "requestBytes" bigint,
       "responseBytes" bigint, "latencySum" double precision, "latencyCounts" bigint[])
    join agents on agents.id = more."agentId"
    order by agents.id, more.day
    on conflict (workspace_id, day, agent_id) do update set
      calls = usage.calls + excluded.calls,
      errors = usage.errors + excluded.errors,
      test_calls = usage.test_calls + excluded.test_calls,
      request_bytes = usage.request_bytes + excluded.request_bytes,
      response_bytes = usage.response_bytes + excluded.response_bytes,
      latency_ms_sum = usage.latency_ms_sum + excluded.latency_ms_sum,
      latency_counts = (
        select array_agg(coalesce(old, 0) + coalesce(more, 0) order by place)
        from unnest(usage.latency_counts, excluded.latency_counts) with ordinality as counts (old, more, place)
      )`.execute(db);
}

/** Counts a job that begins, in the transaction that begins it. */
export async function countBegun(
  db: Db,
  agentId: string,
  what: "generations" | "deployments",
): Promise<void> {
  const column = sql.ref(what);
  await sql`
    insert into agent_usage as usage (workspace_id, day, agent_id, ${column})
    select workspace_id, ${dayOf(Date.now())}::date, id, 1 from agents where id = ${agentId}
    on conflict (workspace_id, day, agent_id) do update set ${column} = usage.${column} + 1`.execute(db);
}

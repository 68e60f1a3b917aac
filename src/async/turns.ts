import { sql } from "kysely";
import type { Db } from "../db/mod.ts";
import { lease } from "./lease.ts";
import type { QueuedCall } from "./types.ts";

/** Calls that are looked at beyond those that are wanted, because other nodes may be taking the first ones. */
const SPARE = 64;

/**
 * Takes up to `most` calls that wait. Agents take turns: the call goes first whose agent has the fewest before it, those
 * that run included, so an agent with thousands waiting does not keep the others waiting. Whether a call may be run
 * twice is noted as it begins.
 */
export async function claimCalls(db: Db, most: number): Promise<QueuedCall[]> {
  const { rows } = await sql<QueuedCall>`
    with recursive ${agents}, ${busy}, ${waiting(most + SPARE)}, next as materialized (
      select async_calls.id from waiting join async_calls on async_calls.id = waiting.id
      where async_calls.status = 'queued'
      order by waiting.turn, waiting.run_at limit ${most} for update of async_calls skip locked
    )
    update async_calls as call set
      status = 'running', claim = ${crypto.randomUUID()}, lease_until = ${lease}, runs = runs + 1,
      idempotent = coalesce((
        select versions.idempotent from agents
        join deployments on deployments.id = agents.live_deployment_id
        join versions on versions.id = deployments.version_id
        where agents.id = call.agent_id), false)
    from next where call.id = next.id
    returning call.id, call.agent_id, call.key_id, call.slug, call.request_id, call.headers, call.body, call.claim,
      call.runs, call.created_at`.execute(db);
  return rows;
}

/** The agents that have calls waiting, a step in the index for each. */
const agents = sql`queueing as (
  (select agent_id from async_calls where status = 'queued' order by agent_id limit 1)
  union all
  select (
    select agent_id from async_calls where status = 'queued' and agent_id > queueing.agent_id
    order by agent_id limit 1
  ) from queueing where agent_id is not null
)`;

const busy =
  sql`busy as (select agent_id, count(*) as calls from async_calls where status = 'running' group by agent_id)`;

const waiting = (most: number) =>
  sql`waiting as materialized (
    select oldest.id, oldest.run_at, oldest.place + coalesce(busy.calls, 0) as turn
    from queueing
    left join busy on busy.agent_id = queueing.agent_id
    cross join lateral (
      select id, run_at, row_number() over (order by run_at) as place from async_calls
      where status = 'queued' and run_at <= now() and agent_id = queueing.agent_id
      order by run_at limit ${most}
    ) as oldest
    order by turn, oldest.run_at limit ${most}
  )`;

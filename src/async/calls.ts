import { sql } from "kysely";
import { type Db, notify, toJson } from "../db/mod.ts";
import { newId } from "../lib/ids.ts";
import { cancelled, errorText } from "./errors.ts";
import type { AsyncCall, NewAsyncCall } from "./types.ts";

const SHOWN = ["id", "status", "outcome", "callback_url", "callback_status", "callback_attempts"] as const;

/** Null: the agent has `queuedMost` waiting already. A call that is sent again is the one that is there. */
export async function insertCall(db: Db, call: NewAsyncCall, queuedMost: number): Promise<string | null> {
  const known = await findRepeat(db, call);
  if (known !== null) return known;
  const { rows } = await sql<{ id: string }>`
    insert into async_calls (id, agent_id, key_id, slug, request_id, repeat, headers, body, callback_url)
    select ${newId("inv")}, ${call.agentId}, ${call.keyId}, ${call.slug}, ${call.requestId}, ${call.repeat},
           ${toJson(call.headers)}::json, ${call.body}::bytea, ${call.callbackUrl}
    where (select count(*) from async_calls where agent_id = ${call.agentId} and status = 'queued') < ${queuedMost}
    on conflict do nothing
    returning id`.execute(db);
  const id = rows[0]?.id;
  if (id === undefined) return await findRepeat(db, call);
  await notify(db, { kind: "async_call" });
  return id;
}

async function findRepeat(db: Db, { agentId, repeat }: NewAsyncCall): Promise<string | null> {
  if (repeat === null) return null;
  const row = await db.selectFrom("async_calls").select("id")
    .where("agent_id", "=", agentId).where("repeat", "=", repeat).executeTakeFirst();
  return row?.id ?? null;
}

/** Null: the agent has no such call. */
export async function findCall(db: Db, agentId: string, id: string): Promise<AsyncCall | null> {
  return await db.selectFrom("async_calls").select(SHOWN)
    .where("id", "=", id).where("agent_id", "=", agentId).executeTakeFirst() ?? null;
}

/** Ends it, if it has not ended; whoever runs it is told. Nobody is called back: who cancels knows. */
export async function cancelCall(db: Db, agentId: string, id: string): Promise<AsyncCall | null> {
  const ended = await db.updateTable("async_calls")
    .set({
      status: "failed",
      outcome: errorText(cancelled()),
      body: null,
      claim: null,
      lease_until: null,
      callback_status: null,
      callback_url: null,
      finished_at: sql<Date>`now()`,
    })
    .where("id", "=", id).where("agent_id", "=", agentId).where("status", "in", ["queued", "running"])
    .returning(SHOWN).executeTakeFirst();
  if (!ended) return await findCall(db, agentId, id);
  await notify(db, { kind: "async_cancel", id });
  return ended;
}

import { sql } from "kysely";
import { type Db, notify } from "../db/mod.ts";
import { errorText, lost } from "./errors.ts";
import { lease } from "./lease.ts";
import type { Ended, QueuedCall } from "./types.ts";

/** Lost so often, a call is not run again: it may be what ends the nodes. */
const MOST_RUNS = 3;
const KEPT_HOURS = 24;

const now = sql<Date>`now()`;
/** The callback is due as soon as there is something to tell. */
const callbackNow = sql<Date | null>`case when callback_url is null then null else now() end`;
const callbackPending = sql<"pending" | null>`case when callback_url is null then null else 'pending' end`;

type Held = Pick<QueuedCall, "id" | "claim">;

/** Those of `held` that are still ours; the others were cancelled or given up. */
export async function renewLeases(db: Db, held: readonly Held[]): Promise<Set<string>> {
  const rows = await db.updateTable("async_calls").set({ lease_until: lease })
    .where("id", "in", held.map(({ id }) => id)).where("claim", "in", held.map(({ claim }) => claim))
    .where("status", "=", "running").returning("id").execute();
  return new Set(rows.map(({ id }) => id));
}

/** Keeps what a call came to. One that was cancelled meanwhile, or given up, stays as it is. */
export async function settleCall(db: Db, { id, claim }: Held, ended: Ended): Promise<void> {
  const settled = await db.updateTable("async_calls")
    .set(
      ended.kind === "later" ? LATER : {
        status: ended.kind,
        outcome: ended.kind === "completed" ? ended.result : errorText(ended.problem),
        ...FINISHED,
      },
    )
    .where("id", "=", id).where("claim", "=", claim).returning("callback_at").executeTakeFirst();
  if (settled && settled.callback_at !== null) await notify(db, { kind: "async_callback" });
}

const FINISHED = {
  body: null,
  claim: null,
  lease_until: null,
  finished_at: now,
  callback_at: callbackNow,
  callback_status: callbackPending,
};

const LATER = {
  status: "queued" as const,
  claim: null,
  lease_until: null,
  runs: sql<number>`runs - 1`,
  run_at: sql<Date>`now() + interval '1 second'`,
};

/** Ends the calls of nodes that are gone, or puts them back where a second run does no harm. */
export async function giveUpLost(db: Db, which: "expired" | "all" | readonly Held[]): Promise<void> {
  const again = sql<boolean>`idempotent and runs < ${MOST_RUNS}`;
  let query = db.updateTable("async_calls").set({
    status: sql`case when ${again} then 'queued' else 'failed' end`,
    outcome: sql`case when ${again} then null else ${errorText(lost())} end`,
    body: sql`case when ${again} then body end`,
    claim: null,
    lease_until: null,
    finished_at: sql`case when ${again} then null else now() end`,
    callback_at: sql`case when ${again} then null else ${callbackNow} end`,
    callback_status: sql`case when ${again} then null else ${callbackPending} end`,
  }).where("status", "=", "running");
  if (which === "expired") query = query.where("lease_until", "<", now);
  else if (which !== "all") query = query.where("claim", "in", which.map(({ claim }) => claim));
  const changed = await query.returning("id").execute();
  if (changed.length === 0) return;
  await notify(db, { kind: "async_call" });
  await notify(db, { kind: "async_callback" });
}

/** Forgets what ended long ago. */
export async function sweepCalls(db: Db): Promise<void> {
  await db.deleteFrom("async_calls")
    .where("finished_at", "<", sql<Date>`now() - ${KEPT_HOURS} * interval '1 hour'`).execute();
}

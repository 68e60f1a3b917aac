import { sql } from "kysely";
import type { Db, Signals } from "../db/mod.ts";
import type { Egress } from "../egress/mod.ts";
import type { Log } from "../lib/log.ts";
import { Loop } from "./loop.ts";
import { nextAttemptSeconds } from "./schedule.ts";
import { signedHeaders, type WebhookSecret } from "./signature.ts";
import type { AsyncCall } from "./types.ts";
import { resultOf } from "./view.ts";

const LOOK_EVERY_MS = 2_000;
const AT_ONCE = 16;
/** Longer than an attempt takes: until then no other node tries as well. */
const ATTEMPT_SECONDS = 60;
/** The receiver does not want it any more. */
const GONE = 410;

type Due = Pick<AsyncCall, "id" | "status" | "outcome"> & {
  agent_id: string;
  callback_url: string;
  callback_attempts: number;
  finished_at: Date;
};

/** Sends what calls came to, from this node. Returns the way to stop, which waits for the attempts under way. */
export function startCallbacks(
  db: Db,
  signals: Signals,
  egress: Egress,
  secretOf: WebhookSecret,
  log: Log,
): () => Promise<void> {
  const underWay = new Set<Promise<void>>();
  const look = new Loop(LOOK_EVERY_MS, () => fill(), log, "taking callbacks");
  const unsubscribe = signals.subscribe(({ kind }) => {
    if (kind === "async_callback" || kind === "lost") look.wake();
  });

  /** A slow receiver takes one place, and holds nobody else up. */
  async function fill(): Promise<void> {
    const free = AT_ONCE - underWay.size;
    if (free === 0) return;
    for (const callback of await takeDue(db, free)) {
      const attempt = deliver(callback).finally(() => {
        underWay.delete(attempt);
        look.wake();
      });
      underWay.add(attempt);
    }
  }

  async function deliver(callback: Due): Promise<void> {
    const attempt = await send(egress, secretOf, callback);
    await note(db, callback, attempt)
      .catch((error) =>
        log.warn("a callback's fate was not kept", { id: callback.id, error: String(error) })
      );
  }

  return async () => {
    unsubscribe();
    await look.close();
    await Promise.all(underWay);
  };
}

/** An attempt that is cut off is made again when its time is over, so a callback may come twice, but not never. */
async function takeDue(db: Db, most: number): Promise<Due[]> {
  const { rows } = await sql<Due>`
    with due as materialized (
      select id from async_calls where callback_at <= now()
      order by callback_at limit ${most} for update skip locked
    )
    update async_calls as call set
      callback_at = now() + ${ATTEMPT_SECONDS} * interval '1 second', callback_attempts = callback_attempts + 1
    from due where call.id = due.id
    returning call.id, call.agent_id, call.status, call.outcome, call.callback_url, call.callback_attempts,
      call.finished_at`.execute(db);
  return rows;
}

type Attempt = { delivered: boolean; status?: number; retryAfter?: string | undefined };

async function send(egress: Egress, secretOf: WebhookSecret, callback: Due): Promise<Attempt> {
  const { id, agent_id, callback_url, finished_at } = callback;
  const data = resultOf({ ...callback, callback_status: null });
  const body =
    `{"type":"invocation.${callback.status}","timestamp":"${finished_at.toISOString()}","data":${data}}`;
  const outcome = await egress.fetch(agent_id, {
    url: callback_url,
    method: "POST",
    headers: [
      ["content-type", "application/json"],
      ...signedHeaders(secretOf(agent_id), id, body, Date.now()),
    ],
    body: new TextEncoder().encode(body),
    redirect: "error",
  }, [new URL(callback_url).hostname]);
  if (!outcome.ok) return { delivered: false };
  await readAway(outcome.body);
  const { status, headers } = outcome;
  const retryAfter = headers.find(([name]) => name === "retry-after")?.[1];
  return { delivered: status >= 200 && status <= 299, status, retryAfter };
}

/** The answer's status says all; its body is read so that its connection ends. */
async function readAway(body: AsyncIterable<Uint8Array>): Promise<void> {
  try {
    for await (const _ of body);
  } catch {
    // It broke off; the status had come before.
  }
}

async function note(db: Db, { id, callback_attempts }: Due, attempt: Attempt): Promise<void> {
  const { delivered, status, retryAfter } = attempt;
  const seconds = delivered || status === GONE
    ? null
    : nextAttemptSeconds(callback_attempts, retryAfter, Date.now());
  await db.updateTable("async_calls").set(
    seconds === null
      ? { callback_at: null, callback_status: delivered ? "delivered" : "failed" }
      : { callback_at: sql<Date>`now() + ${seconds}::float8 * interval '1 second'` },
  ).where("id", "=", id).execute();
}

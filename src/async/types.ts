import type { Selectable } from "kysely";
import type { AsyncCallsTable } from "../db/mod.ts";
import type { Problem } from "../lib/problem.ts";

export interface NewAsyncCall {
  agentId: string;
  keyId: string;
  slug: string;
  requestId: string;
  headers: [string, string][];
  body: Uint8Array;
  /** Of the Idempotency-Key and the body: a call that is sent again is not queued again. */
  repeat: string | null;
  callbackUrl: string | null;
}

export type Accepted =
  | { kind: "accepted"; id: string }
  /** The agent has as many calls waiting as it may. */
  | { kind: "full" }
  /** The callback could not be sent to that URL; says why. */
  | { kind: "bad_callback"; why: string };

/** A call as its caller may see it. */
export type AsyncCall = Pick<
  Selectable<AsyncCallsTable>,
  "id" | "status" | "outcome" | "callback_url" | "callback_status" | "callback_attempts"
>;

/** A call that is to be run now. */
export type QueuedCall =
  & Pick<
    Selectable<AsyncCallsTable>,
    "id" | "agent_id" | "key_id" | "slug" | "request_id" | "headers" | "runs" | "created_at"
  >
  & { body: Uint8Array<ArrayBuffer>; claim: string };

export type Ended =
  /** `result`: JSON text, what the envelope of the synchronous answer has under `data`. */
  | { kind: "completed"; result: string }
  | { kind: "failed"; problem: Problem }
  /** Nothing was begun, because the platform is full or the database away. */
  | { kind: "later"; problem: Problem };

/** Runs one call. Never rejects. `signal`: nobody wants the result any more. */
export type RunQueued = (call: QueuedCall, signal: AbortSignal) => Promise<Ended>;

import { newId } from "../lib/ids.ts";
import type { Problem } from "../lib/problem.ts";
import type { Outcome, Target } from "../runtime/mod.ts";
import type { Caller } from "./authenticate.ts";
import type { Quota } from "./quotas.ts";
import { slugOf } from "./resolve.ts";

/** What is known of a call so far: each step of the way adds to it, so that a refusal half-way can be recorded too. */
export type Call = {
  readonly requestId: string;
  readonly slug: string;
  readonly startedAt: number;
  caller?: Caller;
  /** What a limited key has left. */
  quota?: Quota;
  target?: Target;
  requestBytes?: number;
  outcome?: Outcome;
  /** The status of an answer that no outcome tells: one that was given before, or the 202 of a queued call. */
  replayed?: number;
  /** What the caller got instead of an answer. */
  refusal?: Problem;
  /** There for an answer that streams: settles after its last byte, when the outcome is known. Never rejects. */
  ended?: Promise<void>;
};

const SANE_REQUEST_ID = /^[A-Za-z0-9._-]{1,128}$/;

/** Keeps the caller's own request id where it is fit to be written into logs and headers. */
export function startCall(request: Request): Call {
  const given = request.headers.get("x-request-id");
  const requestId = given !== null && SANE_REQUEST_ID.test(given) ? given : newId("req");
  return { requestId, slug: slugOf(request.url), startedAt: performance.now() };
}

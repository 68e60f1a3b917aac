import {
  type Answer,
  answerOf,
  fingerprintOf,
  type Idempotency,
  onceProblem,
  REPLAY_HEADER,
  requireIdempotencyKey,
} from "../idempotency/mod.ts";
import type { Log } from "../lib/log.ts";
import { Problem } from "../lib/problem.ts";
import type { Outcome } from "../runtime/mod.ts";
import type { Caller } from "./authenticate.ts";
import type { Call } from "./call.ts";
import { wantsEvents } from "./event_stream.ts";
import { refuse, response } from "./responses.ts";

export type OnceDeps = { once: Idempotency["once"]; log: Log };

export type Repeatable = {
  readonly key: string;
  readonly request: Request;
  readonly call: Call;
  readonly caller: Caller;
  readonly body: Uint8Array;
};

/** Answers a call that names an `Idempotency-Key`: by `run`, or as an equal call was answered before. */
export async function answerOnce(
  { once, log }: OnceDeps,
  { key, request, call, caller, body }: Repeatable,
  run: () => Promise<Response>,
): Promise<Response> {
  requireIdempotencyKey(key);
  if (wantsEvents(request.headers)) throw eventsNotKept();
  const equal = { scope: `invoke ${caller.agentId}`, key, fingerprint: fingerprintOf(body) };
  const result = await once(equal, async () => {
    const made = await run().catch((error) => refuse(error, call, log));
    return { answer: await answerOf(made), keep: made.ok || mayHaveRun(call.outcome) };
  });
  if (result.kind === "ran") return again(result.answer, call);
  if (result.kind !== "replayed") throw onceProblem(result.kind);
  call.replayed = result.answer.status;
  return again(result.answer, call, REPLAY_HEADER);
}

/** A failure is kept as well where the backend may have done something before it failed. */
function mayHaveRun(outcome: Outcome | undefined): boolean {
  return outcome?.kind === "answered" || (outcome?.kind === "failed" && !NOT_BEGUN.has(outcome.reason));
}

const NOT_BEGUN: ReadonlySet<string> = new Set(["overloaded", "boot_failed", "retired"]);

function again({ status, headers, body }: Answer, call: Call, more = {}): Response {
  const made = response(status, body, call, more);
  for (const [name, value] of Object.entries(headers)) made.headers.set(name, value);
  return made;
}

const eventsNotKept = () =>
  new Problem(
    400,
    "invalid_idempotency_key",
    "An event stream can't be given again. Leave Idempotency-Key out, or `text/event-stream` out of Accept.",
  );

import type { AsyncCalls } from "../async/mod.ts";
import { fingerprintOf, IDEMPOTENCY_HEADER } from "../idempotency/mod.ts";
import { Problem } from "../lib/problem.ts";
import type { CallRequest } from "../runtime/mod.ts";
import type { Caller } from "./authenticate.ts";
import type { Call } from "./call.ts";
import { jsonResponse } from "./responses.ts";

/** One of the preferences (RFC 7240): `respond-async`, or `wait=5, respond-async`. */
const RESPOND_ASYNC = /(?:^|,)\s*respond-async\s*(?:[;,]|$)/i;

export function prefersAsync(headers: Headers): boolean {
  const prefer = headers.get("prefer");
  return prefer !== null && RESPOND_ASYNC.test(prefer);
}

/** Writes the call down and answers 202 with the place where its result will be. Throws the Problem to answer with. */
export async function answerQueued(
  { accept }: Pick<AsyncCalls, "accept">,
  request: Request,
  call: Call,
  caller: Caller,
  sent: CallRequest,
): Promise<Response> {
  const key = request.headers.get(IDEMPOTENCY_HEADER);
  const accepted = await accept({
    agentId: caller.agentId,
    keyId: caller.keyId,
    slug: call.slug,
    requestId: sent.requestId,
    headers: sent.headers,
    body: sent.body,
    repeat: key === null ? null : fingerprintOf(key, sent.body),
    callbackUrl: request.headers.get("x-callback-url"),
  });
  if (accepted.kind === "full") throw queueFull();
  if (accepted.kind === "bad_callback") throw invalidCallbackUrl(accepted.why);
  call.replayed = 202;
  return jsonResponse(202, `{"data":{"id":"${accepted.id}","status":"queued"}}`, call, {
    "location": `/v1/invocations/${accepted.id}`,
    "preference-applied": "respond-async",
  });
}

const queueFull = () =>
  new Problem(
    429,
    "async_queue_full",
    "The agent has as many queued calls waiting as it may. Call again when some have run.",
    { headers: { "retry-after": "5" } },
  );

const invalidCallbackUrl = (why: string) =>
  new Problem(400, "invalid_callback_url", `X-Callback-Url can't be used: ${why}.`);

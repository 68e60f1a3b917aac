import type { Ended, QueuedCall, RunQueued } from "../async/mod.ts";
import type { Problem } from "../lib/problem.ts";
import type { Caller } from "./authenticate.ts";
import type { Call } from "./call.ts";
import { cancelledBy } from "../runtime/mod.ts";
import { endpointError } from "./endpoint_errors.ts";
import { enveloped } from "./envelope.ts";
import { callLive, type GatewayDeps } from "./gateway.ts";
import { invocationOf } from "./invocation.ts";
import { resolve } from "./resolve.ts";
import { problemOf } from "./responses.ts";

/** How long a call is kept waiting for a platform that has no room for it. */
const MOST_PATIENCE_MS = 3_600_000;

/** Runs calls that were queued, as the gateway runs those that wait for their answer: same errors, same record. */
export function createRunQueued(deps: GatewayDeps): RunQueued {
  return async (queued, signal) => {
    const call: Call = {
      requestId: queued.request_id,
      slug: queued.slug,
      startedAt: performance.now(),
      requestBytes: queued.body.length,
    };
    const caller: Caller = { status: "active", agentId: queued.agent_id, keyId: queued.key_id };
    const ended = await run(deps, call, caller, queued, signal)
      .catch((error) => refused(call.refusal = problemOf(error, call, deps.log), queued));
    if (ended.kind !== "later") deps.record?.(invocationOf(call, caller));
    return ended;
  };
}

async function run(
  deps: GatewayDeps,
  call: Call,
  caller: Caller,
  { request_id: requestId, headers, body }: QueuedCall,
  signal: AbortSignal,
): Promise<Ended> {
  const target = call.target = await resolve(deps.findAgent, call.slug, caller);
  const outcome = await callLive(
    deps,
    call,
    { caller, target },
    { requestId, headers, body },
    cancelledBy(signal),
  );
  call.outcome = outcome;
  if (outcome.kind === "failed") throw endpointError(outcome);
  return { kind: "completed", result: enveloped(outcome) };
}

/** 503: nothing was begun, so it may well go better in a moment. */
function refused(problem: Problem, { created_at }: QueuedCall): Ended {
  const isEarly = Date.now() - created_at.getTime() < MOST_PATIENCE_MS;
  return { kind: problem.status === 503 && isEarly ? "later" : "failed", problem };
}

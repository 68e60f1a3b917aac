import type { Invocation } from "../invocations/mod.ts";
import type { Failed } from "../runtime/mod.ts";
import type { Caller } from "./authenticate.ts";
import type { Call } from "./call.ts";
import { endpointError } from "./endpoint_errors.ts";

/** What is kept of a call that has ended. */
export function invocationOf(call: Call, caller: Caller): Invocation {
  const { outcome, target } = call;
  const answer = outcome?.kind === "answered" ? outcome : null;
  const failure = outcome?.kind === "failed" ? outcome : null;
  const refusal = call.refusal ?? (failure && endpointError(failure));
  const status = refusal?.status ?? answer?.status ?? call.replayed ?? 0;
  return {
    requestId: call.requestId,
    agentId: caller.agentId,
    keyId: caller.keyId,
    version: target?.version ?? null,
    status,
    ok: status >= 200 && status <= 299,
    code: refusal?.code ?? null,
    reason: failure?.reason ?? null,
    cause: failure && causeOf(failure),
    timing: outcome?.timing ?? null,
    totalMs: performance.now() - call.startedAt,
    requestBytes: call.requestBytes ?? 0,
    responseBytes: answer?.bodyBytes ?? 0,
  };
}

function causeOf({ limits, stderrTail }: Failed): string {
  return [limits, stderrTail].filter(Boolean).join("\n");
}

import type { Timing } from "../runtime/mod.ts";
import type { Caller } from "./authenticate.ts";
import type { Call } from "./call.ts";

/** What is kept of a call. */
export type Invocation = {
  readonly requestId: string;
  readonly agentId: string;
  readonly keyId: string;
  /** Null: refused before a deployment was found. */
  readonly deploymentId: string | null;
  readonly version: number | null;
  /** What the caller got from the gateway, and what the backend said, if it did. */
  readonly httpStatus: number;
  readonly backendStatus: number | null;
  /** How the backend failed, and its last words: for the owner only. */
  readonly reason: string | null;
  readonly stderrTail: string | null;
  readonly timing: Timing | null;
  readonly totalMs: number;
  readonly requestBytes: number;
  readonly responseBytes: number;
};

export function invocationOf(call: Call, caller: Caller, httpStatus: number): Invocation {
  const { outcome, target } = call;
  const answer = outcome?.kind === "answered" ? outcome : null;
  const failure = outcome?.kind === "failed" ? outcome : null;
  return {
    requestId: call.requestId,
    agentId: caller.agentId,
    keyId: caller.keyId,
    deploymentId: target?.deploymentId ?? null,
    version: target?.version ?? null,
    httpStatus,
    backendStatus: answer?.status ?? null,
    reason: failure?.reason ?? null,
    stderrTail: failure?.stderrTail ?? null,
    timing: outcome?.timing ?? null,
    totalMs: performance.now() - call.startedAt,
    requestBytes: call.requestBytes ?? 0,
    responseBytes: answer?.bodyBytes ?? 0,
  };
}

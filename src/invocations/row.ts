import { copyField } from "../db/mod.ts";
import type { Invocation } from "./invocation.ts";

/** Enough to see what went wrong; what a sandbox said in full is in the agent's log. */
const MAX_CAUSE_CHARACTERS = 2_000;

export const COPY_STATEMENT =
  "copy invocations (id, agent_id, version, key_id, request_id, status, ok, code, reason, cause, " +
  "total_ms, queue_ms, boot_ms, run_ms, cold, request_bytes, response_bytes) from stdin";

/**
 * A record as a line for COPY, without its end. Made when the call ends rather than when the batch is written: a whole
 * batch at once would hold up the calls of that moment. Ids of ours hold nothing that needs escaping.
 *
 * By `join`, which makes one flat string. `+` would make a tree of all the pieces, several times as large, and it has
 * to be kept until the batch is written.
 */
export function copyLine(id: string, call: Invocation): string {
  const { timing, code } = call;
  return [
    id,
    call.agentId,
    call.version ?? NULL,
    call.keyId,
    copyField(call.requestId),
    call.status,
    call.ok,
    code === null ? NULL : copyField(code),
    code === null ? NULL : copyField(call.reason),
    code === null ? NULL : copyField(cut(call.cause)),
    real(call.totalMs),
    timing === null ? NULL : real(timing.queueMs),
    timing === null ? NULL : real(timing.bootMs),
    timing === null ? NULL : real(timing.runMs),
    timing === null ? NULL : timing.cold,
    call.requestBytes,
    call.responseBytes,
  ].join("\t");
}

const NULL = "\\N";

/** To a thousandth: the rest is noise. */
function real(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

/** The last words count most. */
function cut(cause: string | null): string | null {
  return cause === null || cause === "" ? null : cause.slice(-MAX_CAUSE_CHARACTERS);
}

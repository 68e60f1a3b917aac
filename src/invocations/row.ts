import { copyField } from "../db/mod.ts";
import type { Invocation } from "./invocation.ts";

/** Enough to see what went wrong; what a sandbox said in full is in the agent's log. */
const MAX_CAUSE_CHARACTERS = 2_000;

export const COPY_STATEMENT =
  "copy invocations (id, agent_id, version, key_id, request_id, status, ok, code, reason, cause, " +
  "total_ms, queue_ms, boot_ms, run_ms, cold, request_bytes, response_bytes) from stdin";

/**
 * A record as a line for COPY. Made when the call ends rather than when the batch is written: a whole batch at once
 * would hold up the calls of that moment. Ids of ours hold nothing that needs escaping.
 */
export function copyLine(id: string, call: Invocation): string {
  const { timing } = call;
  const times = timing === null
    ? NO_TIMING
    : `${real(timing.queueMs)}\t${real(timing.bootMs)}\t${real(timing.runMs)}\t${timing.cold}`;
  const failure = call.code === null
    ? NO_FAILURE
    : `${copyField(call.code)}\t${copyField(call.reason)}\t${copyField(cut(call.cause))}`;
  return `${id}\t${call.agentId}\t${call.version ?? "\\N"}\t${call.keyId}\t${copyField(call.requestId)}\t` +
    `${call.status}\t${call.ok}\t${failure}\t${real(call.totalMs)}\t${times}\t` +
    `${call.requestBytes}\t${call.responseBytes}\n`;
}

const NO_TIMING = "\\N\t\\N\t\\N\t\\N";
const NO_FAILURE = "\\N\t\\N\t\\N";

/** To a thousandth: the rest is noise. */
function real(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

/** The last words count most. */
function cut(cause: string | null): string | null {
  return cause === null || cause === "" ? null : cause.slice(-MAX_CAUSE_CHARACTERS);
}

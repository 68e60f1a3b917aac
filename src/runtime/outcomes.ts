import type { CallEnd, CallFailure } from "./open_calls.ts";
import { describeLimits } from "./death.ts";
import type { Answered, DeathReason, Failed, Limits, Timing } from "./types.ts";

const LIMITED: ReadonlySet<DeathReason> = new Set(["timeout", "memory_limit", "cpu_limit", "output_limit"]);
const NO_TIME: Timing = { queueMs: 0, bootMs: 0, runMs: 0, cold: false };

export function answered(
  { status, headers, body, bodyBytes }: CallEnd & { kind: "answered" },
  timing: Timing,
): Answered {
  return { kind: "answered", status, headers, body, bodyBytes, timing };
}

/** `code` is what the caller may know, `reason` and `stderrTail` what the owner should. */
export function failed(
  code: Failed["code"],
  reason: DeathReason | "overloaded",
  stderrTail = "",
  timing: Timing = NO_TIME,
): Failed {
  return { kind: "failed", code, reason, stderrTail, timing };
}

export function overloaded(timing?: Timing): Failed {
  return failed("overloaded", "overloaded", "", timing);
}

/**
 * A call that ran out of time is a timeout; one that died because another call blocked the whole sandbox is not: it
 * may have been about to answer.
 */
export function callFailed(end: CallFailure, timing: Timing, limits: Limits): Failed {
  const ranOutOfTime = end.reason === "timeout" && end.ownFault;
  const code = ranOutOfTime ? "endpoint_timeout" : "endpoint_unreachable";
  const outcome = failed(code, end.reason, end.stderrTail, timing);
  return LIMITED.has(end.reason) ? { ...outcome, limits: describeLimits(limits) } : outcome;
}

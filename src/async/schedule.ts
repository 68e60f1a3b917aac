/** Seconds between attempts; about eight hours in all. */
const BACK_OFF_SECONDS = [5, 30, 120, 600, 1_800, 7_200, 18_000];
const LONGEST_SECONDS = 18_000;

/**
 * When to send a callback again that failed for the `attempts`th time: when its receiver asks for it, else later each
 * time, and not all at the same moment. Null: enough.
 */
export function nextAttemptSeconds(
  attempts: number,
  retryAfter: string | undefined,
  nowMs: number,
): number | null {
  const wait = BACK_OFF_SECONDS[attempts - 1];
  if (wait === undefined) return null;
  return secondsOf(retryAfter, nowMs) ?? wait * (0.8 + 0.4 * Math.random());
}

/** Seconds, or a date (RFC 9110, 10.2.3). */
function secondsOf(retryAfter: string | undefined, nowMs: number): number | null {
  if (retryAfter === undefined) return null;
  const seconds = /^\d+$/.test(retryAfter) ? Number(retryAfter) : (Date.parse(retryAfter) - nowMs) / 1000;
  return Number.isNaN(seconds) ? null : Math.min(Math.max(seconds, 1), LONGEST_SECONDS);
}

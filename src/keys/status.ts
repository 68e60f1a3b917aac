import type { AgentKey } from "./types.ts";

export type KeyStatus = "active" | "revoked" | "expired";

/**
 * What a key is at a time. A revocation counts whatever the clock says, since nodes' clocks differ; only the end of a
 * grace and an expiry are told by it.
 */
export function statusAt(
  key: Pick<AgentKey, "status" | "revoked_at" | "expires_at">,
  nowMs: number,
): KeyStatus {
  if (key.status === "revoked" || isPast(key.revoked_at, nowMs)) return "revoked";
  return isPast(key.expires_at, nowMs) ? "expired" : "active";
}

function isPast(date: Date | null, nowMs: number): boolean {
  return date !== null && date.getTime() <= nowMs;
}

import type { Db, Signals } from "../db/mod.ts";
import { Cache } from "../lib/cache.ts";
import { hashCredential } from "../lib/credentials.ts";
import { matchNetworks } from "../lib/networks.ts";
import type { Outage } from "../lib/outage.ts";
import type { LastUsed } from "./last_used.ts";
import { findKeyByHash, limitsOf } from "./rows.ts";
import { statusAt } from "./status.ts";
import type { ActiveKey, AgentKey, KeyVerdict } from "./types.ts";

/** A key as it was read: its verdict changes with the clock alone. */
interface KnownKey {
  readonly row: AgentKey;
  readonly active: ActiveKey;
}

const REMEMBERED_MS = 5_000;
const REMEMBERED_KEYS = 10_000;

export interface Verifier {
  verify(raw: string): Promise<KeyVerdict>;
  forget(keyId: string): void;
}

export function createVerifier(
  db: Db,
  signals: Signals,
  pepper: string,
  lastUsed: LastUsed,
  outage: Outage,
): Verifier {
  const known = new Cache<KnownKey>({ ttlMs: REMEMBERED_MS, capacity: REMEMBERED_KEYS, outage });
  const forget = (keyId: string) => known.drop(({ row }) => row.id === keyId);
  signals.subscribe((signal) => {
    if (signal.kind === "key") forget(signal.id);
    if (signal.kind === "agent") known.drop(({ row }) => row.agent_id === signal.id);
    if (signal.kind === "lost") known.expire();
  });
  return {
    forget,
    // Remembered by the key itself, which every call brings along anyway: its HMAC takes as long as all else here.
    async verify(raw) {
      const key = await known.load(raw, () => readKey(db, hashCredential(raw, pepper)));
      if (key === null) return { status: "unknown" };
      const nowMs = Date.now();
      const status = statusAt(key.row, nowMs);
      if (status !== "active") return { status };
      lastUsed.note(key.row.id, nowMs);
      return key.active;
    },
  };
}

async function readKey(db: Db, hash: string): Promise<KnownKey | null> {
  const row = await findKeyByHash(db, hash);
  return row && { row, active: activeKey(row) };
}

function activeKey(row: AgentKey): ActiveKey {
  const { rateLimit, allowedIps } = limitsOf(row);
  return {
    status: "active",
    keyId: row.id,
    agentId: row.agent_id,
    ...(rateLimit && { rateLimit }),
    ...(allowedIps && { allows: matchNetworks(allowedIps) }),
  };
}

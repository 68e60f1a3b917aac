/**
 * Agent keys: what an application holds to invoke one agent. Shown once, stored as an HMAC.
 *
 * `verify` is on the path of every call, so its answers are remembered for up to five seconds. A revocation is heard
 * in three ways: this node drops the key before the revocation is acknowledged, the others when the signal reaches
 * them, and all of them after those five seconds if the signal was lost. An expiry, and the end of a rotated key's
 * grace, need no signal: they are told by the clock. While the
 * database is away, what is remembered does for a while longer: docs/decisions/0005 says why, and for how long.
 *
 * What a key is limited to (rate, addresses) is kept here and comes with its verdict; the gateway holds callers to it.
 */
import { type Db, readPage, type Signals } from "../db/mod.ts";
import type { Log } from "../lib/log.ts";
import type { Outage } from "../lib/outage.ts";
import { LastUsed } from "./last_used.ts";
import { endKey, findKey, insertKey, limitsOf, lockKey, SHOWN } from "./rows.ts";
import { statusAt } from "./status.ts";
import type { Keys, Rotation } from "./types.ts";
import { createVerifier } from "./verify.ts";

export { limitsOf } from "./rows.ts";
export { type KeyStatus, statusAt } from "./status.ts";
export type { ActiveKey, AgentKey, KeyLimits, Keys, KeyVerdict, RateLimit, Rotation } from "./types.ts";

export function createKeys(db: Db, signals: Signals, pepper: string, outage: Outage, log: Log): Keys {
  const lastUsed = new LastUsed(db, log);
  const verifier = createVerifier(db, signals, pepper, lastUsed, outage);
  return {
    create: (agentId, name, limits = {}) => insertKey(db, pepper, agentId, name, limits),

    async list(agentId, page) {
      const query = db.selectFrom("agent_keys").select(SHOWN).where("agent_id", "=", agentId);
      return await readPage(query, "key", page);
    },

    async revoke(agentId, keyId) {
      await db.transaction().execute(async (trx) => {
        const key = await lockKey(trx, agentId, keyId);
        if (key?.status === "active") await endKey(trx, keyId, 0);
      });
      verifier.forget(keyId);
      return await findKey(db, agentId, keyId);
    },

    async rotate(agentId, keyId, how = {}) {
      const rotation = await db.transaction().execute((trx) => rotateKey(trx, pepper, agentId, keyId, how));
      verifier.forget(keyId);
      return rotation;
    },

    verify: verifier.verify,
    close: () => lastUsed.close(),
  };
}

async function rotateKey(
  trx: Db,
  pepper: string,
  agentId: string,
  keyId: string,
  { name, graceSeconds = 0 }: { name?: string; graceSeconds?: number },
): Promise<Rotation> {
  const old = await lockKey(trx, agentId, keyId);
  if (!old) return { status: "unknown" };
  if (old.revoked_at !== null) return { status: "revoked" };
  if (statusAt(old, Date.now()) === "expired") return { status: "expired" };
  await endKey(trx, keyId, graceSeconds);
  return { status: "rotated", ...await insertKey(trx, pepper, agentId, name ?? old.name, limitsOf(old)) };
}

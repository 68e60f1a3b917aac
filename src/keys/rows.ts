import { type AgentKeysTable, type Db, notify, toJson } from "../db/mod.ts";
import { credentialHints, hashCredential, mintCredential } from "../lib/credentials.ts";
import { newId } from "../lib/ids.ts";
import type { AgentKey, KeyLimits } from "./types.ts";

/** Everything but the hash. */
export const SHOWN = [
  "id",
  "agent_id",
  "name",
  "prefix",
  "last_four",
  "status",
  "created_at",
  "last_used_at",
  "expires_at",
  "revoked_at",
  "rate_limit",
  "rate_window_seconds",
  "allowed_ips",
] as const satisfies readonly (keyof AgentKeysTable)[];

export async function insertKey(db: Db, pepper: string, agentId: string, name: string, limits: KeyLimits) {
  const raw = mintCredential("agent_key");
  const { prefix, lastFour } = credentialHints(raw);
  const { expiresAt = null, rateLimit, allowedIps } = limits;
  const key = await db.insertInto("agent_keys").values({
    id: newId("key"),
    agent_id: agentId,
    name,
    hash: hashCredential(raw, pepper),
    prefix,
    last_four: lastFour,
    expires_at: expiresAt,
    rate_limit: rateLimit?.limit ?? null,
    rate_window_seconds: rateLimit?.windowSeconds ?? null,
    allowed_ips: allowedIps ? toJson(allowedIps) : null,
  }).returning(SHOWN).executeTakeFirstOrThrow();
  return { raw, key };
}

/** What another key is given to be limited in the same way. */
export function limitsOf(key: AgentKey): KeyLimits {
  const { rate_limit: limit, rate_window_seconds: windowSeconds } = key;
  return {
    expiresAt: key.expires_at,
    rateLimit: limit === null || windowSeconds === null ? null : { limit, windowSeconds },
    allowedIps: key.allowed_ips,
  };
}

/** Ends a key now, or lets it end by itself after a grace. */
export async function endKey(trx: Db, keyId: string, graceSeconds: number): Promise<void> {
  const revokedAt = new Date(Date.now() + graceSeconds * 1000);
  await trx.updateTable("agent_keys")
    .set({ revoked_at: revokedAt, ...(graceSeconds === 0 && { status: "revoked" as const }) })
    .where("id", "=", keyId).where("status", "=", "active").execute();
  await notify(trx, { kind: "key", id: keyId });
}

export async function findKey(db: Db, agentId: string, keyId: string): Promise<AgentKey | null> {
  return await keyOf(db, agentId, keyId).executeTakeFirst() ?? null;
}

/** So that two who end or rotate the same key take turns. */
export async function lockKey(trx: Db, agentId: string, keyId: string): Promise<AgentKey | null> {
  return await keyOf(trx, agentId, keyId).forUpdate().executeTakeFirst() ?? null;
}

function keyOf(db: Db, agentId: string, keyId: string) {
  return db.selectFrom("agent_keys").select(SHOWN).where("agent_id", "=", agentId).where("id", "=", keyId);
}

export async function findKeyByHash(db: Db, hash: string): Promise<AgentKey | null> {
  return await db.selectFrom("agent_keys").select(SHOWN).where("hash", "=", hash).executeTakeFirst() ?? null;
}

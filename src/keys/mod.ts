/**
 * Agent keys: what an application holds to invoke one agent. Shown once, stored as an HMAC.
 *
 * `verify` is on the path of every call, so its answers are remembered for up to five seconds. A revocation is heard
 * in three ways: this node drops the key before the revocation is acknowledged, the others when the signal reaches
 * them, and all of them after those five seconds if the signal was lost.
 */
import type { Selectable } from "kysely";
import { type AgentKeysTable, type Db, notify, type Signals } from "../db/mod.ts";
import { Cache } from "../lib/cache.ts";
import { credentialHints, hashCredential, mintCredential } from "../lib/credentials.ts";
import { newId } from "../lib/ids.ts";
import type { Log } from "../lib/log.ts";
import { type Page, type PageRequest, toPage } from "../lib/page.ts";
import { LastUsed } from "./last_used.ts";

export type AgentKey = Omit<Selectable<AgentKeysTable>, "hash" | "pepper_version">;

export type KeyVerdict =
  | { status: "active"; keyId: string; agentId: string }
  | { status: "revoked"; keyId: string; agentId: string }
  | { status: "unknown" };

export type Rotation =
  | { status: "rotated"; raw: string; key: AgentKey }
  | { status: "revoked" }
  | { status: "unknown" };

export interface Keys {
  create(agentId: string, name: string): Promise<{ raw: string; key: AgentKey }>;
  list(agentId: string, page: PageRequest): Promise<Page<AgentKey>>;
  /** Null: the agent has no such key. Revoking a revoked key changes nothing. */
  revoke(agentId: string, keyId: string): Promise<AgentKey | null>;
  /** Once it is rotated, the old key is refused. */
  rotate(agentId: string, keyId: string, name?: string): Promise<Rotation>;
  /** `raw` has passed `parseCredential`. */
  verify(raw: string): Promise<KeyVerdict>;
  /** Writes down what is only remembered. */
  close(): Promise<void>;
}

const SHOWN = [
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
] as const;

const REMEMBERED_MS = 5_000;
const REMEMBERED_KEYS = 10_000;

export function createKeys(db: Db, signals: Signals, pepper: string, log: Log): Keys {
  const lastUsed = new LastUsed(db, log);
  const verified = new Cache<Exclude<KeyVerdict, { status: "unknown" }>>({
    ttlMs: REMEMBERED_MS,
    capacity: REMEMBERED_KEYS,
  });
  signals.subscribe((signal) => {
    if (signal.kind === "key") verified.drop((verdict) => verdict.keyId === signal.id);
    if (signal.kind === "agent") verified.drop((verdict) => verdict.agentId === signal.id);
    if (signal.kind === "lost") verified.clear();
  });
  return {
    create: (agentId, name) => insertKey(db, agentId, name, pepper),

    async list(agentId, { limit, cursor }) {
      let query = db.selectFrom("agent_keys").select(SHOWN).where("agent_id", "=", agentId);
      if (cursor !== undefined) query = query.where("id", "<", cursor);
      return toPage(await query.orderBy("id", "desc").limit(limit + 1).execute(), limit);
    },

    async revoke(agentId, keyId) {
      await db.transaction().execute((trx) => revokeKey(trx, agentId, keyId));
      verified.drop((verdict) => verdict.keyId === keyId);
      return await findKey(db, agentId, keyId);
    },

    async rotate(agentId, keyId, name) {
      const made = await db.transaction().execute(async (trx) => {
        const old = await revokeKey(trx, agentId, keyId);
        return old && await insertKey(trx, agentId, name ?? old.name, pepper);
      });
      verified.drop((verdict) => verdict.keyId === keyId);
      if (made) return { status: "rotated", ...made };
      return await findKey(db, agentId, keyId) ? { status: "revoked" } : { status: "unknown" };
    },

    async verify(raw) {
      const hash = hashCredential(raw, pepper);
      const verdict = await verified.load(hash, () => findByHash(db, hash)) ?? { status: "unknown" as const };
      if (verdict.status === "active") lastUsed.note(verdict.keyId);
      return verdict;
    },

    close: () => lastUsed.close(),
  };
}

async function insertKey(db: Db, agentId: string, name: string, pepper: string) {
  const raw = mintCredential("agent_key");
  const { prefix, lastFour } = credentialHints(raw);
  const key = await db.insertInto("agent_keys").values({
    id: newId("key"),
    agent_id: agentId,
    name,
    hash: hashCredential(raw, pepper),
    prefix,
    last_four: lastFour,
  }).returning(SHOWN).executeTakeFirstOrThrow();
  return { raw, key };
}

/** The key as it was, if it was active. */
async function revokeKey(trx: Db, agentId: string, keyId: string): Promise<{ name: string } | null> {
  const revoked = await trx.updateTable("agent_keys").set({ status: "revoked", revoked_at: new Date() })
    .where("agent_id", "=", agentId).where("id", "=", keyId).where("status", "=", "active")
    .returning("name").executeTakeFirst();
  if (revoked) await notify(trx, { kind: "key", id: keyId });
  return revoked ?? null;
}

async function findKey(db: Db, agentId: string, keyId: string): Promise<AgentKey | null> {
  return await db.selectFrom("agent_keys").select(SHOWN)
    .where("agent_id", "=", agentId).where("id", "=", keyId).executeTakeFirst() ?? null;
}

async function findByHash(db: Db, hash: string) {
  const row = await db.selectFrom("agent_keys").select(["id", "agent_id", "status"]).where("hash", "=", hash)
    .executeTakeFirst();
  return row ? { status: row.status, keyId: row.id, agentId: row.agent_id } : null;
}

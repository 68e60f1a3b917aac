/**
 * What the owner of an agent tells its backend in confidence: API tokens, passwords.
 *
 * A value goes in by `set`, is sealed before it reaches the database (`lib/seal.ts`), and comes out by `read` alone, for a
 * sandbox that boots and only the names that its version declares. No list, log or error ever carries one. Whoever
 * changes a secret tells every node (signal `secrets`), which then gives the agent fresh sandboxes.
 */
import { type Db, notify, type Signal, type Signals } from "../db/mod.ts";
import { createSeal, SEAL_VERSION } from "../lib/seal.ts";

export interface SecretName {
  name: string;
  createdAt: Date;
  updatedAt: Date;
}

export interface Secrets {
  /** False: the agent has as many as it may have. */
  set(agentId: string, name: string, value: string): Promise<boolean>;
  /** False: there was none. */
  remove(agentId: string, name: string): Promise<boolean>;
  list(agentId: string): Promise<SecretName[]>;
  /** The values of those names that are set. */
  read(agentId: string, names: readonly string[]): Promise<Record<string, string>>;
}

export const MAX_SECRETS = 100;
export const MAX_SECRET_BYTES = 16 * 1024;
export const SECRET_NAME = /^[A-Z][A-Z0-9_]{0,63}$/;

export function createSecrets(db: Db, signals: Signals, platformSecret: string): Secrets {
  const seal = createSeal(platformSecret, "axtl agent secrets v1");
  return {
    async set(agentId, name, value) {
      const change = changeOf(agentId);
      const isSet = await setSecret(db, agentId, name, seal.close(value, placeOf(agentId, name)), change);
      if (isSet) signals.tell(change);
      return isSet;
    },

    async remove(agentId, name) {
      const change = changeOf(agentId);
      const wasThere = await removeSecret(db, agentId, name, change);
      if (wasThere) signals.tell(change);
      return wasThere;
    },

    async list(agentId) {
      const rows = await db.selectFrom("agent_secrets").select(["name", "created_at", "updated_at"])
        .where("agent_id", "=", agentId).orderBy("name").execute();
      return rows.map(({ name, created_at, updated_at }) => ({
        name,
        createdAt: created_at,
        updatedAt: updated_at,
      }));
    },

    async read(agentId, names) {
      if (names.length === 0) return {};
      const rows = await db.selectFrom("agent_secrets").select(["name", "key_version", "sealed"])
        .where("agent_id", "=", agentId).where("name", "in", names).execute();
      const opened = rows.map(({ name, key_version, sealed }) =>
        [name, seal.open(sealed, placeOf(agentId, name), key_version)] as const
      );
      return Object.fromEntries(opened);
    },
  };
}

/** Sealed into the value: one that was copied to another agent or name in the database does not open there. */
function placeOf(agentId: string, name: string): string {
  return `${agentId}/${name}`;
}

function changeOf(agentId: string): Signal {
  return { kind: "secrets", id: agentId, change: crypto.randomUUID() };
}

async function setSecret(
  db: Db,
  agentId: string,
  name: string,
  sealed: Uint8Array,
  change: Signal,
): Promise<boolean> {
  return await db.transaction().execute(async (trx) => {
    // The agent's row makes those who add at the same time take turns, so that the count holds.
    await trx.selectFrom("agents").select("id").where("id", "=", agentId).forUpdate().execute();
    const others = await trx.selectFrom("agent_secrets").select((expr) =>
      expr.fn.countAll<string>().as("count")
    )
      .where("agent_id", "=", agentId).where("name", "!=", name).executeTakeFirstOrThrow();
    if (Number(others.count) >= MAX_SECRETS) return false;
    const values = { key_version: SEAL_VERSION, sealed, updated_at: new Date() };
    await trx.insertInto("agent_secrets").values({ agent_id: agentId, name, ...values })
      .onConflict((conflict) => conflict.columns(["agent_id", "name"]).doUpdateSet(values)).execute();
    await notify(trx, change);
    return true;
  });
}

async function removeSecret(db: Db, agentId: string, name: string, change: Signal): Promise<boolean> {
  return await db.transaction().execute(async (trx) => {
    const deleted = await trx.deleteFrom("agent_secrets").where("agent_id", "=", agentId)
      .where("name", "=", name).returning("name").executeTakeFirst();
    if (deleted) await notify(trx, change);
    return deleted !== undefined;
  });
}

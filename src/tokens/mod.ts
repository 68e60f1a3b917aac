/**
 * Platform bearer tokens: what opens the control API, for one workspace. Shown once, stored as an HMAC.
 *
 * `authenticate` gives a status rather than an exception, and asks the database every time: the control API is not the
 * hot path, and a token revoked anywhere must be dead everywhere at once. AXTL_BOOTSTRAP_TOKEN may be any 32 or more
 * visible characters, so the shape of a token proves nothing; only a mistyped one of our own is refused unseen.
 *
 * `links.ts` has the other kind of token: short-lived, signed, and stored nowhere.
 */
import { type Db, type PlatformTokensTable, readPage } from "../db/mod.ts";
import type { Selectable } from "kysely";
import { credentialHints, hashCredential, mintCredential, parseCredential } from "../lib/credentials.ts";
import { newId } from "../lib/ids.ts";
import type { Page, PageRequest } from "../lib/page.ts";

export { createLinks, type LinkPurpose, type Links } from "./links.ts";

export type PlatformToken = Omit<Selectable<PlatformTokensTable>, "hash" | "pepper_version">;

export type TokenVerdict =
  | { status: "active"; tokenId: string; workspaceId: string }
  | { status: "malformed" | "unknown" | "revoked" };

export interface Tokens {
  /** `raw`: a token that was chosen elsewhere; made here when absent. `on`: the transaction to do it in. */
  create(
    workspaceId: string,
    name: string,
    options?: { raw?: string; on?: Db },
  ): Promise<{ raw: string; token: PlatformToken }>;
  list(workspaceId: string, page: PageRequest): Promise<Page<PlatformToken>>;
  revoke(workspaceId: string, tokenId: string): Promise<PlatformToken | null>;
  authenticate(raw: string): Promise<TokenVerdict>;
}

const SHOWN = [
  "id",
  "workspace_id",
  "name",
  "prefix",
  "last_four",
  "status",
  "created_at",
  "last_used_at",
  "revoked_at",
] as const;

/** How stale `last_used_at` may be: a write per request would cost more than the column is worth. */
const LAST_USED_STEP_MS = 60_000;

export function createTokens(db: Db, pepper: string): Tokens {
  return {
    async create(workspaceId, name, { raw = mintCredential("platform_token"), on = db } = {}) {
      const { prefix, lastFour } = credentialHints(raw);
      const token = await on.insertInto("platform_tokens").values({
        id: newId("tok"),
        workspace_id: workspaceId,
        name,
        hash: hashCredential(raw, pepper),
        prefix,
        last_four: lastFour,
      }).returning(SHOWN).executeTakeFirstOrThrow();
      return { raw, token };
    },

    async list(workspaceId, page) {
      const query = db.selectFrom("platform_tokens").select(SHOWN).where("workspace_id", "=", workspaceId);
      return await readPage(query, "tok", page);
    },

    async revoke(workspaceId, tokenId) {
      const owned = db.selectFrom("platform_tokens").select(SHOWN)
        .where("workspace_id", "=", workspaceId).where("id", "=", tokenId);
      await db.updateTable("platform_tokens").set({ status: "revoked", revoked_at: new Date() })
        .where("workspace_id", "=", workspaceId).where("id", "=", tokenId).where("status", "=", "active")
        .execute();
      return await owned.executeTakeFirst() ?? null;
    },

    async authenticate(raw) {
      if (!/^[\x21-\x7e]{32,512}$/.test(raw)) return { status: "malformed" };
      if (isMistyped(raw)) return { status: "unknown" };
      const row = await db.selectFrom("platform_tokens").select([
        "id",
        "workspace_id",
        "status",
        "last_used_at",
      ])
        .where("hash", "=", hashCredential(raw, pepper)).executeTakeFirst();
      if (!row) return { status: "unknown" };
      if (row.status === "revoked") return { status: "revoked" };
      await touch(db, row.id, row.last_used_at);
      return { status: "active", tokenId: row.id, workspaceId: row.workspace_id };
    },
  };
}

function isMistyped(raw: string): boolean {
  return parseCredential(raw)?.checksumOk === false;
}

async function touch(db: Db, tokenId: string, lastUsedAt: Date | null): Promise<void> {
  const nowMs = Date.now();
  if (lastUsedAt && nowMs - lastUsedAt.getTime() < LAST_USED_STEP_MS) return;
  await db.updateTable("platform_tokens").set({ last_used_at: new Date(nowMs) }).where("id", "=", tokenId)
    .execute();
}

import { type Db, type ModelSettingsTable } from "../db/mod.ts";
import type { Selectable } from "kysely";
import { newId } from "../lib/ids.ts";
import { type Seal, SEAL_VERSION } from "../lib/seal.ts";
import type { ProviderName } from "../models/mod.ts";
import type { ModelPrice } from "../usage/mod.ts";

export const MAX_KEY_CHARACTERS = 4_096;

/** As a workspace gives them. */
export interface ModelSettingsInput {
  provider: ProviderName;
  baseUrl: string;
  model: string;
  /** Null: the endpoint takes none. */
  apiKey: string | null;
  /** Null: what it costs is not known. */
  price: ModelPrice | null;
}

/** As they are stored, with the key opened: not to be logged or answered. */
export interface StoredSettings extends ModelSettingsInput {
  id: string;
  createdAt: Date;
}

/** Those that hold now. */
export async function currentSettings(
  db: Db,
  seal: Seal,
  workspaceId: string,
): Promise<StoredSettings | null> {
  const row = await db.selectFrom("model_settings").selectAll()
    .where("workspace_id", "=", workspaceId).where("replaced_at", "is", null).executeTakeFirst();
  return row ? opened(seal, row) : null;
}

/** Those of this id, also when others hold by now; null when they are gone. */
export async function findSettings(
  db: Db,
  seal: Seal,
  workspaceId: string,
  id: string,
): Promise<StoredSettings | null> {
  const row = await db.selectFrom("model_settings").selectAll()
    .where("id", "=", id).where("workspace_id", "=", workspaceId).executeTakeFirst();
  return row ? opened(seal, row) : null;
}

/** `settings` null: none of its own from now on. Whether it had some before. */
export async function replaceSettings(
  db: Db,
  seal: Seal,
  workspaceId: string,
  settings: ModelSettingsInput | null,
): Promise<boolean> {
  return await db.transaction().execute(async (trx) => {
    // The workspace's row makes those who change them at the same time take turns.
    await trx.selectFrom("workspaces").select("id").where("id", "=", workspaceId).forUpdate().execute();
    const replaced = await trx.updateTable("model_settings").set({ replaced_at: new Date() })
      .where("workspace_id", "=", workspaceId).where("replaced_at", "is", null).returning("id").execute();
    if (settings) await trx.insertInto("model_settings").values(rowOf(seal, workspaceId, settings)).execute();
    return replaced.length > 0;
  });
}

/** Forgets replaced settings, with their keys, but for those that are in use. */
export async function forgetReplaced(db: Db, inUse: readonly string[]): Promise<void> {
  const replaced = db.deleteFrom("model_settings").where("replaced_at", "is not", null);
  await (inUse.length === 0 ? replaced : replaced.where("id", "not in", inUse)).execute();
}

function rowOf(seal: Seal, workspaceId: string, settings: ModelSettingsInput) {
  const { provider, baseUrl, model, apiKey, price } = settings;
  const id = newId("mset");
  return {
    id,
    workspace_id: workspaceId,
    provider,
    base_url: baseUrl,
    model,
    key_version: SEAL_VERSION,
    sealed: apiKey === null ? null : seal.close(apiKey, placeOf(workspaceId, id)),
    input_price: price?.perMillionInput ?? null,
    output_price: price?.perMillionOutput ?? null,
  };
}

function opened(seal: Seal, row: Selectable<ModelSettingsTable>): StoredSettings {
  const { id, workspace_id, provider, base_url, model, key_version, sealed, input_price, output_price } = row;
  const isPriced = input_price !== null && output_price !== null;
  return {
    id,
    provider,
    baseUrl: base_url,
    model,
    apiKey: sealed && seal.open(sealed, placeOf(workspace_id, id), key_version),
    price: isPriced ? { perMillionInput: input_price, perMillionOutput: output_price } : null,
    createdAt: row.created_at,
  };
}

/** Sealed into the key: one that was copied to another workspace in the database does not open there. */
function placeOf(workspaceId: string, id: string): string {
  return `${workspaceId}/${id}`;
}

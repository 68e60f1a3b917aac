/**
 * A workspace owns agents and tokens; every row of the platform belongs to one, directly or through its agent. What
 * another workspace owns looks exactly like what does not exist.
 */
import type { Db } from "../db/mod.ts";
import { sql } from "kysely";
import { newId } from "../lib/ids.ts";

export interface Workspace {
  id: string;
  name: string;
}

export async function createWorkspace(db: Db, name: string): Promise<Workspace> {
  const workspace = { id: newId("ws"), name };
  await db.insertInto("workspaces").values(workspace).execute();
  return workspace;
}

/** The oldest workspace: the one that the first start made. */
export async function firstWorkspace(db: Db): Promise<Workspace | null> {
  const row = await db.selectFrom("workspaces").select(["id", "name"]).orderBy("id").limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** Any number that no other advisory lock of ours uses. */
const FIRST_WORKSPACE_LOCK = 7_301_995;

/**
 * Makes the first workspace of a new database, with whatever `furnish` puts into it, in one transaction. Nodes that
 * start together on one database take turns, so it happens once. Null: there is a workspace already.
 */
export async function makeFirstWorkspace<Made>(
  db: Db,
  name: string,
  furnish: (trx: Db, workspace: Workspace) => Promise<Made>,
): Promise<Made | null> {
  return await db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${FIRST_WORKSPACE_LOCK})`.execute(trx);
    if (await firstWorkspace(trx)) return null;
    return await furnish(trx, await createWorkspace(trx, name));
  });
}

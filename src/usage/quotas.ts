import { sql } from "kysely";
import type { Db } from "../db/mod.ts";
import { dayOf } from "./days.ts";

/** How much a workspace may use in a day, in UTC. Infinity: as much as it likes. */
export interface DailyQuotas {
  readonly generations: number;
  readonly deployments: number;
  readonly calls: number;
}

export type QuotaName = keyof DailyQuotas;

/** Any number that no other advisory lock of ours uses; the second half of the lock is the workspace's. */
const QUOTA_LOCK = 7_301_996;

/**
 * Whether the workspace has used up what it may begin today. Called in the transaction that begins it: those of one workspace take turns,
 * so no two of them can both be the last.
 */
export async function isQuotaSpent(
  trx: Db,
  quotas: DailyQuotas,
  workspaceId: string,
  name: QuotaName,
): Promise<boolean> {
  const limit = quotas[name];
  if (limit === Infinity) return false;
  await sql`select pg_advisory_xact_lock(${QUOTA_LOCK}, hashtext(${workspaceId}))`.execute(trx);
  return await usedToday(trx, workspaceId, name) >= limit;
}

export async function usedToday(db: Db, workspaceId: string, name: QuotaName): Promise<number> {
  const row = await db.selectFrom("agent_usage").select((expr) => expr.fn.sum<string>(name).as("used"))
    .where("workspace_id", "=", workspaceId).where("day", "=", dayOf(Date.now()))
    .executeTakeFirst();
  return Number(row?.used ?? 0);
}

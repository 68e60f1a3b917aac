import { sql } from "kysely";
import type { Db } from "../db/mod.ts";
import { Cache } from "../lib/cache.ts";
import type { Outage } from "../lib/outage.ts";

/** What a deployed version declared when it was made: hosts it may fetch from, secrets it is told. Never changes. */
export interface Grants {
  egress: readonly string[];
  secrets: readonly string[];
}

export type FindGrants = (deploymentId: string) => Promise<Grants | null>;

const REMEMBERED_MS = 600_000;
const REMEMBERED_GRANTS = 10_000;

/** Null: there is no such deployment, or no longer. */
export function createFindGrants(db: Db, outage: Outage): FindGrants {
  const known = new Cache<Grants>({ ttlMs: REMEMBERED_MS, capacity: REMEMBERED_GRANTS, outage });
  return (deploymentId) => known.load(deploymentId, () => readGrants(db, deploymentId));
}

async function readGrants(db: Db, deploymentId: string): Promise<Grants | null> {
  return await db.selectFrom("deployments")
    .innerJoin("versions", "versions.id", "deployments.version_id")
    .select(["versions.egress", "versions.secrets"])
    .where("deployments.id", "=", deploymentId).executeTakeFirst() ?? null;
}

/** Of these deployments, the agents whose version is told secrets. */
export async function agentsToldSecrets(db: Db, deploymentIds: readonly string[]): Promise<string[]> {
  if (deploymentIds.length === 0) return [];
  const rows = await db.selectFrom("deployments")
    .innerJoin("versions", "versions.id", "deployments.version_id")
    .select("deployments.agent_id").distinct()
    .where("deployments.id", "in", deploymentIds).where(sql<boolean>`json_array_length(versions.secrets) > 0`)
    .execute();
  return rows.map(({ agent_id }) => agent_id);
}

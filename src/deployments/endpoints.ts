import type { Db, Signals } from "../db/mod.ts";
import { Cache } from "../lib/cache.ts";
import type { Outage } from "../lib/outage.ts";
import type { Target } from "../lib/target.ts";

/** What a slug leads to. `live` is null for an agent that has no live deployment. */
export interface Endpoint {
  agentId: string;
  live: Target | null;
}

export interface Endpoints {
  /** Null: no agent has this slug. */
  find(slug: string): Promise<Endpoint | null>;
}

const REMEMBERED_MS = 5_000;
const REMEMBERED_ENDPOINTS = 10_000;

export function createEndpoints(db: Db, signals: Signals, outage: Outage): Endpoints {
  const known = new Cache<Endpoint>({
    ttlMs: REMEMBERED_MS,
    capacity: REMEMBERED_ENDPOINTS,
    outage,
    // What is not deployed yet may be in a moment, and its first caller must not be told otherwise.
    keep: (endpoint) => endpoint.live !== null,
  });
  signals.subscribe((signal) => {
    if (signal.kind === "agent") known.drop((endpoint) => endpoint.agentId === signal.id);
    if (signal.kind === "lost") known.expire();
  });
  return { find: (slug) => known.load(slug, () => readEndpoint(db, slug)) };
}

async function readEndpoint(db: Db, slug: string): Promise<Endpoint | null> {
  const row = await db.selectFrom("agents")
    .leftJoin("deployments", "deployments.id", "agents.live_deployment_id")
    .leftJoin("versions", "versions.id", "deployments.version_id")
    .select([
      "agents.id as agentId",
      "deployments.id as deploymentId",
      "versions.number as version",
      "versions.bundle_hash as bundleHash",
    ])
    .where("agents.slug", "=", slug).executeTakeFirst();
  if (!row) return null;
  const { agentId, deploymentId, version, bundleHash } = row;
  if (deploymentId === null || version === null || bundleHash === null) return { agentId, live: null };
  return { agentId, live: { deploymentId, agentId, slug, version, bundleHash } };
}

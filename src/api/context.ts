import type { Agent } from "../agents/mod.ts";
import { findAgent, findAgentBySlug } from "../agents/mod.ts";
import type { WebhookSecret } from "../async/mod.ts";
import type { BlobStore } from "../artifacts/mod.ts";
import type { Db, Signals } from "../db/mod.ts";
import type { Generation, Job, Review } from "../generation/mod.ts";
import { findJobOf } from "../generation/mod.ts";
import type { Idempotency } from "../idempotency/mod.ts";
import type { Keys } from "../keys/mod.ts";
import type { Log } from "../lib/log.ts";
import { Problem } from "../lib/problem.ts";
import type { Logs } from "../logs/mod.ts";
import type { Metrics } from "../metrics/mod.ts";
import type { Providers } from "../providers/mod.ts";
import type { Secrets } from "../secrets/mod.ts";
import type { Links, Tokens } from "../tokens/mod.ts";
import type { DailyQuotas, ModelPrices } from "../usage/mod.ts";

/** What the control API needs from the rest of the platform. */
export interface ApiDeps {
  db: Db;
  signals: Signals;
  tokens: Tokens;
  links: Links;
  keys: Keys;
  idempotency: Idempotency;
  webhookSecret: WebhookSecret;
  secrets: Secrets;
  providers: Providers;
  logs: Logs;
  blobs: BlobStore;
  generation: Generation;
  quotas: DailyQuotas;
  modelPrices: ModelPrices;
  metrics: Metrics;
  /** Null: only platform tokens read the metrics. */
  metricsToken: string | null;
  review: Review;
  /** Known only once the port is. */
  publicUrl: () => string;
  /** What this node needs, each `ok` or `failed: …`. */
  readiness: () => Promise<Record<string, string>>;
  bodyTimeoutMs: number;
  log: Log;
  /** Aborted when the platform stops, so that open streams end. */
  stopping: AbortSignal;
}

/** What the middleware leaves for the handlers. */
export interface ApiEnv {
  Variables: { requestId: string; workspaceId: string };
}

export async function requireAgent(db: Db, workspaceId: string, agentId: string): Promise<Agent> {
  const agent = await findAgent(db, workspaceId, agentId);
  if (!agent) throw agentNotFound("id", agentId);
  return agent;
}

export async function requireAgentBySlug(db: Db, workspaceId: string, slug: string): Promise<Agent> {
  const agent = await findAgentBySlug(db, workspaceId, slug);
  if (!agent) throw agentNotFound("slug", slug);
  return agent;
}

export async function requireJob(db: Db, workspaceId: string, jobId: string): Promise<Job> {
  const job = await findJobOf(db, workspaceId, jobId);
  if (!job) throw jobNotFound();
  return job;
}

export function jobNotFound(): Problem {
  return new Problem(404, "job_not_found", "This workspace has no job with that id.");
}

export function agentNotFound(by: "id" | "slug", value: string): Problem {
  return new Problem(
    404,
    "agent_not_found",
    `This workspace has no agent with that ${by}. GET /v1/agents lists them.`,
    {
      details: { [by]: value.slice(0, 100) },
    },
  );
}

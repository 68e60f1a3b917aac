import type { Agent, Version } from "../agents/mod.ts";
import type { Deployment } from "../deployments/mod.ts";
import type { Job, JobEvent, ModelSpent, StoredReport } from "../generation/mod.ts";
import { type AgentKey, limitsOf, statusAt } from "../keys/mod.ts";
import { type JsonObject, toJsonObject } from "../lib/json.ts";
import type { PlatformToken } from "../tokens/mod.ts";

/** Rows as the API shows them. Dates are ISO 8601 in UTC; what is secret has no place here. */

const iso = (date: Date) => date.toISOString();
const maybeIso = (date: Date | null) => date?.toISOString() ?? null;

export function agentView(agent: Agent, publicUrl: string) {
  return {
    id: agent.id,
    slug: agent.slug,
    name: agent.name,
    status: agent.status,
    region: agent.region,
    endpointUrl: agent.live_deployment_id ? endpointUrl(agent, publicUrl) : null,
    createdAt: iso(agent.created_at),
    updatedAt: iso(agent.updated_at),
  };
}

export function endpointUrl(agent: Agent, publicUrl: string): string {
  return `${publicUrl}/v1/invoke/${agent.slug}`;
}

export function versionView(version: Version) {
  return {
    version: version.number,
    agentId: version.agent_id,
    origin: version.origin,
    filename: version.filename,
    sizeBytes: version.artifact_bytes,
    sha256: version.artifact_hash,
    egress: version.egress,
    secrets: version.secrets,
    idempotent: version.idempotent,
    createdAt: iso(version.created_at),
  };
}

/** The short form that the answer to a new job carries. */
export function startedView(agent: Agent, job: Job) {
  return {
    agent: { id: agent.id, slug: agent.slug, name: agent.name, status: agent.status },
    job: { id: job.id, status: job.status, progress: job.progress, provider: job.provider, model: job.model },
  };
}

export function jobView(job: Job, agentSlug: string, events: JobEvent[]) {
  return {
    id: job.id,
    agentId: job.agent_id,
    agentSlug,
    kind: job.kind,
    status: job.status,
    stage: job.stage,
    progress: job.progress,
    provider: job.provider,
    model: job.model,
    logs: events.filter((event) => event.kind === "log").map((event) => event.data as JsonObject),
    ...(job.status === "awaiting_approval" && reviewView(job)),
    ...(job.state.spent && { modelUsage: modelUsageView(job.state.spent, job.model) }),
    ...(job.artifact && { artifact: job.artifact }),
    ...(job.validation && { validation: job.validation }),
    ...(job.failure && { failure: job.failure }),
    createdAt: iso(job.created_at),
    finishedAt: maybeIso(job.finished_at),
  };
}

function modelUsageView({ costUsd = null, ...spent }: ModelSpent, model: string) {
  if (costUsd === null) {
    return { ...spent, costUsd, costReason: `The model ${model} had no price in AXTL_MODEL_PRICES.` };
  }
  return { ...spent, costUsd: Math.round(costUsd * 1e6) / 1e6 };
}

function reviewView({ state: { spec, coverage } }: Job) {
  return { ...(spec && { spec: toJsonObject(spec) }), ...(coverage && { coverage: toJsonObject(coverage) }) };
}

export function reportView(report: StoredReport) {
  return {
    id: report.id,
    agentId: report.agent_id,
    jobId: report.job_id,
    version: report.version,
    status: report.status,
    report: report.report as JsonObject,
    createdAt: iso(report.created_at),
  };
}

export function keyView(key: AgentKey) {
  const { rateLimit, allowedIps } = limitsOf(key);
  return {
    ...credentialView(key),
    status: statusAt(key, Date.now()),
    type: "agent" as const,
    agentId: key.agent_id,
    expiresAt: maybeIso(key.expires_at),
    rateLimit: rateLimit ?? null,
    allowedIps: allowedIps ?? null,
  };
}

export function tokenView(token: PlatformToken) {
  return {
    ...credentialView(token),
    type: "platform" as const,
  };
}

function credentialView(credential: AgentKey | PlatformToken) {
  return {
    id: credential.id,
    name: credential.name,
    status: credential.status,
    lastFour: credential.last_four,
    prefix: credential.prefix,
    createdAt: iso(credential.created_at),
    lastUsedAt: maybeIso(credential.last_used_at),
    revokedAt: maybeIso(credential.revoked_at),
  };
}

export function deploymentView(deployment: Deployment, version: number) {
  return {
    id: deployment.id,
    agentId: deployment.agent_id,
    jobId: deployment.job_id,
    version,
    status: deployment.status,
    ...(deployment.failure && { failure: deployment.failure }),
    createdAt: iso(deployment.created_at),
    liveAt: maybeIso(deployment.live_at),
    endedAt: maybeIso(deployment.ended_at),
  };
}

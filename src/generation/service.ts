import {
  type Agent,
  createAgent,
  findVersion,
  latestVersion,
  setAgentStatus,
  type Version,
} from "../agents/mod.ts";
import { type BlobStore, packZip } from "../artifacts/mod.ts";
import type { Db } from "../db/mod.ts";
import { beginDeployment, type Deployment } from "../deployments/mod.ts";
import type { Files } from "../lib/files.ts";
import { countBegun, type DailyQuotas, isQuotaSpent } from "../usage/mod.ts";
import { countUnfinished, insertJob, type Job, type NewJob } from "./jobs.ts";
import type { Queue } from "./queue.ts";
import type { Generator } from "./state.ts";

/** Why a job did not begin: the agent is busy with another, has nothing to work on, or the workspace has too many. */
export type Refusal =
  | "busy"
  | "not_ready"
  | "deploying"
  | "no_such_version"
  | "quota"
  | QuotaSpent
  | "no_model"
  | "no_such_model";
/** The workspace has used up what it may begin in a day. */
export type QuotaSpent = "generations_quota" | "deployments_quota";
export type Started<Extra = unknown> = { ok: true; agent: Agent; job: Job } & Extra | {
  ok: false;
  why: Refusal;
};

export interface GenerateRequest {
  workspaceId: string;
  /** The agent to make a new version of; a new agent when absent. */
  agent?: Agent;
  name: string;
  prompt: string;
  /** The configured one when absent. */
  model?: string;
  generator: Generator;
  requireApproval: boolean;
  region: string;
  autoDeploy: boolean;
  allowPartial: boolean;
}

/** What a job may ask for its Spec. */
export interface JobModel {
  names: readonly string[];
  /** Null: the operator's. */
  settingsId: string | null;
}

export interface SourceRequest {
  workspaceId: string;
  agent?: Agent;
  name: string;
  files: Files;
  egress: string[];
  secrets: string[];
  idempotent: boolean;
  autoDeploy: boolean;
}

/** How jobs begin. Each is one transaction: the agent, the job and its place in the queue exist together or not at all. */
export interface Generation {
  generate(request: GenerateRequest): Promise<Started>;
  upload(request: SourceRequest): Promise<Started>;
  validate(agent: Agent): Promise<Started>;
  /** `version` null: the latest. */
  deploy(agent: Agent, version: number | null): Promise<Started<{ deployment: Deployment }>>;
}

/** Jobs that a workspace may have waiting or running: beyond it a caller is told to come back later. */
export const UNFINISHED_JOBS_MOST = 100;

/** What the contract calls the model when nobody names one and none is configured. */
const DEFAULT_MODEL = "gpt-5.2";

const BUSY = new Set(["generating", "validating", "deploying"]);

/** `modelOf`: what a workspace may ask: the names of its models, the one to take first, and whose settings they are. */
export function createGeneration(
  db: Db,
  queue: Queue,
  blobs: BlobStore,
  quotas: DailyQuotas,
  modelOf: (workspaceId: string) => Promise<JobModel>,
): Generation {
  const enqueue = async (trx: Db, job: NewJob): Promise<Job> => {
    const queued = await insertJob(trx, job);
    await queue.send(trx, queued.id);
    return queued;
  };

  const begin = async (request: GenerateRequest | SourceRequest, job: JobOf): Promise<Started> => {
    if (request.agent && BUSY.has(request.agent.status)) return { ok: false, why: "busy" };
    if (await isOverQuota(db, request.workspaceId)) return { ok: false, why: "quota" };
    return await db.transaction().execute(async (trx) => {
      const spent = await spentQuota(trx, quotas, request);
      if (spent) return { ok: false as const, why: spent };
      const region = "region" in request ? request.region : "auto";
      const agent = request.agent ?? await createAgent(trx, { ...request, region });
      await setAgentStatus(trx, agent.id, job.agentStatus);
      const queued = await enqueue(trx, { workspaceId: request.workspaceId, agentId: agent.id, ...job.row });
      await countBegun(trx, agent.id, "generations");
      return { ok: true as const, agent: { ...agent, status: job.agentStatus }, job: queued };
    });
  };

  return {
    async generate(request) {
      const { names, settingsId } = await modelOf(request.workspaceId);
      const model = request.model ?? names[0] ?? DEFAULT_MODEL;
      if (request.generator === "model" && !names.includes(model)) {
        return { ok: false, why: names.length === 0 ? "no_model" : "no_such_model" };
      }
      return await begin(request, generateJob(request, model, settingsId));
    },

    async upload(request) {
      const filesHash = await blobs.put(packZip(request.files));
      return await begin(request, sourceJob(request, filesHash));
    },

    async validate(agent) {
      const version = await latestVersion(db, agent.id);
      if (!version) return { ok: false, why: "not_ready" };
      if (await isOverQuota(db, agent.workspace_id)) return { ok: false, why: "quota" };
      const job = await db.transaction().execute((trx) => enqueue(trx, validateJob(agent, version)));
      return { ok: true, agent, job };
    },

    async deploy(agent, number) {
      if (agent.status === "deploying") return { ok: false, why: "deploying" };
      // Naming a version is a roll-back: it must work whatever state the newest attempt is in.
      if (number === null && agent.status !== "ready" && agent.status !== "deployed") {
        return { ok: false, why: "not_ready" };
      }
      const version = number === null
        ? await latestVersion(db, agent.id)
        : await findVersion(db, agent.id, number);
      if (!version) return { ok: false, why: number === null ? "not_ready" : "no_such_version" };
      if (await isOverQuota(db, agent.workspace_id)) return { ok: false, why: "quota" };
      return await startDeploy(db, quotas, agent, version, enqueue);
    },
  };
}

/** What is peculiar to a kind of job. */
interface JobOf {
  agentStatus: "generating" | "validating";
  row: Omit<NewJob, "workspaceId" | "agentId">;
}

function generateJob(request: GenerateRequest, model: string, modelSettingsId: string | null): JobOf {
  const { name, prompt, allowPartial, generator, requireApproval, autoDeploy } = request;
  return {
    agentStatus: "generating",
    row: {
      kind: "generate",
      firstStage: "spec",
      autoDeploy,
      provider: "pending",
      model,
      input: { name, prompt, allowPartial, generator, requireApproval },
      state: { modelSettingsId },
    },
  };
}

function sourceJob(request: SourceRequest, filesHash: string): JobOf {
  const { name, egress, secrets, idempotent, autoDeploy } = request;
  return {
    agentStatus: "validating",
    row: {
      kind: "source",
      firstStage: "validation",
      autoDeploy,
      provider: "source",
      model: "none",
      input: { name, egress, secrets, idempotent },
      state: { origin: "source", filesHash },
    },
  };
}

function validateJob(agent: Agent, version: Version): NewJob {
  return jobOnVersion(agent, version, "validate", "validation");
}

function jobOnVersion(
  agent: Agent,
  version: Version,
  kind: "validate" | "deploy",
  firstStage: NewJob["firstStage"],
): NewJob {
  return {
    workspaceId: agent.workspace_id,
    agentId: agent.id,
    kind,
    firstStage,
    autoDeploy: false,
    provider: version.origin,
    model: "none",
    input: { name: agent.name },
    state: {
      filesHash: version.artifact_hash,
      versionId: version.id,
      ...(version.spec && { spec: version.spec as never }),
    },
  };
}

/** What the request would use more of than its workspace has left of today. */
async function spentQuota(
  trx: Db,
  quotas: DailyQuotas,
  { workspaceId, autoDeploy }: GenerateRequest | SourceRequest,
): Promise<QuotaSpent | null> {
  if (await isQuotaSpent(trx, quotas, workspaceId, "generations")) return "generations_quota";
  if (autoDeploy && await isQuotaSpent(trx, quotas, workspaceId, "deployments")) return "deployments_quota";
  return null;
}

async function startDeploy(
  db: Db,
  quotas: DailyQuotas,
  agent: Agent,
  version: Version,
  enqueue: (trx: Db, job: NewJob) => Promise<Job>,
): Promise<Started<{ deployment: Deployment }>> {
  return await db.transaction().execute(async (trx) => {
    if (await isQuotaSpent(trx, quotas, agent.workspace_id, "deployments")) {
      return { ok: false as const, why: "deployments_quota" as const };
    }
    const job = await enqueue(trx, jobOnVersion(agent, version, "deploy", "deploy"));
    const deployment = await beginDeployment(trx, {
      agentId: agent.id,
      versionId: version.id,
      jobId: job.id,
    });
    if (!deployment) throw new Rollback();
    await setAgentStatus(trx, agent.id, "deploying");
    return { ok: true as const, agent, job, deployment };
  }).catch((error) => {
    if (error instanceof Rollback) return { ok: false as const, why: "deploying" as const };
    throw error;
  });
}

/** Undoes the transaction it is thrown in. */
class Rollback extends Error {}

async function isOverQuota(db: Db, workspaceId: string): Promise<boolean> {
  return await countUnfinished(db, workspaceId) >= UNFINISHED_JOBS_MOST;
}

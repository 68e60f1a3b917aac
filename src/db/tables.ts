import type { ColumnType, Generated } from "kysely";
import type { Json, JsonObject } from "../lib/json.ts";

/**
 * Every table, by the module that owns it: only that module writes to it. Timestamps are `timestamptz`, so they come
 * back as Date. The comments in `migrations/` say what each column means.
 */
export interface Database {
  platform_facts: PlatformFactsTable; // platform
  workspaces: WorkspacesTable; // workspaces
  platform_tokens: PlatformTokensTable; // tokens
  agents: AgentsTable; // agents
  versions: VersionsTable; // agents
  agent_keys: AgentKeysTable; // keys
  blobs: BlobsTable; // artifacts
  jobs: JobsTable; // generation
  job_events: JobEventsTable; // generation
  validation_reports: ValidationReportsTable; // generation
  deployments: DeploymentsTable; // deployments
  agent_store: AgentStoreTable; // store
  agent_store_usage: AgentStoreUsageTable; // store
  agent_secrets: AgentSecretsTable; // secrets
  agent_logs: AgentLogsTable; // logs
  invocations: InvocationsTable; // invocations
  agent_usage: AgentUsageTable; // usage
  model_usage: ModelUsageTable; // usage
  model_settings: ModelSettingsTable; // providers
  idempotent_requests: IdempotentRequestsTable; // idempotency
  async_calls: AsyncCallsTable; // async
}

/** JSON in, JSON out; the value is stringified on the way in so that arrays are not taken for Postgres arrays. */
export type JsonColumn<T = Json> = ColumnType<T, string, string>;
export type NullableJsonColumn<T = Json> = ColumnType<T | null, string | null, string | null>;
type CreatedAt = Generated<Date>;

export interface PlatformFactsTable {
  name: string;
  value: string;
}

export interface WorkspacesTable {
  id: string;
  name: string;
  created_at: CreatedAt;
}

export type CredentialStatus = "active" | "revoked";

interface CredentialColumns {
  id: string;
  name: string;
  hash: string;
  pepper_version: Generated<number>;
  prefix: string;
  last_four: string;
  status: Generated<CredentialStatus>;
  created_at: CreatedAt;
  last_used_at: Date | null;
  revoked_at: Date | null;
}

export interface PlatformTokensTable extends CredentialColumns {
  workspace_id: string;
}

export interface AgentKeysTable extends CredentialColumns {
  agent_id: string;
  expires_at: Date | null;
  rate_limit: number | null;
  rate_window_seconds: number | null;
  allowed_ips: NullableJsonColumn<string[]>;
}

export type AgentStatus =
  | "draft"
  | "generating"
  | "validating"
  | "ready"
  | "deploying"
  | "deployed"
  | "failed";

export interface AgentsTable {
  id: string;
  workspace_id: string;
  slug: string;
  name: string;
  status: AgentStatus;
  region: string;
  live_deployment_id: string | null;
  created_at: CreatedAt;
  updated_at: Generated<Date>;
}

export type VersionOrigin = "builtin" | "model" | "source";

export interface VersionsTable {
  id: string;
  agent_id: string;
  number: number;
  origin: VersionOrigin;
  job_id: string;
  artifact_hash: string;
  artifact_bytes: number;
  filename: string;
  bundle_hash: string;
  spec: NullableJsonColumn<JsonObject>;
  egress: JsonColumn<string[]>;
  secrets: JsonColumn<string[]>;
  idempotent: boolean;
  created_at: CreatedAt;
}

export interface BlobsTable {
  hash: string;
  size_bytes: number;
  bytes: Uint8Array;
  created_at: CreatedAt;
}

export type JobKind = "generate" | "source" | "validate" | "deploy";
export type JobStatus = "queued" | "running" | "awaiting_approval" | "completed" | "failed";

export interface JobsTable {
  id: string;
  workspace_id: string;
  agent_id: string;
  kind: JobKind;
  auto_deploy: boolean;
  status: JobStatus;
  stage: string;
  progress: Generated<number>;
  provider: string;
  model: string;
  input: JsonColumn<JsonObject>;
  state: JsonColumn<JsonObject>;
  artifact: NullableJsonColumn<JsonObject>;
  validation: NullableJsonColumn<JsonObject>;
  failure: NullableJsonColumn<JsonObject>;
  created_at: CreatedAt;
  updated_at: Generated<Date>;
  finished_at: Date | null;
}

export interface JobEventsTable {
  job_id: string;
  seq: number;
  kind: "log" | "progress";
  data: JsonColumn<JsonObject>;
  created_at: CreatedAt;
}

export interface ValidationReportsTable {
  id: string;
  agent_id: string;
  job_id: string;
  version: number | null;
  status: "passed" | "failed";
  report: JsonColumn<JsonObject>;
  created_at: CreatedAt;
}

export type DeploymentStatus = "deploying" | "live" | "superseded" | "failed";

export interface DeploymentsTable {
  id: string;
  agent_id: string;
  version_id: string;
  job_id: string;
  status: DeploymentStatus;
  failure: NullableJsonColumn<JsonObject>;
  created_at: CreatedAt;
  live_at: Date | null;
  ended_at: Date | null;
}

export interface AgentStoreTable {
  agent_id: string;
  key: Uint8Array;
  value: JsonColumn;
  version: Generated<string>;
  size_bytes: number;
  expires_at: Date | null;
  updated_at: Generated<Date>;
}

export interface AgentStoreUsageTable {
  agent_id: string;
  keys: Generated<number>;
  bytes: Generated<string>;
  max_keys: Generated<number>;
  max_bytes: Generated<string>;
}

export interface AgentSecretsTable {
  agent_id: string;
  name: string;
  key_version: number;
  sealed: Uint8Array;
  created_at: CreatedAt;
  updated_at: Generated<Date>;
}

export interface IdempotentRequestsTable {
  scope: string;
  key: string;
  fingerprint: string;
  claim: string;
  lease_until: Date;
  key_version: number | null;
  sealed: Uint8Array | null;
  expires_at: Date;
}

export interface ModelUsageTable {
  workspace_id: string;
  agent_id: string;
  /** YYYY-MM-DD, in UTC. Never selected: pg would make a Date of it. */
  day: string;
  asked_by: "backend" | "generation";
  model: string;
  questions: Count;
  input_tokens: Count;
  output_tokens: Count;
}

export type AsyncCallStatus = "queued" | "running" | "completed" | "failed";
export type CallbackStatus = "pending" | "delivered" | "failed";

export interface AsyncCallsTable {
  id: string;
  agent_id: string;
  key_id: string;
  slug: string;
  request_id: string;
  repeat: string | null;
  status: Generated<AsyncCallStatus>;
  headers: JsonColumn<[string, string][]>;
  body: Uint8Array | null;
  run_at: Generated<Date>;
  idempotent: Generated<boolean>;
  claim: string | null;
  lease_until: Date | null;
  runs: Generated<number>;
  outcome: string | null;
  callback_url: string | null;
  callback_status: CallbackStatus | null;
  callback_at: Date | null;
  callback_attempts: Generated<number>;
  created_at: CreatedAt;
  finished_at: Date | null;
}

export type LogLevel = "debug" | "info" | "warn" | "error";

export interface AgentLogsTable {
  id: string;
  agent_id: string;
  at: Date;
  level: LogLevel;
  text: string;
  request_id: string | null;
  version: number;
}

export interface InvocationsTable {
  id: string;
  agent_id: string;
  version: number | null;
  key_id: string;
  request_id: string;
  status: number;
  ok: boolean;
  code: string | null;
  reason: string | null;
  cause: string | null;
  total_ms: number;
  queue_ms: number | null;
  boot_ms: number | null;
  run_ms: number | null;
  cold: boolean | null;
  request_bytes: number;
  response_bytes: number;
}

/** A bigint comes back as a string. */
type Count = ColumnType<string, number | undefined, number>;

export interface AgentUsageTable {
  workspace_id: string;
  day: string;
  agent_id: string;
  calls: Count;
  errors: Count;
  generations: Count;
  deployments: Count;
  test_calls: Count;
  request_bytes: Count;
  response_bytes: Count;
  latency_ms_sum: Generated<number>;
  latency_counts: ColumnType<string[], string | undefined, string>;
}

export interface ModelSettingsTable {
  id: string;
  workspace_id: string;
  provider: "openai-compatible" | "anthropic";
  base_url: string;
  model: string;
  key_version: number;
  sealed: Uint8Array | null;
  input_price: number | null;
  output_price: number | null;
  created_at: CreatedAt;
  replaced_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
}

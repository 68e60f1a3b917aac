import { type Kysely, sql } from "kysely";

/**
 * Workspaces, their tokens, agents with versions and keys, jobs with events and reports, deployments, blobs.
 * Documents are `json`, not `jsonb`: it keeps the order of keys, and it can hold "\\u0000", which people may send.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // Facts about this database itself, such as the fingerprint of the secret it was set up with.
  `create table platform_facts (
     name text primary key,
     value text not null
   )`,
  `create table workspaces (
     id text primary key,
     name text not null,
     created_at timestamptz not null default now()
   )`,
  // hash: HMAC-SHA-256 of the token under the pepper of that version. prefix and last_four are all that is ever shown.
  `create table platform_tokens (
     id text primary key,
     workspace_id text not null references workspaces on delete cascade,
     name text not null,
     hash text not null unique,
     pepper_version int not null default 1,
     prefix text not null,
     last_four text not null,
     status text not null default 'active' check (status in ('active', 'revoked')),
     created_at timestamptz not null default now(),
     last_used_at timestamptz,
     revoked_at timestamptz
   )`,
  `create index on platform_tokens (workspace_id, id)`,
  // live_deployment_id is the one pointer that decides which version answers; it moves in a single update.
  `create table agents (
     id text primary key,
     workspace_id text not null references workspaces on delete cascade,
     slug text not null unique,
     name text not null,
     status text not null check
       (status in ('draft', 'generating', 'validating', 'ready', 'deploying', 'deployed', 'failed')),
     region text not null,
     live_deployment_id text,
     created_at timestamptz not null default now(),
     updated_at timestamptz not null default now()
   )`,
  `create index on agents (workspace_id, id)`,
  // artifact_hash and bundle_hash name blobs: the zip to download, and the one module that a sandbox loads.
  `create table versions (
     id text primary key,
     agent_id text not null references agents on delete cascade,
     number int not null,
     origin text not null check (origin in ('builtin', 'model', 'source')),
     job_id text not null unique,
     artifact_hash text not null,
     artifact_bytes int not null,
     filename text not null,
     bundle_hash text not null,
     spec json,
     egress json not null default '[]',
     secrets json not null default '[]',
     created_at timestamptz not null default now(),
     unique (agent_id, number)
   )`,
  `create table agent_keys (
     id text primary key,
     agent_id text not null references agents on delete cascade,
     name text not null,
     hash text not null unique,
     pepper_version int not null default 1,
     prefix text not null,
     last_four text not null,
     status text not null default 'active' check (status in ('active', 'revoked')),
     created_at timestamptz not null default now(),
     last_used_at timestamptz,
     expires_at timestamptz,
     revoked_at timestamptz
   )`,
  `create index on agent_keys (agent_id, id)`,
  // Content-addressed: hash is the SHA-256 of bytes, in hex.
  `create table blobs (
     hash text primary key,
     size_bytes int not null,
     bytes bytea not null,
     created_at timestamptz not null default now()
   )`,
  // stage: the next stage to run. state: what the stages before it left behind, enough to go on after a crash.
  `create table jobs (
     id text primary key,
     workspace_id text not null references workspaces on delete cascade,
     agent_id text not null references agents on delete cascade,
     kind text not null check (kind in ('generate', 'source', 'validate', 'deploy')),
     auto_deploy boolean not null default false,
     status text not null check (status in ('queued', 'running', 'completed', 'failed')),
     stage text not null,
     progress int not null default 0 check (progress between 0 and 100),
     provider text not null,
     model text not null,
     input json not null,
     state json not null,
     artifact json,
     validation json,
     failure json,
     created_at timestamptz not null default now(),
     updated_at timestamptz not null default now(),
     finished_at timestamptz
   )`,
  `create index on jobs (agent_id, id)`,
  // seq counts from 1 within a job: it is the event id that a stream resumes from.
  `create table job_events (
     job_id text not null references jobs on delete cascade,
     seq int not null,
     kind text not null check (kind in ('log', 'progress')),
     data json not null,
     created_at timestamptz not null default now(),
     primary key (job_id, seq)
   )`,
  // version is null for a report on files that did not pass and so never became one.
  `create table validation_reports (
     id text primary key,
     agent_id text not null references agents on delete cascade,
     job_id text not null references jobs on delete cascade,
     version int,
     status text not null check (status in ('passed', 'failed')),
     report json not null,
     created_at timestamptz not null default now()
   )`,
  `create index on validation_reports (agent_id, id)`,
  `create table deployments (
     id text primary key,
     agent_id text not null references agents on delete cascade,
     version_id text not null references versions on delete cascade,
     job_id text not null references jobs on delete cascade,
     status text not null check (status in ('deploying', 'live', 'superseded', 'failed')),
     failure json,
     created_at timestamptz not null default now(),
     live_at timestamptz,
     ended_at timestamptz
   )`,
  `create index on deployments (agent_id, id)`,
  // At most one deployment of an agent is under way, and at most one is live: the database itself says so.
  `create unique index on deployments (agent_id) where status = 'deploying'`,
  `create unique index on deployments (agent_id) where status = 'live'`,
  `alter table agents add foreign key (live_deployment_id) references deployments on delete set null`,
];

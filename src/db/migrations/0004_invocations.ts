import { type Kysely, sql } from "kysely";

/** A record of every call (`invocations`), and what each agent used by day (`agent_usage`). */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // id: a UUIDv7 of the call's beginning, so a day's records are one range of ids: a partition each, made ahead and
  //   dropped whole by src/invocations/.
  // No foreign keys: they would cost more than the rest of the row. Records of a deleted agent go with their day.
  // status: the backend's own, or that of the error which the caller got instead; then code says which.
  // queue_ms, boot_ms, run_ms, cold: null for a call that was refused before it reached the runtime.
  `create table invocations (
     id uuid not null,
     agent_id text not null,
     version int,
     key_id text not null,
     request_id text not null,
     status smallint not null,
     ok boolean not null,
     code text,
     reason text,
     cause text,
     total_ms real not null,
     queue_ms real,
     boot_ms real,
     run_ms real,
     cold boolean,
     request_bytes int not null,
     response_bytes int not null
   ) partition by range (id)`,
  `create index invocations_of_agent on invocations (agent_id, id)`,
  // Failures are few and asked for often.
  `create index invocations_failed on invocations (agent_id, id) where not ok`,
  // A request id of ours names its time, so only those that callers chose need an index.
  `create index invocations_named on invocations (agent_id, request_id) 
     where left(request_id, 4) <> 'req_' or length(request_id) <> 30`,
  // agent_id: no foreign key, because what was used stays used when the agent is deleted.
  // latency_counts: how many calls fell between the bounds that src/usage/ names.
  `create table agent_usage (
     workspace_id text not null references workspaces on delete cascade,
     day date not null,
     agent_id text not null,
     calls bigint not null default 0,
     errors bigint not null default 0,
     generations bigint not null default 0,
     deployments bigint not null default 0,
     test_calls bigint not null default 0,
     request_bytes bigint not null default 0,
     response_bytes bigint not null default 0,
     latency_ms_sum double precision not null default 0,
     latency_counts bigint[] not null default '{}',
     primary key (workspace_id, day, agent_id)
   ) with (fillfactor = 50)`,
];

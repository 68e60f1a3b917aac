import { type Kysely, sql } from "kysely";

/** Calls that are accepted now and answered later, and versions whose calls may be run twice. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // idempotent: a call that was lost half-way may be run again.
  `alter table versions add column idempotent boolean not null default false`,
  // repeat: of the Idempotency-Key and the body, so that a call that is sent again is not queued again.
  // body: until it has ended. idempotent, claim, lease_until, runs: of the run under way; see src/async/claims.ts.
  // run_at: not before. outcome: the JSON text of the result (completed) or the error (failed).
  // callback_at: when to send it next; null while there is nothing to send.
  `create table async_calls (
     id text primary key,
     agent_id text not null references agents on delete cascade,
     key_id text not null,
     slug text not null,
     request_id text not null,
     repeat text,
     status text not null default 'queued' check (status in ('queued', 'running', 'completed', 'failed')),
     headers json not null,
     body bytea,
     run_at timestamptz not null default now(),
     idempotent boolean not null default false,
     claim uuid,
     lease_until timestamptz,
     runs int not null default 0,
     outcome text,
     callback_url text,
     callback_status text check (callback_status in ('pending', 'delivered', 'failed')),
     callback_at timestamptz,
     callback_attempts int not null default 0,
     created_at timestamptz not null default now(),
     finished_at timestamptz
   )`,
  `create unique index on async_calls (agent_id, repeat) where repeat is not null`,
  `create index on async_calls (run_at) where status = 'queued'`,
  `create index on async_calls (agent_id) where status = 'queued'`,
  `create index on async_calls (lease_until) where status = 'running'`,
  `create index on async_calls (callback_at) where callback_at is not null`,
  `create index on async_calls (finished_at) where finished_at is not null`,
];

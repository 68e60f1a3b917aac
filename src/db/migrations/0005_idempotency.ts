import { type Kysely, sql } from "kysely";

/** Requests that name an `Idempotency-Key`, and the answers that they are given again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // scope: whose key, and for which route. claim: the run that may write the answer, while lease_until lies ahead.
  // sealed: the answer, as in agent_secrets; null until there is one.
  `create table idempotent_requests (
     scope text not null,
     key text not null,
     fingerprint text not null,
     claim uuid not null,
     lease_until timestamptz not null,
     key_version int,
     sealed bytea,
     expires_at timestamptz not null,
     primary key (scope, key)
   )`,
  `create index on idempotent_requests (expires_at)`,
];

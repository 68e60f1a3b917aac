import { type Kysely, sql } from "kysely";

/** What a key may be limited to. Null: not limited. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // allowed_ips: addresses and CIDR ranges. A revoked_at that lies ahead is the end of a rotated key's grace.
  `alter table agent_keys
     add column rate_limit int,
     add column rate_window_seconds int,
     add column allowed_ips json,
     add check ((rate_limit is null) = (rate_window_seconds is null))`,
];

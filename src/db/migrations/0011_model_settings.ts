import { type Kysely, sql } from "kysely";

/** Whose model a workspace asks, where it is not the operator's. A change is a new row: jobs go on with what they began with. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // sealed: null where the endpoint takes no key. replaced_at: null for those that hold now.
  `create table model_settings (
     id text primary key,
     workspace_id text not null references workspaces on delete cascade,
     provider text not null check (provider in ('openai-compatible', 'anthropic')),
     base_url text not null,
     model text not null,
     key_version int not null,
     sealed bytea,
     input_price double precision,
     output_price double precision,
     created_at timestamptz not null default now(),
     replaced_at timestamptz,
     check ((input_price is null) = (output_price is null))
   )`,
  `create unique index model_settings_of_workspace on model_settings (workspace_id) where replaced_at is null`,
];

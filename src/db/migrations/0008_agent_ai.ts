import { type Kysely, sql } from "kysely";

/** What an agent's backends have asked of the platform's model, by the day in UTC. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(
    `create table agent_ai_usage (
       agent_id text not null references agents on delete cascade,
       day date not null,
       calls int not null,
       input_tokens bigint not null,
       output_tokens bigint not null,
       primary key (agent_id, day)
     )`,
  ).execute(db);
}

import { type Kysely, sql } from "kysely";

/**
 * What was asked of models, by the day in UTC: by backends (`env.ai`) and by generation. It replaces a table that knew
 * only the former, and neither their workspace nor the model.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // agent_id: no foreign key, because what was used stays used when the agent is deleted.
  `create table model_usage (
     workspace_id text not null references workspaces on delete cascade,
     agent_id text not null,
     day date not null,
     asked_by text not null check (asked_by in ('backend', 'generation')),
     model text not null,
     questions bigint not null,
     input_tokens bigint not null,
     output_tokens bigint not null,
     primary key (workspace_id, agent_id, day, asked_by, model)
   )`,
  `create index model_usage_of_agent on model_usage (agent_id, day)`,
  `insert into model_usage
     select workspace_id, agent_id, day, 'backend', 'unknown', calls, input_tokens, output_tokens
     from agent_ai_usage join agents on agents.id = agent_id`,
  `drop table agent_ai_usage`,
];

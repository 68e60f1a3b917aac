import { sql } from "kysely";
import type { Db } from "../db/mod.ts";
import { dayOf } from "./days.ts";

/** Who asks a model: a backend, by `env.ai`, or the generation of one. */
export type AskedBy = "backend" | "generation";

/** One question to a model, with all of its tries. */
export interface ModelUse {
  readonly agentId: string;
  readonly askedBy: AskedBy;
  readonly model: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/**
 * Adds a question to those of its day. Written at once: questions are few and cost money, and the budget of the next one
 * depends on it. One of an agent that is gone meanwhile is left out.
 */
export async function countModelUse(db: Db, use: ModelUse, nowMs = Date.now()): Promise<void> {
  const { agentId, askedBy, model, inputTokens, outputTokens } = use;
  await sql`
    insert into model_usage as usage
      (workspace_id, agent_id, day, asked_by, model, questions, input_tokens, output_tokens)
    select workspace_id, id, ${dayOf(nowMs)}::date, ${askedBy}, ${model}, 1, ${inputTokens}, ${outputTokens}
    from agents where id = ${agentId}
    on conflict (workspace_id, agent_id, day, asked_by, model) do update set
      questions = usage.questions + 1,
      input_tokens = usage.input_tokens + excluded.input_tokens,
      output_tokens = usage.output_tokens + excluded.output_tokens`.execute(db);
}

/** How many tokens the backends of an agent have used on this day, of whatever models. */
export async function backendTokensToday(db: Db, agentId: string, nowMs = Date.now()): Promise<number> {
  const row = await db.selectFrom("model_usage")
    .select(sql<string>`coalesce(sum(input_tokens + output_tokens), 0)`.as("tokens"))
    .where("agent_id", "=", agentId).where("day", "=", dayOf(nowMs)).where("asked_by", "=", "backend")
    .executeTakeFirstOrThrow();
  return Number(row.tokens);
}

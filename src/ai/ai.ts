import type { Db } from "../db/mod.ts";
import type { Json, JsonObject } from "../lib/json.ts";
import { Turns } from "../lib/turns.ts";

export interface AiQuestion {
  prompt: string;
  /** JSON Schema of the answer; without one, the answer is text. */
  schema?: JsonObject;
}

export type AiAnswer = { ok: true; value: Json } | { ok: false; code: string; message: string };

export interface Ai {
  /** `gone`: aborted when nobody waits for the answer any more. Never rejects but for the database. */
  generate(agentId: string, question: AiQuestion, gone: AbortSignal): Promise<AiAnswer>;
}

/** As `src/models` answers; `text` is what the model wrote, `json` what was found in it. */
export type AskModel = (question: {
  prompt: string;
  instructions: string;
  schema?: { name: string; schema: JsonObject };
  signal: AbortSignal;
}) => Promise<
  & { usage: { inputTokens: number; outputTokens: number } }
  & ({ ok: true; text: string; json?: Json } | { ok: false; failure: { code: string; message: string } })
>;

const AT_ONCE = 4;
const INSTRUCTIONS = "You answer a question that a program asks. Answer it and nothing else.";

export function createAi(db: Db, ask: AskModel, tokensPerDay: number, now = () => new Date()): Ai {
  const turns = new Turns(AT_ONCE);
  return {
    generate: (agentId, question, gone) =>
      turns.run(agentId, async () => {
        if (await usedToday(db, agentId, now()) >= tokensPerDay) {
          const message =
            `this agent has used its ${tokensPerDay} tokens of today; it gets new ones at 00:00 UTC`;
          return { ok: false, code: "ai_budget_spent", message };
        }
        const { prompt, schema } = question;
        const answer = await ask({
          prompt,
          instructions: INSTRUCTIONS,
          signal: gone,
          ...(schema && { schema: { name: "answer", schema } }),
        });
        await count(db, agentId, now(), answer.usage.inputTokens, answer.usage.outputTokens);
        if (!answer.ok) {
          return { ok: false, code: `ai_${answer.failure.code}`, message: answer.failure.message };
        }
        if (!schema) {
          return { ok: true, value: answer.text };
        }
        return answer.json === undefined
          ? { ok: false, code: "ai_no_json", message: "the model did not answer with JSON" }
          : { ok: true, value: answer.json };
      }),
  };
}

const dayOf = (at: Date) => at.toISOString().slice(0, 10);

async function usedToday(db: Db, agentId: string, at: Date): Promise<number> {
  const row = await db.selectFrom("agent_ai_usage").select(["input_tokens", "output_tokens"])
    .where("agent_id", "=", agentId).where("day", "=", dayOf(at)).executeTakeFirst();
  return Number(row?.input_tokens ?? 0) + Number(row?.output_tokens ?? 0);
}

async function count(db: Db, agentId: string, at: Date, input: number, output: number): Promise<void> {
  const row = { agent_id: agentId, day: dayOf(at), calls: 1, input_tokens: input, output_tokens: output };
  await db.insertInto("agent_ai_usage").values(row).onConflict((conflict) =>
    conflict.columns(["agent_id", "day"]).doUpdateSet((expr) => ({
      calls: expr("agent_ai_usage.calls", "+", 1),
      input_tokens: expr("agent_ai_usage.input_tokens", "+", String(input)),
      output_tokens: expr("agent_ai_usage.output_tokens", "+", String(output)),
    }))
  ).execute();
}

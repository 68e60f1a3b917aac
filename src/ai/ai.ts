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

/** What an agent's backends have used on this day, and may still use. */
export interface AiMeter {
  readonly tokensPerDay: number;
  usedToday(agentId: string): Promise<number>;
  count(agentId: string, usage: { inputTokens: number; outputTokens: number }): Promise<void>;
}

const AT_ONCE = 4;
const INSTRUCTIONS = "You answer a question that a program asks. Answer it and nothing else.";

export function createAi(meter: AiMeter, ask: AskModel): Ai {
  const turns = new Turns(AT_ONCE);
  return {
    generate: (agentId, question, gone) =>
      turns.run(agentId, async () => {
        if (await meter.usedToday(agentId) >= meter.tokensPerDay) {
          const message =
            `this agent has used its ${meter.tokensPerDay} tokens of today; it gets new ones at 00:00 UTC`;
          return { ok: false, code: "ai_budget_spent", message };
        }
        const { prompt, schema } = question;
        const answer = await ask({
          prompt,
          instructions: INSTRUCTIONS,
          signal: gone,
          ...(schema && { schema: { name: "answer", schema } }),
        });
        await meter.count(agentId, answer.usage);
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

import type { AiFailure, AiMeter, AskModel, ModelAnswer } from "./types.ts";

const INSTRUCTIONS = "You answer a question that a program asks. Answer it and nothing else.";

const NOT_CONFIGURED = "there is no model to ask: env.ai works once the platform or the workspace has one";

type Question = Omit<Parameters<AskModel>[0], "instructions" | "agentId">;

/** Asks while there is budget left, and counts what it used when it is over, whatever came of it. */
export async function askMetered(
  meter: AiMeter,
  ask: AskModel,
  agentId: string,
  question: Question,
): Promise<Extract<ModelAnswer, { ok: true }> | AiFailure> {
  if (await meter.usedToday(agentId) >= meter.tokensPerDay) {
    const message =
      `this agent has used its ${meter.tokensPerDay} tokens of today; it gets new ones at 00:00 UTC`;
    return { ok: false, code: "ai_budget_spent", message };
  }
  const answer = await ask({ ...question, agentId, instructions: INSTRUCTIONS });
  if (answer === null) return { ok: false, code: "ai_not_configured", message: NOT_CONFIGURED };
  await meter.count(agentId, { model: answer.model, ...answer.usage });
  if (answer.ok) return answer;
  return { ok: false, code: `ai_${answer.failure.code}`, message: answer.failure.message };
}

import { Turns } from "../lib/turns.ts";
import { askMetered } from "./metered.ts";
import { openStream } from "./stream.ts";
import type { Ai, AiAnswer, AiMeter, AiQuestion, AskModel } from "./types.ts";

const AT_ONCE = 4;

export function createAi(meter: AiMeter, ask: AskModel): Ai {
  const turns = new Turns(AT_ONCE);
  return {
    generate: (agentId, question, gone) =>
      turns.run(agentId, () => generate(meter, ask, agentId, question, gone)),
    stream: (agentId, prompt, gone) =>
      openStream(
        (onText, signal) =>
          turns.run(agentId, () => askMetered(meter, ask, agentId, { prompt, onText, signal })),
        gone,
      ),
  };
}

async function generate(
  meter: AiMeter,
  ask: AskModel,
  agentId: string,
  { prompt, schema }: AiQuestion,
  signal: AbortSignal,
): Promise<AiAnswer> {
  const named = schema && { schema: { name: "answer", schema } };
  const answer = await askMetered(meter, ask, agentId, { prompt, signal, ...named });
  if (!answer.ok) return answer;
  if (!schema) return { ok: true, value: answer.text };
  return answer.json === undefined
    ? { ok: false, code: "ai_no_json", message: "the model did not answer with JSON" }
    : { ok: true, value: answer.json };
}

import type { Json, JsonObject } from "../lib/json.ts";

export interface AiQuestion {
  prompt: string;
  /** JSON Schema of the answer; without one, the answer is text. */
  schema?: JsonObject;
}

export type AiFailure = { ok: false; code: string; message: string };
export type AiAnswer = { ok: true; value: Json } | AiFailure;

/** `body` is the answer's text in UTF-8; it wants to be read to its end or given up, and throws BrokenBody. */
export type AiStream = { ok: true; body: AsyncIterable<Uint8Array> } | AiFailure;

/** `gone`: aborted when nobody waits for the answer any more. Neither rejects but for the database. */
export interface Ai {
  generate(agentId: string, question: AiQuestion, gone: AbortSignal): Promise<AiAnswer>;
  /** Settles with the first piece of the answer, or with why there is none. */
  stream(agentId: string, prompt: string, gone: AbortSignal): Promise<AiStream>;
}

export type ModelAnswer =
  & { model: string; usage: { inputTokens: number; outputTokens: number } }
  & ({ ok: true; text: string; json?: Json } | { ok: false; failure: { code: string; message: string } });

/** As `src/models` answers; `text` is what `model` wrote, `json` what was found in it. Null: there is none to ask. */
export type AskModel = (question: {
  agentId: string;
  prompt: string;
  instructions: string;
  schema?: { name: string; schema: JsonObject };
  signal: AbortSignal;
  onText?: (piece: string) => void | Promise<void>;
}) => Promise<ModelAnswer | null>;

/** What an agent's backends have used on this day, and may still use. */
export interface AiMeter {
  readonly tokensPerDay: number;
  usedToday(agentId: string): Promise<number>;
  count(agentId: string, usage: { model: string; inputTokens: number; outputTokens: number }): Promise<void>;
}

import type { Json, JsonObject } from "../lib/json.ts";

export type ProviderName = "openai-compatible" | "anthropic";

/** An endpoint, and what it may be asked for. */
export interface ModelSettings {
  provider: ProviderName;
  baseUrl: string;
  /** Null: the endpoint takes none, as a local one does. Never logged, never part of a message. */
  apiKey: string | null;
  /** By name; the first is asked when nobody says which. */
  names: readonly string[];
  limits: ModelLimits;
  /** How to reach it, where that is not `fetch` itself. */
  fetch?: typeof fetch;
}

export interface ModelLimits {
  /** From the question to the first token: a local model may have to be loaded. */
  firstTokenMs: number;
  betweenTokensMs: number;
  /** From the question to the last token, retries included. */
  totalMs: number;
  /** Of one answer as it comes over the wire, unpacked. */
  maxBodyBytes: number;
  maxAnswerCharacters: number;
  /** What the model is told it may write in one answer. Null: the provider's own limit. */
  maxOutputTokens: number | null;
}

export interface ModelQuestion {
  /** One of the configured names. */
  model: string;
  instructions: string;
  prompt: string;
  /** The answer shall be JSON of this schema. Its `name` is seen by the provider. */
  schema?: { name: string; schema: JsonObject };
  /** Shorter than the configured time, for a caller that has less. */
  totalMs?: number;
  /** Aborted when nobody waits for the answer any more. */
  signal?: AbortSignal;
  /** Called now and then while the model writes, with how much there is. */
  onProgress?: (characters: number) => void;
  /**
   * Called with each piece of the answer as it comes; the next one waits for it. Once there was one, the question is not
   * asked again: what has been passed on can't be taken back.
   */
  onText?: (piece: string) => void | Promise<void>;
  /** Called before a question is asked again, with why and when. */
  onRetry?: (message: string) => void;
}

export interface ModelUsage {
  inputTokens: number;
  outputTokens: number;
}

/** How the answer was asked for: the first of these that the endpoint understands. */
export const ANSWER_FORMS = ["json_schema", "json_object", "text"] as const;
export type AnswerForm = typeof ANSWER_FORMS[number];

export type ModelAnswer =
  | {
    ok: true;
    text: string;
    /** The JSON in the text, wherever it stood; absent when there is none, or none was asked for. */
    json?: Json;
    form: AnswerForm;
    usage: ModelUsage;
  }
  | { ok: false; failure: ModelFailure; usage: ModelUsage };

export type ModelFailureCode =
  | "unauthorized"
  | "model_not_found"
  | "request_refused"
  | "rate_limited"
  | "unavailable"
  | "unreachable"
  | "redirected"
  | "address_not_allowed"
  | "timeout"
  | "answer_too_large"
  | "broken_off"
  | "empty_answer"
  | "cut_off"
  | "content_filtered"
  | "cancelled";

export interface ModelFailure {
  code: ModelFailureCode;
  /** What happened, for the person who waits; no key and no prompt is in it. */
  message: string;
  /** The status that the endpoint answered with, where it answered. */
  status?: number;
  /** How long the endpoint asks to be left alone. */
  retryAfterMs?: number;
}

/** Asks models. Never rejects: what goes wrong is an answer that says so. */
export interface Models {
  readonly provider: ProviderName;
  readonly names: readonly string[];
  generate(question: ModelQuestion): Promise<ModelAnswer>;
}

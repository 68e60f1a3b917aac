import { TooSlow } from "./deadlines.ts";
import { WireError } from "./guarded_fetch.ts";
import type { ModelFailure, ModelFailureCode, ModelLimits } from "./types.ts";

const MAX_QUOTED_CHARACTERS = 300;

/** What an HTTP answer of the endpoint says, as far as the SDK tells; its own class is known only once it is loaded. */
interface HttpFailure {
  statusCode?: number;
  message?: string;
  responseHeaders?: Record<string, string>;
}

/** The text that an endpoint gave goes to the person who waits, so nothing that is secret may be in it. */
export function failureOf(error: unknown, secret: string | null, nowMs: number): ModelFailure {
  const causes = [...causesOf(error)];
  // The SDK wraps what broke an answer in an error of its own, with the status that the answer began with.
  for (const cause of causes) {
    if (cause instanceof WireError) return { code: cause.code, message: cause.message };
    if (cause instanceof TooSlow) return { code: "timeout", message: cause.message };
  }
  const http = causes.find((cause): cause is HttpFailure => "statusCode" in cause);
  if (http?.statusCode !== undefined) return httpFailure(http, http.statusCode, secret, nowMs);
  if (error instanceof DOMException && error.name === "AbortError") {
    return { code: "cancelled", message: "nobody waits for the answer any more" };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { code: "broken_off", message: `the answer could not be read: ${quoted(message, secret)}` };
}

/** The model was stopped in the middle of its answer, by a limit or by its provider. */
export function unfinished(code: "cut_off" | "content_filtered", limits: ModelLimits): ModelFailure {
  if (code === "content_filtered") {
    return { code, message: "the provider's content filter stopped the answer" };
  }
  const limit = limits.maxOutputTokens === null
    ? "the provider's limit of output tokens"
    : `${limits.maxOutputTokens} output tokens`;
  const mend = "raise AXTL_MODEL_MAX_OUTPUT_TOKENS as far as the model allows, or ask for less at once";
  return { code, message: `the answer was cut off at ${limit}; ${mend}` };
}

function* causesOf(error: unknown): Generator<object> {
  for (let depth = 0; depth < 5 && typeof error === "object" && error !== null; depth++) {
    yield error;
    error = (error as { cause?: unknown; lastError?: unknown }).cause ??
      (error as { lastError?: unknown }).lastError;
  }
}

const MEANINGS: Readonly<Record<number, [ModelFailureCode, string]>> = {
  401: [
    "unauthorized",
    "the endpoint does not take the key; see AXTL_MODEL_API_KEY, or the workspace's model settings",
  ],
  403: [
    "unauthorized",
    "the key may not use this model; see AXTL_MODEL_API_KEY, or the workspace's model settings",
  ],
  404: [
    "model_not_found",
    "the endpoint has no such model, or nothing at this path; see AXTL_MODEL and AXTL_MODEL_BASE_URL",
  ],
  408: ["unavailable", "the endpoint ran out of time"],
  429: ["rate_limited", "the endpoint has had too many questions"],
};

function httpFailure(
  { message = "", responseHeaders = {} }: HttpFailure,
  status: number,
  secret: string | null,
  nowMs: number,
): ModelFailure {
  const known = MEANINGS[status];
  if (known) {
    const retryAfterMs = status === 429 ? retryAfter(responseHeaders, nowMs) : undefined;
    return { code: known[0], message: known[1], status, ...(retryAfterMs !== undefined && { retryAfterMs }) };
  }
  if (status >= 500) {
    const retryAfterMs = retryAfter(responseHeaders, nowMs);
    const message = `the endpoint answers with status ${status}`;
    return { code: "unavailable", message, status, ...(retryAfterMs !== undefined && { retryAfterMs }) };
  }
  const said = quoted(message, secret);
  return {
    code: "request_refused",
    message: `the endpoint refuses the question (${status}): ${said}`,
    status,
  };
}

/** Seconds or a date (RFC 9110, 10.2.3); OpenAI adds one in milliseconds. */
function retryAfter(headers: Record<string, string>, nowMs: number): number | undefined {
  const inMs = Number(headers["retry-after-ms"] ?? NaN);
  if (inMs >= 0) return inMs;
  const text = headers["retry-after"];
  if (text === undefined) return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(at - nowMs, 0);
}

function quoted(text: string, secret: string | null): string {
  const open = secret ? text.replaceAll(secret, "[key]") : text;
  return open.replace(/\s+/g, " ").slice(0, MAX_QUOTED_CHARACTERS);
}

import { decodeJsonText } from "../lib/json_text.ts";
import type { Answered } from "../runtime/mod.ts";

const JSON_TYPE = /^application\/(?:[^;]+\+)?json\b/i;
const TEXT_TYPE = /^(?:text\/|application\/(?:(?:[^;]+\+)?(?:json|xml)|javascript|x-www-form-urlencoded)\b)/i;
const OTHER_CHARSET = /;\s*charset\s*=\s*"?(?!utf-8\b)/i;
const decoder = new TextDecoder("utf-8", { fatal: true });

/** The answer to a call that arrived, whatever the backend said: `{"data":{"status","ok","latencyMs","response"}}`. */
export function envelope(answer: Answered): string {
  return `{"data":${enveloped(answer)}}`;
}

/** What stands under `data`. */
export function enveloped(answer: Answered): string {
  return `{${resultMembers(answer)},"response":${responseOf(answer)}}`;
}

/** The same without the response, for one that has gone ahead. */
export function result(answer: Answered): string {
  return `{${resultMembers(answer)}}`;
}

/** What the backend said, as JSON text. */
export function responseOf({ headers, body }: Answered): string {
  return responseText(contentTypeOf(headers), body);
}

function resultMembers({ status, timing }: Answered): string {
  const ok = status >= 200 && status <= 299;
  const latencyMs = Math.round(timing.queueMs + timing.bootMs + timing.runMs);
  return `"status":${status},"ok":${ok},"latencyMs":${latencyMs}`;
}

/** A backend's body as JSON text. What calls itself JSON but isn't becomes text, and text that isn't UTF-8 bytes. */
function responseText(contentType: string, body: Uint8Array): string {
  if (body.length === 0) return "null";
  const json = JSON_TYPE.test(contentType) ? jsonText(body) : null;
  if (json !== null) return json;
  if (contentType === "") return JSON.stringify(plainText(body) ?? binary("application/octet-stream", body));
  const isText = TEXT_TYPE.test(contentType) && !OTHER_CHARSET.test(contentType);
  const text = isText ? plainText(body) : null;
  return JSON.stringify(text ?? binary(contentType, body));
}

function binary(contentType: string, body: Uint8Array): { contentType: string; base64: string } {
  return { contentType, base64: body.toBase64() };
}

/** JSON is passed on as it was written: parsed to be sure of it, but not written anew. */
function jsonText(body: Uint8Array): string | null {
  const decoded = decodeJsonText(body);
  if (!decoded.ok) return null;
  try {
    JSON.parse(decoded.text);
    return decoded.text;
  } catch {
    return null;
  }
}

function plainText(body: Uint8Array): string | null {
  try {
    return decoder.decode(body);
  } catch {
    return null;
  }
}

/** Empty where the backend named none: what reads as text is text then. */
function contentTypeOf(headers: readonly [string, string][]): string {
  const header = headers.find(([name]) => name === "content-type");
  return header?.[1] ?? "";
}

import type { Deadlines } from "../lib/deadlines.ts";
import { decodeJsonText } from "../lib/json_text.ts";
import { bodyTimeout, payloadTooLarge, unsupportedEncoding } from "../lib/refusals.ts";
import { invalidJson, unsupportedContentType } from "./refusals.ts";

export type BodyLimits = { readonly maxBodyBytes: number; readonly deadlines: Deadlines };

type Bytes = Uint8Array<ArrayBuffer>;

/** `application/json` or any `+json` type, in UTF-8 where a charset is named. */
const JSON_TYPE = /^application\/(?:[\w!#$&^.-]+\+)?json(?:\s*;\s*charset\s*=\s*"?utf-8"?)?\s*;?\s*$/i;

/**
 * The body's bytes, as sent. Throws the Problem to answer with, checking size, then content type, then JSON, which is
 * the order that the API promises.
 */
export async function readJsonBody(request: Request, limits: BodyLimits): Promise<Bytes> {
  const bytes = await readBytes(request, limits);
  requireJsonType(request.headers);
  requireJson(bytes);
  return bytes;
}

async function readBytes(request: Request, { maxBodyBytes, deadlines }: BodyLimits): Promise<Bytes> {
  const declaredBytes = request.headers.get("content-length");
  if (Number(declaredBytes) > maxBodyBytes) throw payloadTooLarge(maxBodyBytes);
  const reading = declaredBytes === null ? readUpTo(request, maxBodyBytes) : request.bytes();
  return await deadlines.race(reading, () => bodyTimeout(deadlines.timeoutMs));
}

/** Without a declared length the limit is found on the way; the rest of the body is not taken in. */
async function readUpTo(request: Request, maxBytes: number): Promise<Bytes> {
  const parts: Bytes[] = [];
  let sizeBytes = 0;
  for await (const part of request.body ?? []) {
    sizeBytes += part.length;
    if (sizeBytes > maxBytes) throw payloadTooLarge(maxBytes);
    parts.push(part);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

function requireJsonType(headers: Headers): void {
  const type = headers.get("content-type");
  if (type === null || (type !== "application/json" && !JSON_TYPE.test(type))) throw unsupportedContentType();
  if ((headers.get("content-encoding") ?? "identity") !== "identity") throw unsupportedEncoding();
}

function requireJson(bytes: Bytes): void {
  if (bytes.length === 0) throw invalidJson("The body is empty. Send a JSON value; `{}` will do.");
  const decoded = decodeJsonText(bytes);
  if (!decoded.ok) throw invalidJson(decoded.message);
  try {
    JSON.parse(decoded.text);
  } catch (error) {
    throw invalidJson(
      `The body is not valid JSON: ${error instanceof Error ? error.message : "unreadable"}.`,
    );
  }
}

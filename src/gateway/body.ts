import { decodeJsonText } from "../lib/json_text.ts";
import { type BodyLimits, readBody } from "../lib/read_body.ts";
import { unsupportedEncoding } from "../lib/refusals.ts";
import { invalidJson, unsupportedContentType } from "./refusals.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** `application/json` or any `+json` type, in UTF-8 where a charset is named. */
const JSON_TYPE = /^application\/(?:[\w!#$&^.-]+\+)?json(?:\s*;\s*charset\s*=\s*"?utf-8"?)?\s*;?\s*$/i;

/**
 * The body's bytes, as sent. Throws the Problem to answer with, checking size, then content type, then JSON, which is
 * the order that the API promises.
 */
export async function readJsonBody(request: Request, limits: BodyLimits): Promise<Bytes> {
  const bytes = await readBody(request, limits);
  requireJsonType(request.headers);
  requireJson(bytes);
  return bytes;
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

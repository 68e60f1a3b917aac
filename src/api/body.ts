import { createMiddleware } from "hono/factory";
import { Deadlines } from "../lib/deadlines.ts";
import { decodeJsonText } from "../lib/json_text.ts";
import { Problem } from "../lib/problem.ts";
import { readBody } from "../lib/read_body.ts";
import { unsupportedEncoding } from "../lib/refusals.ts";

const MOST_BYTES = 1_048_576;
/** A tree of files may weigh 5 MiB; written as JSON, escapes make it heavier. */
const MOST_UPLOAD_BYTES = 10_485_760;
const UPLOAD_PATH = /^\/v1\/agents(\/[^/]+\/versions)?$/;

/** No id, slug or file name of ours has a control character in it, and Postgres can't even look for a NUL. */
export const refuseOddPath = createMiddleware((c, next) =>
  hasControlCharacter(c.req.path) ? Promise.resolve(c.notFound()) : next()
);

function hasControlCharacter(path: string): boolean {
  try {
    return /\p{Cc}/u.test(decodeURIComponent(path));
  } catch {
    return true;
  }
}

/**
 * Takes the body in whole, up to a size and within a deadline, and refuses JSON that is not UTF-8 or is nested so deeply
 * that parsing it would hold everybody up. An empty body is an empty object: clients that always name a content type
 * mean no more.
 */
export function takeBody(timeoutMs: number) {
  const deadlines = new Deadlines(timeoutMs);
  return createMiddleware(async (c, next) => {
    if (c.req.method === "GET") return await next();
    const maxBodyBytes = UPLOAD_PATH.test(c.req.path) ? MOST_UPLOAD_BYTES : MOST_BYTES;
    const bytes = await readBody(c.req.raw, { maxBodyBytes, deadlines });
    refuseEncoded(c.req.header("Content-Encoding"));
    const isJson = JSON_TYPE.test(c.req.header("Content-Type") ?? "");
    if (isJson) refuseUnreadable(bytes);
    const { url, method, headers } = c.req.raw;
    c.req.raw = new Request(url, { method, headers, body: isJson && bytes.length === 0 ? "{}" : bytes });
    await next();
  });
}

function refuseUnreadable(bytes: Uint8Array): void {
  const decoded = decodeJsonText(bytes);
  if (!decoded.ok) throw new Problem(400, "invalid_json", decoded.message);
}

const JSON_TYPE = /^application\/([a-z.-]+\+)?json\b/i;

function refuseEncoded(encoding: string | undefined): void {
  if (encoding === undefined || encoding.toLowerCase() === "identity") return;
  throw unsupportedEncoding();
}

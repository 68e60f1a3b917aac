import type { HonoRequest } from "hono";
import { bodyLimit } from "hono/body-limit";
import { createMiddleware } from "hono/factory";
import { Deadlines } from "../lib/deadlines.ts";
import { decodeJsonText } from "../lib/json_text.ts";
import { Problem } from "../lib/problem.ts";
import { BODY_TIMEOUT_MS, bodyTimeout, payloadTooLarge, unsupportedEncoding } from "../lib/refusals.ts";

const MOST_BYTES = 1_048_576;
/** A tree of files may weigh 5 MiB; written as JSON, escapes make it heavier. */
const MOST_UPLOAD_BYTES = 10_485_760;
const UPLOAD_PATH = /^\/v1\/agents(\/[^/]+\/versions)?$/;

const limitOf = (maxBytes: number) =>
  bodyLimit({
    maxSize: maxBytes,
    onError: () => {
      throw payloadTooLarge(maxBytes);
    },
  });

const plainLimit = limitOf(MOST_BYTES);
const uploadLimit = limitOf(MOST_UPLOAD_BYTES);

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

/** Refuses a body that is too large, from its Content-Length or while it comes. */
export const limitBody = createMiddleware((c, next) =>
  UPLOAD_PATH.test(c.req.path) ? uploadLimit(c, next) : plainLimit(c, next)
);

const deadlines = new Deadlines(BODY_TIMEOUT_MS);

/**
 * Reads the body whole, within a deadline, and refuses JSON that is not UTF-8 or is nested so deeply that parsing it
 * would hold everybody up. An empty body is an empty object: clients that always name a content type mean no more.
 */
export const readBody = createMiddleware(async (c, next) => {
  refuseEncoded(c.req.header("Content-Encoding"));
  const bytes = new Uint8Array(await deadlines.race(c.req.arrayBuffer(), () => bodyTimeout(BODY_TIMEOUT_MS)));
  if (JSON_TYPE.test(c.req.header("Content-Type") ?? "")) {
    const decoded = decodeJsonText(bytes);
    if (!decoded.ok) throw new Problem(400, "invalid_json", decoded.message);
    if (bytes.length === 0) replaceBody(c.req, "{}");
  }
  await next();
});

const JSON_TYPE = /^application\/([a-z.-]+\+)?json\b/i;

/** What was read of the body before is remembered by the request, and has to be forgotten as well. */
function replaceBody(request: HonoRequest, body: string): void {
  const { url, method, headers } = request.raw;
  request.raw = new Request(url, { method, headers, body });
  request.bodyCache = {};
}

function refuseEncoded(encoding: string | undefined): void {
  if (encoding === undefined || encoding.toLowerCase() === "identity") return;
  throw unsupportedEncoding();
}

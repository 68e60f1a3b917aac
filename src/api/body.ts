import { bodyLimit } from "hono/body-limit";
import { createMiddleware } from "hono/factory";
import { decodeJsonText } from "../lib/json_text.ts";
import { Problem } from "../lib/problem.ts";

const MOST_BYTES = 1_048_576;
/** A tree of files may weigh 5 MiB; written as JSON, escapes make it heavier. */
const MOST_UPLOAD_BYTES = 10_485_760;
const UPLOAD_PATH = /^\/v1\/agents(\/[^/]+\/versions)?$/;

const limitOf = (maxBytes: number) =>
  bodyLimit({
    maxSize: maxBytes,
    onError: () => {
      throw new Problem(413, "payload_too_large", `The body is larger than ${maxBytes} bytes.`, {
        details: { maxBytes },
      });
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

/** Refuses JSON that is not UTF-8, or nested so deeply that parsing it would hold everybody up. */
export const checkJsonText = createMiddleware(async (c, next) => {
  const isJson = /^application\/([a-z.-]+\+)?json\b/i.test(c.req.header("Content-Type") ?? "");
  if (isJson && c.req.raw.body !== null) {
    const decoded = decodeJsonText(new Uint8Array(await c.req.arrayBuffer()));
    if (!decoded.ok) throw new Problem(400, "invalid_json", decoded.message);
  }
  await next();
});

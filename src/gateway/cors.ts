import { newId } from "../lib/ids.ts";
import type { Connection } from "./client_address.ts";

type Handler = (request: Request, connection: Connection) => Promise<Response>;

const ALLOWED_HEADERS =
  "authorization, content-type, accept, idempotency-key, prefer, x-callback-url, x-request-id";
const EXPOSED_HEADERS = "x-request-id, x-axtl-version, idempotent-replay, location, preference-applied, " +
  "ratelimit, ratelimit-policy, retry-after";
/** As long as browsers remember it at most. */
const REMEMBER_SECONDS = "7200";

/**
 * Lets scripts on pages of these origins (or of all: `*`) call `handle` and read its answers, refusals included.
 * No cookie is involved: what lets a caller in is the key that the script sends. Without origins, `handle` itself.
 */
export function allowOrigins(origins: readonly string[], handle: Handler, methods = "POST"): Handler {
  if (origins.length === 0) return handle;
  const all = origins.includes("*");
  return async (request, connection) => {
    const origin = request.headers.get("origin");
    if (origin === null || !(all || origins.includes(origin))) return await handle(request, connection);
    if (isPreflight(request)) return preflight(origin, methods);
    const response = await handle(request, connection);
    for (const [name, value] of Object.entries(readableBy(origin))) response.headers.set(name, value);
    return response;
  };
}

function isPreflight({ method, headers }: Request): boolean {
  return method === "OPTIONS" && headers.has("access-control-request-method");
}

function preflight(origin: string, methods: string): Response {
  const headers = {
    ...readableBy(origin),
    "access-control-allow-methods": methods,
    "access-control-allow-headers": ALLOWED_HEADERS,
    "access-control-max-age": REMEMBER_SECONDS,
    "x-request-id": newId("req"),
  };
  return new Response(null, { status: 204, headers });
}

function readableBy(origin: string): Record<string, string> {
  return {
    "access-control-allow-origin": origin,
    "access-control-expose-headers": EXPOSED_HEADERS,
    "vary": "origin",
  };
}

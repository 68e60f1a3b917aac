import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { timingSafeEqual } from "node:crypto";
import { hashCredential } from "../lib/credentials.ts";
import { METRICS_TYPE } from "../metrics/mod.ts";
import { authenticate } from "./auth.ts";
import type { ApiDeps, ApiEnv } from "./context.ts";
import { bearer, problems } from "./schemas.ts";

const read = createRoute({
  method: "get",
  path: "/metrics",
  summary: "What this node has counted, as Prometheus reads it",
  description: "For the bearer of a platform token, or of AXTL_METRICS_TOKEN.",
  tags: ["The platform"],
  security: bearer,
  responses: {
    200: { description: "The metrics", content: { "text/plain": { schema: z.string() } } },
    ...problems(401),
  },
});

/** Checks its caller itself: a token of its own works also while the database, which knows the others, is away. */
export function metricsRoute(api: OpenAPIHono<ApiEnv>, { metrics, metricsToken, tokens }: ApiDeps): void {
  api.openapi(read, async (c) => {
    const header = c.req.header("Authorization");
    if (!isBearerOf(header, metricsToken)) await authenticate(tokens, header);
    return c.body(await metrics.read(), 200, { "Content-Type": METRICS_TYPE }) as never;
  });
}

/** Hashes are compared, so the time it takes tells nothing of the token, not even its length. */
function isBearerOf(header: string | undefined, token: string | null): boolean {
  if (token === null || header === undefined) return false;
  return timingSafeEqual(digest(header), digest(`Bearer ${token}`));
}

function digest(text: string): Uint8Array {
  return new TextEncoder().encode(hashCredential(text, "metrics"));
}

import { createMiddleware } from "hono/factory";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import {
  answerOf,
  fingerprintOf,
  type Idempotency,
  IDEMPOTENCY_HEADER,
  onceProblem,
  REPLAY_HEADER,
  requireIdempotencyKey,
} from "../idempotency/mod.ts";
import type { ApiEnv } from "./context.ts";

/**
 * A POST that names an `Idempotency-Key` is done once. Only what was done is kept: a refusal changed nothing, so the
 * same request may be tried again.
 */
export function repeatable(idempotency: Idempotency) {
  return createMiddleware<ApiEnv>(async (c, next) => {
    const key = c.req.header(IDEMPOTENCY_HEADER);
    if (key === undefined || c.req.method !== "POST") return await next();
    requireIdempotencyKey(key);
    const { pathname, search } = new URL(c.req.url);
    const body = new Uint8Array(await c.req.arrayBuffer());
    const equal = {
      // A hash, since a path may be as long as it likes.
      scope: `${c.get("workspaceId")} ${fingerprintOf(pathname)}`,
      key,
      fingerprint: fingerprintOf(search, c.req.header("Content-Type") ?? "", body),
    };
    const result = await idempotency.once(equal, async () => {
      await next();
      return { answer: await answerOf(c.res.clone()), keep: c.res.ok };
    });
    if (result.kind === "reused" || result.kind === "in_use") throw onceProblem(result.kind);
    if (result.kind === "ran") return;
    const { status, headers, body: text } = result.answer;
    return c.body(text, status as ContentfulStatusCode, { ...headers, ...REPLAY_HEADER });
  });
}

import type { Hook, OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { isUnavailable } from "../db/mod.ts";
import type { Log } from "../lib/log.ts";
import { Problem } from "../lib/problem.ts";
import { databaseAway } from "../lib/refusals.ts";
import type { ApiEnv } from "./context.ts";
import { invalidFields, issuesOf } from "./invalid.ts";

/** Where every error of the control API becomes an answer. What is not a Problem is a bug, and says nothing of itself. */
export function handleErrors(api: OpenAPIHono<ApiEnv>, log: Log): void {
  api.onError((error, c) => {
    if (error instanceof Problem) return answer(c, error);
    if (error instanceof HTTPException) return answer(c, httpProblem(error));
    if (isUnavailable(error)) return answer(c, databaseAway());
    log.error("api: unexpected error", error, { requestId: c.get("requestId"), path: c.req.path });
    return answer(
      c,
      new Problem(500, "internal_error", "Something went wrong here; it is not your request's fault."),
    );
  });
  api.notFound((c) => answer(c, notFound(api, c)));
}

/** Turns what zod found into a 422. */
// deno-lint-ignore no-explicit-any -- the hook is the same for every route's types
export const refuseInvalid: Hook<any, ApiEnv, any, any> = (result) => {
  if (!result.success) throw invalidFields(issuesOf(result.error, result.target));
};

function answer(c: Context, problem: Problem): Response {
  for (const [name, value] of Object.entries(problem.headers)) c.header(name, value);
  return c.json(problem.body(), problem.status as ContentfulStatusCode);
}

/** The framework's own refusals, which come from reading a body. */
function httpProblem(error: HTTPException): Problem {
  if (error.status === 415) {
    return new Problem(
      415,
      "unsupported_content_type",
      "Send the body as JSON, with `Content-Type: application/json`.",
    );
  }
  return new Problem(400, "invalid_json", "The body is not valid JSON.");
}

/** 405 where another method would have found something, else 404. */
function notFound(api: OpenAPIHono<ApiEnv>, c: Context): Problem {
  const allowed = ["GET", "POST", "PUT", "DELETE"].filter((method) => hasRoute(api, method, c.req.path));
  if (allowed.length === 0 || allowed.includes(c.req.method)) {
    return new Problem(404, "route_not_found", "There is no such endpoint; /docs lists them all.");
  }
  return new Problem(405, "method_not_allowed", `This endpoint takes ${allowed.join(" or ")}.`, {
    headers: { Allow: allowed.join(", ") },
  });
}

/** Middleware is registered under method ALL and does not count. */
function hasRoute(api: OpenAPIHono<ApiEnv>, method: string, path: string): boolean {
  const [matches] = api.router.match(method, path);
  return matches.some(([[, route]]) => route.method === method);
}

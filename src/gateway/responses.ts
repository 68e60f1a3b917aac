import { isUnavailable } from "../db/mod.ts";
import type { Log } from "../lib/log.ts";
import { Problem } from "../lib/problem.ts";
import { databaseAway } from "../lib/refusals.ts";
import type { Call } from "./call.ts";
import { quotaHeaders } from "./limit.ts";
import type { Quota } from "./quotas.ts";

/** An answer with the headers that every answer has. The version is told once a deployment has been found. */
export function response(
  status: number,
  body: BodyInit,
  { requestId, target, quota }: Call,
  more: Readonly<Record<string, string>>,
): Response {
  // Headers that are set afterwards cost half of those that the constructor is given.
  const made = status === 200 ? new Response(body) : new Response(body, { status });
  const { headers } = made;
  for (const name in more) headers.set(name, more[name]!);
  headers.append("x-request-id", requestId);
  if (target !== undefined) headers.append("x-axtl-version", String(target.version));
  if (quota !== undefined) setQuotaHeaders(headers, quota);
  return made;
}

function setQuotaHeaders(headers: Headers, quota: Quota): void {
  for (const [name, value] of Object.entries(quotaHeaders(quota))) headers.set(name, value);
}

export function jsonResponse(
  status: number,
  body: string,
  call: Call,
  more?: Readonly<Record<string, string>>,
): Response {
  return response(status, body, call, more === undefined ? JSON_TYPE : { ...JSON_TYPE, ...more });
}

const JSON_TYPE = { "content-type": "application/json" };

/** The answer to a refused call. What is not a Problem is a bug of ours: logged, and told in one fixed sentence. */
export function refuse(error: unknown, call: Call, log: Log): Response {
  const problem = call.refusal = problemOf(error, call, log);
  return jsonResponse(problem.status, JSON.stringify(problem.body()), call, problem.headers);
}

export function problemOf(error: unknown, call: Call, log: Log): Problem {
  if (error instanceof Problem) return error;
  if (isUnavailable(error)) return databaseAway();
  log.error("a call failed inside the gateway", error, { requestId: call.requestId, slug: call.slug });
  return new Problem(500, "internal_error", "Something went wrong on our side. It has been logged.");
}

import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Db } from "../db/mod.ts";
import { findInvocation, listInvocations, type StoredInvocation } from "../invocations/mod.ts";
import { Problem } from "../lib/problem.ts";
import { linesOfRequest } from "../logs/mod.ts";
import { type ApiDeps, type ApiEnv, requireAgent } from "./context.ts";
import { lineSchema, lineView } from "./logs.ts";
import { agentParams, bearer, idSchema, many, one, pageQuery, problems, timestamp } from "./schemas.ts";

const tags = ["Invocation records"];

const requestIdSchema = z.string().max(128).regex(/^[A-Za-z0-9._-]+$/, "takes the X-Request-Id of a call");

const momentSchema = z.iso.datetime({ offset: true, error: "takes a time like 2026-01-31T09:00:00Z" })
  .transform((text) => new Date(text)).optional().openapi({ type: "string", format: "date-time" });

const recordSchema = z.object({
  id: z.string(),
  requestId: z.string().openapi({ description: "The answer's X-Request-Id." }),
  at: timestamp.openapi({ description: "When the call began." }),
  agentId: z.string(),
  version: z.int().nullable().openapi({
    description: "Null: refused before a deployment was looked for.",
  }),
  keyId: z.string(),
  status: z.int().openapi({
    description: "The backend's own status, or that of the error which the caller got instead.",
  }),
  ok: z.boolean().openapi({ description: "The backend answered, with 200 to 299." }),
  error: z.object({
    code: z.string().openapi({ example: "endpoint_unreachable" }),
    reason: z.string().nullable().openapi({
      description: "How the backend failed: `timeout`, `crashed`, `memory_limit`, …",
      example: "memory_limit",
    }),
    cause: z.string().nullable().openapi({
      description: "The limits it hit and the last lines of its stderr. Callers are never told.",
    }),
  }).nullable().openapi({ description: "Null: the backend answered." }),
  latency: z.object({
    totalMs: z.number(),
    queueMs: z.number().nullable().openapi({ description: "Null, as those below: it never got so far." }),
    bootMs: z.number().nullable(),
    runMs: z.number().nullable(),
  }),
  cold: z.boolean().nullable().openapi({ description: "The call found no sandbox ready." }),
  requestBytes: z.int(),
  responseBytes: z.int(),
}).openapi("InvocationRecord");

const filters = {
  status: z.coerce.number("takes an HTTP status").int().min(100).max(599).optional(),
  ok: z.enum(["true", "false"], "takes true or false").transform((text) => text === "true").optional()
    .openapi({ type: "string", enum: ["true", "false"] }),
  keyId: idSchema.optional(),
  code: z.string().max(60).regex(/^[a-z_]+$/, "takes an error code").optional(),
  requestId: requestIdSchema.optional(),
  from: momentSchema.openapi({ description: "Calls that began at this time or later." }),
  to: momentSchema.openapi({ description: "Calls that began before this time." }),
};

const list = createRoute({
  method: "get",
  path: "/v1/agents/{agentId}/invocations",
  summary: "List the calls of an agent, newest first",
  description: "Every call that got past its key, 250 ms after it ended at the latest.",
  tags,
  security: bearer,
  request: { params: agentParams, query: pageQuery.extend(filters) },
  responses: { 200: many(recordSchema, "The records"), ...problems(400, 401, 404, 422) },
});

const get = createRoute({
  method: "get",
  path: "/v1/agents/{agentId}/invocations/{requestId}",
  summary: "Get the record of one call, with the log lines it wrote",
  description: "The newest, where callers used the same X-Request-Id for several calls.",
  tags,
  security: bearer,
  request: {
    params: agentParams.extend({ requestId: z.string().openapi({ example: "req_01k9…" }) }),
  },
  responses: {
    200: one(recordSchema.extend({ logs: z.array(lineSchema) }), "The record"),
    ...problems(401, 404),
  },
});

export function invocationRoutes(api: OpenAPIHono<ApiEnv>, { db }: ApiDeps): void {
  api.openapi(list, async (c) => {
    const agent = await requireAgent(db, c.get("workspaceId"), c.req.valid("param").agentId);
    const query = c.req.valid("query");
    const { rows, nextCursor } = await listInvocations(db, agent.id, query, query);
    return c.json({ data: rows.map(recordView), nextCursor }, 200);
  });

  api.openapi(get, async (c) => {
    const { agentId, requestId } = c.req.valid("param");
    const agent = await requireAgent(db, c.get("workspaceId"), agentId);
    const record = await requireInvocation(db, agent.id, requestId);
    const lines = await linesOfRequest(db, agent.id, requestId);
    return c.json({ data: { ...recordView(record), logs: lines.map(lineView) } }, 200);
  });
}

async function requireInvocation(db: Db, agentId: string, requestId: string): Promise<StoredInvocation> {
  const record = await findInvocation(db, agentId, requestId);
  if (record) return record;
  throw new Problem(
    404,
    "invocation_not_found",
    "The agent has no record of a call with this request id. It may not be written yet (250 ms), or be too old.",
  );
}

function recordView(record: StoredInvocation) {
  return {
    id: record.id,
    requestId: record.request_id,
    at: record.at.toISOString(),
    agentId: record.agent_id,
    version: record.version,
    keyId: record.key_id,
    status: record.status,
    ok: record.ok,
    error: record.code === null ? null : { code: record.code, reason: record.reason, cause: record.cause },
    latency: {
      totalMs: record.total_ms,
      queueMs: record.queue_ms,
      bootMs: record.boot_ms,
      runMs: record.run_ms,
    },
    cold: record.cold,
    requestBytes: record.request_bytes,
    responseBytes: record.response_bytes,
  };
}

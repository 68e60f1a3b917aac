import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { streamSSE } from "hono/streaming";
import { type Agent, findAgentById } from "../agents/mod.ts";
import { leastId } from "../lib/ids.ts";
import { followLogs, listLogs, type LogFilter, type StoredLine } from "../logs/mod.ts";
import { authenticate } from "./auth.ts";
import { agentNotFound, type ApiDeps, type ApiEnv, requireAgent } from "./context.ts";
import { agentParams, bearer, many, pageQuery, problems, timestamp } from "./schemas.ts";
import { untilGone } from "./sse.ts";
import {
  mintStreamToken,
  requireStreamToken,
  streamTokenQuery,
  streamTokenResponses,
} from "./stream_token.ts";

const tags = ["Logs"];

export const lineSchema = z.object({
  id: z.string(),
  at: timestamp,
  level: z.enum(["debug", "info", "warn", "error"]),
  text: z.string(),
  requestId: z.string().nullable().openapi({ description: "The call that wrote it; null: none did." }),
  version: z.int(),
}).openapi("LogLine");

const filters = {
  level: z.enum(["debug", "info", "warn", "error"]).optional().openapi({
    description: "Lines of this level alone.",
  }),
  requestId: z.string().max(128).regex(/^[A-Za-z0-9._-]+$/, "takes the X-Request-Id of a call").optional(),
};

const list = createRoute({
  method: "get",
  path: "/v1/agents/{agentId}/logs",
  summary: "List what the agent's backend wrote to its console, newest first",
  description: "The last 10,000 lines of the last 7 days. A line is there 250 ms after it was written.",
  tags,
  security: bearer,
  request: { params: agentParams, query: pageQuery.extend(filters) },
  responses: { 200: many(lineSchema, "The lines"), ...problems(400, 401, 404, 422) },
});

const mintToken = createRoute({
  method: "post",
  path: "/v1/agents/{agentId}/logs/stream-token",
  summary: "Mint a token that opens this agent's log stream, for EventSource in a browser",
  tags,
  security: bearer,
  request: { params: agentParams },
  responses: streamTokenResponses,
});

const stream = createRoute({
  method: "get",
  path: "/v1/agents/{agentId}/logs/stream",
  summary: "Follow the agent's log by server-sent events: one `line` event for each, from now on",
  tags,
  security: [...bearer, { linkToken: [] }],
  request: {
    params: agentParams,
    query: z.object({ ...filters, ...streamTokenQuery }),
    headers: z.object({
      "last-event-id": z.string().max(40).regex(/^log_[0-9a-z]+$/, "takes the id of an event").optional()
        .openapi({ description: "Resume after this line." }),
    }),
  },
  responses: {
    200: { description: "The events", content: { "text/event-stream": { schema: z.string() } } },
    ...problems(401, 404, 422),
  },
});

export function logRoutes(api: OpenAPIHono<ApiEnv>, deps: ApiDeps): void {
  api.openapi(list, async (c) => {
    const agent = await requireAgent(deps.db, c.get("workspaceId"), c.req.valid("param").agentId);
    const query = c.req.valid("query");
    const { rows, nextCursor } = await listLogs(deps.db, agent.id, query, query);
    return c.json({ data: rows.map(lineView), nextCursor }, 200);
  });

  api.openapi(mintToken, async (c) => {
    const agent = await requireAgent(deps.db, c.get("workspaceId"), c.req.valid("param").agentId);
    return c.json(await mintStreamToken(deps.links, "logs", agent.id), 200);
  });
}

/** The stream itself, which a link opens as well as a platform token. */
export function logStreamRoute(api: OpenAPIHono<ApiEnv>, deps: ApiDeps): void {
  api.openapi(stream, async (c) => {
    const agent = await authorize(c, deps, c.req.valid("param").agentId, c.req.valid("query").token);
    const afterId = c.req.valid("header")["last-event-id"] ?? leastId("log", Date.now());
    c.header("Cache-Control", "no-store");
    c.header("X-Accel-Buffering", "no");
    const lines = (stop: AbortSignal) => linesOf(deps, agent, c.req.valid("query"), afterId, stop);
    return streamSSE(c, (sse) =>
      untilGone(sse, deps.stopping, async (stop) => {
        for await (const line of lines(stop)) {
          await sse.writeSSE({ id: line.id, event: "line", data: JSON.stringify(lineView(line)) });
        }
      })) as never;
  });
}

async function authorize(
  c: Context<ApiEnv>,
  { db, links, tokens }: ApiDeps,
  agentId: string,
  token: string | undefined,
): Promise<Agent> {
  if (token === undefined) {
    return await requireAgent(db, await authenticate(tokens, c.req.header("Authorization")), agentId);
  }
  await requireStreamToken(links, "logs", agentId, token);
  const agent = await findAgentById(db, agentId);
  if (!agent) throw agentNotFound("id", agentId);
  return agent;
}

function linesOf(
  { db, logs }: ApiDeps,
  agent: Agent,
  filter: LogFilter,
  afterId: string,
  stop: AbortSignal,
): AsyncGenerator<StoredLine> {
  return followLogs(db, logs, agent.id, filter, afterId, stop);
}

export function lineView({ id, at, level, text, request_id, version }: StoredLine) {
  return { id, at: at.toISOString(), level, text, requestId: request_id, version };
}

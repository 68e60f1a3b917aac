import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { deleteAgent, listAgents, listVersions } from "../agents/mod.ts";
import { type ApiDeps, type ApiEnv, requireAgent, requireAgentBySlug } from "./context.ts";
import { agentView, versionView } from "./present.ts";
import { agentParams, bearer, many, one, pageQuery, problems, timestamp } from "./schemas.ts";

const tags = ["Agents"];

export const agentStatusSchema = z.enum([
  "draft",
  "generating",
  "validating",
  "ready",
  "deploying",
  "deployed",
  "failed",
]);

const agentSchema = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  status: agentStatusSchema,
  region: z.string(),
  endpointUrl: z.string().nullable().openapi({ description: "Null while nothing is deployed." }),
  createdAt: timestamp,
  updatedAt: timestamp,
}).openapi("Agent");

const versionSchema = z.object({
  version: z.int(),
  agentId: z.string(),
  origin: z.enum(["builtin", "model", "source"]),
  filename: z.string(),
  sizeBytes: z.int(),
  sha256: z.string(),
  egress: z.array(z.string()).openapi({ description: "Hosts that it may fetch from." }),
  secrets: z.array(z.string()).openapi({ description: "Names of the secrets that it is told." }),
  idempotent: z.boolean().openapi({ description: "A queued call that was lost half-way is run again." }),
  createdAt: timestamp,
}).openapi("Version");

const list = createRoute({
  method: "get",
  path: "/v1/agents",
  summary: "List the workspace's agents, newest first",
  tags,
  security: bearer,
  request: { query: pageQuery },
  responses: { 200: many(agentSchema, "The agents"), ...problems(400, 401, 422) },
});

const get = createRoute({
  method: "get",
  path: "/v1/agents/{agentId}",
  summary: "Get an agent",
  tags,
  security: bearer,
  request: { params: agentParams },
  responses: { 200: one(agentSchema, "The agent"), ...problems(401, 404) },
});

const getBySlug = createRoute({
  method: "get",
  path: "/v1/agents/by-slug/{slug}",
  summary: "Get an agent by its slug",
  tags,
  security: bearer,
  request: { params: z.object({ slug: z.string().openapi({ example: "lead-qualification-api" }) }) },
  responses: { 200: one(agentSchema, "The agent"), ...problems(401, 404) },
});

const remove = createRoute({
  method: "delete",
  path: "/v1/agents/{agentId}",
  summary: "Delete an agent: its endpoint and keys stop at once",
  tags,
  security: bearer,
  request: { params: agentParams },
  responses: { 204: { description: "Deleted" }, ...problems(401, 404) },
});

const versions = createRoute({
  method: "get",
  path: "/v1/agents/{agentId}/versions",
  summary: "List an agent's versions, newest first",
  tags,
  security: bearer,
  request: { params: agentParams, query: pageQuery },
  responses: { 200: many(versionSchema, "The versions"), ...problems(400, 401, 404, 422) },
});

export function agentRoutes(api: OpenAPIHono<ApiEnv>, { db, signals, publicUrl }: ApiDeps): void {
  api.openapi(list, async (c) => {
    const { rows, nextCursor } = await listAgents(db, c.get("workspaceId"), c.req.valid("query"));
    return c.json({ data: rows.map((agent) => agentView(agent, publicUrl())), nextCursor }, 200);
  });

  // Before the route by id, which would take `by-slug` for an id.
  api.openapi(getBySlug, async (c) => {
    const agent = await requireAgentBySlug(db, c.get("workspaceId"), c.req.valid("param").slug);
    return c.json({ data: agentView(agent, publicUrl()) }, 200);
  });

  api.openapi(get, async (c) => {
    const agent = await requireAgent(db, c.get("workspaceId"), c.req.valid("param").agentId);
    return c.json({ data: agentView(agent, publicUrl()) }, 200);
  });

  api.openapi(remove, async (c) => {
    const agent = await requireAgent(db, c.get("workspaceId"), c.req.valid("param").agentId);
    await deleteAgent(db, signals, agent.workspace_id, agent.id);
    return c.body(null, 204);
  });

  api.openapi(versions, async (c) => {
    const agent = await requireAgent(db, c.get("workspaceId"), c.req.valid("param").agentId);
    const { rows, nextCursor } = await listVersions(db, agent.id, c.req.valid("query"));
    return c.json({ data: rows.map(versionView), nextCursor }, 200);
  });
}

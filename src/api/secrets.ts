import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { Problem } from "../lib/problem.ts";
import { MAX_SECRET_BYTES, MAX_SECRETS, SECRET_NAME, type SecretName } from "../secrets/mod.ts";
import { type ApiDeps, type ApiEnv, requireAgent } from "./context.ts";
import { agentParams, bearer, bodyProblems, jsonBody, many, one, problems, timestamp } from "./schemas.ts";

const tags = ["Secrets"];

const secretSchema = z.object({ name: z.string(), createdAt: timestamp, updatedAt: timestamp }).openapi(
  "Secret",
  {
    description: "A secret's name. Its value is never shown.",
  },
);

const secretParams = agentParams.extend({
  name: z.string().regex(SECRET_NAME, "takes a name such as API_TOKEN").openapi({ example: "API_TOKEN" }),
});

const bodySchema = z.strictObject({
  value: z.string().min(1).refine((text) => new TextEncoder().encode(text).length <= MAX_SECRET_BYTES, {
    message: `takes at most ${MAX_SECRET_BYTES} bytes`,
  }).refine((text) => text.isWellFormed(), "takes well-formed Unicode"),
});

const list = createRoute({
  method: "get",
  path: "/v1/agents/{agentId}/secrets",
  summary: "List the names of an agent's secrets",
  tags,
  security: bearer,
  request: { params: agentParams },
  responses: { 200: many(secretSchema, "The names"), ...problems(401, 404) },
});

const set = createRoute({
  method: "put",
  path: "/v1/agents/{agentId}/secrets/{name}",
  summary: "Set a secret",
  description:
    "Versions that declare the name find it in `env.secrets` from their next boot on: calls that begin from now on " +
    "run in fresh sandboxes.",
  tags,
  security: bearer,
  request: { params: secretParams, body: jsonBody(bodySchema) },
  responses: {
    200: one(z.object({ name: z.string() }), "It is set"),
    ...bodyProblems(),
    ...problems(404, 409),
  },
});

const remove = createRoute({
  method: "delete",
  path: "/v1/agents/{agentId}/secrets/{name}",
  summary: "Delete a secret",
  tags,
  security: bearer,
  request: { params: secretParams },
  responses: { 204: { description: "Deleted" }, ...problems(401, 404, 422) },
});

export function secretRoutes(api: OpenAPIHono<ApiEnv>, { db, secrets }: ApiDeps): void {
  api.openapi(list, async (c) => {
    const agent = await requireAgent(db, c.get("workspaceId"), c.req.valid("param").agentId);
    return c.json({ data: (await secrets.list(agent.id)).map(secretView), nextCursor: null }, 200);
  });

  api.openapi(set, async (c) => {
    const { agentId, name } = c.req.valid("param");
    const agent = await requireAgent(db, c.get("workspaceId"), agentId);
    if (!await secrets.set(agent.id, name, c.req.valid("json").value)) throw tooManySecrets();
    return c.json({ data: { name } }, 200);
  });

  api.openapi(remove, async (c) => {
    const { agentId, name } = c.req.valid("param");
    const agent = await requireAgent(db, c.get("workspaceId"), agentId);
    if (!await secrets.remove(agent.id, name)) throw secretNotFound();
    return c.body(null, 204);
  });
}

function secretView({ name, createdAt, updatedAt }: SecretName) {
  return { name, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
}

function secretNotFound(): Problem {
  return new Problem(404, "secret_not_found", "The agent has no secret of that name.");
}

function tooManySecrets(): Problem {
  return new Problem(
    409,
    "too_many_secrets",
    `An agent has at most ${MAX_SECRETS} secrets; delete one first.`,
  );
}

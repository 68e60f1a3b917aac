import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { isNetwork } from "../lib/networks.ts";
import { Problem } from "../lib/problem.ts";
import { type ApiDeps, type ApiEnv, requireAgent } from "./context.ts";
import { keyView } from "./present.ts";
import {
  agentParams,
  bearer,
  bodyProblems,
  credentialFields,
  jsonBody,
  many,
  maybeTimestamp,
  nameSchema,
  one,
  pageQuery,
  problems,
} from "./schemas.ts";

const tags = ["API keys"];

const rateLimitSchema = z.strictObject({
  limit: z.int().min(1).max(1_000_000),
  windowSeconds: z.int().min(1).max(86_400),
}).openapi({ description: "Extension: at most `limit` calls in any `windowSeconds`, on each node." });

const keySchema = z.object({
  ...credentialFields,
  status: z.enum(["active", "revoked", "expired"]),
  agentId: z.string(),
  type: z.literal("agent"),
  expiresAt: maybeTimestamp,
  rateLimit: rateLimitSchema.nullable(),
  allowedIps: z.array(z.string()).nullable(),
}).openapi("ApiKey");

const newKeySchema = z.strictObject({
  name: nameSchema(1, 120),
  expiresAt: z.iso.datetime({ offset: true, error: "takes a time such as 2027-01-31T12:00:00Z" })
    .refine((text) => Date.parse(text) > Date.now(), "takes a time in the future").nullish().openapi({
      description: "Extension: refused from then on.",
    }),
  rateLimit: rateLimitSchema.nullish(),
  allowedIps: z.array(z.string().refine(isNetwork, "takes an address or CIDR range such as 10.0.0.0/8"))
    .min(1, "takes at least one address; leave it out to allow every one").max(100).nullish().openapi({
      description: "Extension: the addresses and CIDR ranges, IPv4 and IPv6, from which it may be used.",
      example: ["203.0.113.0/24", "2001:db8::/32"],
    }),
});

const rotationSchema = z.strictObject({
  name: nameSchema(1, 120).optional().openapi({ description: "The old key's name when absent." }),
  graceSeconds: z.int().min(0).max(2_592_000).default(0).openapi({
    description: "Extension: how long the old key goes on working, up to 30 days.",
  }),
});

const madeSchema = z.object({
  key: z.string().openapi({ description: "The key itself. It is shown this once." }),
  apiKey: keySchema,
});

const keyParams = agentParams.extend({ keyId: z.string().openapi({ example: "key_01k9…" }) });

const list = createRoute({
  method: "get",
  path: "/v1/agents/{agentId}/api-keys",
  summary: "List an agent's keys, without the keys themselves",
  tags,
  security: bearer,
  request: { params: agentParams, query: pageQuery },
  responses: { 200: many(keySchema, "The keys"), ...problems(400, 401, 404, 422) },
});

const create = createRoute({
  method: "post",
  path: "/v1/agents/{agentId}/api-keys",
  summary: "Create a key that invokes this agent and nothing else",
  tags,
  security: bearer,
  request: { params: agentParams, body: jsonBody(newKeySchema) },
  responses: { 201: one(madeSchema, "The key, shown this once"), ...bodyProblems(), ...problems(404) },
});

const revoke = createRoute({
  method: "post",
  path: "/v1/agents/{agentId}/api-keys/{keyId}/revoke",
  summary: "Revoke a key: it is refused from the moment of this answer",
  tags,
  security: bearer,
  request: { params: keyParams },
  responses: { 200: one(z.object({ apiKey: keySchema }), "The key, revoked"), ...problems(401, 404) },
});

const rotate = createRoute({
  method: "post",
  path: "/v1/agents/{agentId}/api-keys/{keyId}/rotate",
  summary: "Replace a key: the old one is refused at once, or after `graceSeconds`",
  tags,
  security: bearer,
  request: {
    params: keyParams,
    body: jsonBody(rotationSchema, false),
  },
  responses: {
    201: one(madeSchema, "The new key, shown this once"),
    ...bodyProblems(),
    ...problems(404, 409),
  },
});

export function keyRoutes(api: OpenAPIHono<ApiEnv>, { db, keys }: ApiDeps): void {
  api.openapi(list, async (c) => {
    const agent = await requireAgent(db, c.get("workspaceId"), c.req.valid("param").agentId);
    const { rows, nextCursor } = await keys.list(agent.id, c.req.valid("query"));
    return c.json({ data: rows.map(keyView), nextCursor }, 200);
  });

  api.openapi(create, async (c) => {
    const agent = await requireAgent(db, c.get("workspaceId"), c.req.valid("param").agentId);
    const { name, expiresAt, ...limits } = c.req.valid("json");
    const { raw, key } = await keys.create(agent.id, name, {
      ...limits,
      ...(expiresAt && { expiresAt: new Date(expiresAt) }),
    });
    return c.json({ data: { key: raw, apiKey: keyView(key) } }, 201);
  });

  api.openapi(revoke, async (c) => {
    const { agentId, keyId } = c.req.valid("param");
    const agent = await requireAgent(db, c.get("workspaceId"), agentId);
    const key = await keys.revoke(agent.id, keyId);
    if (!key) throw keyNotFound();
    return c.json({ data: { apiKey: keyView(key) } }, 200);
  });

  api.openapi(rotate, async (c) => {
    const { agentId, keyId } = c.req.valid("param");
    const agent = await requireAgent(db, c.get("workspaceId"), agentId);
    const rotated = await keys.rotate(agent.id, keyId, c.req.valid("json"));
    if (rotated.status === "unknown") throw keyNotFound();
    if (rotated.status === "revoked") throw keyRevoked();
    if (rotated.status === "expired") throw keyExpired();
    return c.json({ data: { key: rotated.raw, apiKey: keyView(rotated.key) } }, 201);
  });
}

function keyNotFound(): Problem {
  return new Problem(404, "api_key_not_found", "The agent has no key with that id.");
}

function keyRevoked(): Problem {
  return new Problem(
    409,
    "api_key_revoked",
    "The key was revoked or rotated before, so it can't be rotated; create a new one.",
  );
}

function keyExpired(): Problem {
  return new Problem(
    409,
    "api_key_expired",
    "The key has expired, so it can't be rotated; create a new one.",
  );
}

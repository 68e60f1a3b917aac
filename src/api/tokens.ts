import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { Problem } from "../lib/problem.ts";
import type { ApiDeps, ApiEnv } from "./context.ts";
import { tokenView } from "./present.ts";
import {
  bearer,
  bodyProblems,
  credentialFields,
  jsonBody,
  many,
  nameSchema,
  one,
  pageQuery,
  problems,
} from "./schemas.ts";

const tags = ["Platform tokens"];

const tokenSchema = z.object({
  ...credentialFields,
  type: z.literal("platform"),
}).openapi("PlatformToken");

const list = createRoute({
  method: "get",
  path: "/v1/tokens",
  summary: "List the workspace's platform tokens, without the tokens themselves",
  tags,
  security: bearer,
  request: { query: pageQuery },
  responses: { 200: many(tokenSchema, "The tokens"), ...problems(400, 401, 422) },
});

const create = createRoute({
  method: "post",
  path: "/v1/tokens",
  summary: "Create a platform token for this workspace",
  tags,
  security: bearer,
  request: { body: jsonBody(z.strictObject({ name: nameSchema(1, 120) })) },
  responses: {
    201: one(
      z.object({
        token: z.string().openapi({ description: "Shown this once." }),
        platformToken: tokenSchema,
      }),
      "The token, shown this once",
    ),
    ...bodyProblems(),
  },
});

const revoke = createRoute({
  method: "post",
  path: "/v1/tokens/{tokenId}/revoke",
  summary: "Revoke a platform token at once; a token can revoke itself",
  tags,
  security: bearer,
  request: { params: z.object({ tokenId: z.string().openapi({ example: "tok_01k9…" }) }) },
  responses: {
    200: one(z.object({ platformToken: tokenSchema }), "The token, revoked"),
    ...problems(401, 404),
  },
});

export function tokenRoutes(api: OpenAPIHono<ApiEnv>, { tokens }: ApiDeps): void {
  api.openapi(list, async (c) => {
    const { rows, nextCursor } = await tokens.list(c.get("workspaceId"), c.req.valid("query"));
    return c.json({ data: rows.map(tokenView), nextCursor }, 200);
  });

  api.openapi(create, async (c) => {
    const { raw, token } = await tokens.create(c.get("workspaceId"), c.req.valid("json").name);
    return c.json({ data: { token: raw, platformToken: tokenView(token) } }, 201);
  });

  api.openapi(revoke, async (c) => {
    const token = await tokens.revoke(c.get("workspaceId"), c.req.valid("param").tokenId);
    if (!token) {
      throw new Problem(404, "token_not_found", "This workspace has no platform token with that id.");
    }
    return c.json({ data: { platformToken: tokenView(token) } }, 200);
  });
}

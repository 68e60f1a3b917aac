import { Buffer } from "node:buffer";
import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { type ApiDeps, type ApiEnv, requireAgent } from "./context.ts";
import { agentParams, bearer, one, problems } from "./schemas.ts";

const secretSchema = z.object({
  secret: z.string().openapi({ example: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" }),
});

const get = createRoute({
  method: "get",
  path: "/v1/agents/{agentId}/webhook-secret",
  summary: "Show the secret that an agent's callbacks are signed with",
  description: "As Standard Webhooks libraries take it. It stays the same for as long as the agent is there.",
  tags: ["Invoke"],
  security: bearer,
  request: { params: agentParams },
  responses: { 200: one(secretSchema, "The secret"), ...problems(401, 404, 422) },
});

export function webhookSecretRoute(api: OpenAPIHono<ApiEnv>, { db, webhookSecret }: ApiDeps): void {
  api.openapi(get, async (c) => {
    const agent = await requireAgent(db, c.get("workspaceId"), c.req.valid("param").agentId);
    const secret = `whsec_${Buffer.from(webhookSecret(agent.id)).toString("base64")}`;
    return c.json({ data: { secret } }, 200);
  });
}

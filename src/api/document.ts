import type { OpenAPIHono } from "@hono/zod-openapi";
import { z } from "@hono/zod-openapi";
import { VERSION } from "../lib/version.ts";
import type { ApiEnv } from "./context.ts";
import { ACCEPTED, ASYNC_HEADERS, QUEUED_CALLS } from "./queued_calls.ts";
import { problemSchema } from "./schemas.ts";

/** The parts of the OpenAPI document that no route of ours gives: the security schemes and the invoke route. */
export function registerDocument(api: OpenAPIHono<ApiEnv>): void {
  const registry = api.openAPIRegistry;
  registry.registerComponent("securitySchemes", "platformToken", {
    type: "http",
    scheme: "bearer",
    description: "A platform token (axtl_pt_…), for the control API.",
  });
  registry.registerComponent("securitySchemes", "agentKey", {
    type: "http",
    scheme: "bearer",
    description: "An agent key (axtl_ak_…), for invoking its agent.",
  });
  registry.registerComponent("securitySchemes", "linkToken", {
    type: "apiKey",
    in: "query",
    name: "token",
    description: "A short-lived token for places that can send no header.",
  });
  registry.registerPath(INVOKE);
  for (const route of QUEUED_CALLS) registry.registerPath(route);
}

/** In the order in which somebody new meets them. */
const TAGS = [
  "Generate",
  "Bring your own code",
  "Deploy",
  "API keys",
  "Invoke",
  "Agents",
  "Logs",
  "Invocation records",
  "Usage",
  "Validation",
  "Downloads",
  "Platform tokens",
  "The platform",
];

export function openApiDocument(api: OpenAPIHono<ApiEnv>, serverUrl: string) {
  const document = api.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "AXTL",
      version: VERSION,
      description: "Plain-English requirements in, a checked, sandboxed, deployed JSON backend out.",
      license: { name: "Apache-2.0", url: "https://www.apache.org/licenses/LICENSE-2.0" },
    },
    servers: [{ url: serverUrl }],
    tags: TAGS.map((name) => ({ name })),
  });
  for (const { post } of Object.values(document.paths ?? {})) {
    if (post) post.parameters = [...post.parameters ?? [], IDEMPOTENCY_KEY];
  }
  return document;
}

/** Every POST takes it. */
const IDEMPOTENCY_KEY = {
  name: "Idempotency-Key",
  in: "header" as const,
  required: false,
  description:
    "The same key with the same body gets the first answer again, with `Idempotent-Replay: true`, for " +
    "24 hours; with another body it is a 409, `idempotency_key_reused`.",
  schema: { type: "string" as const, minLength: 1, maxLength: 255 },
};

const refusal = (description: string) => ({
  description,
  content: { "application/json": { schema: problemSchema } },
});

const envelopeSchema = z.object({
  data: z.object({
    status: z.int().openapi({ description: "The backend's own status." }),
    ok: z.boolean().openapi({ description: "True for 200 to 299." }),
    latencyMs: z.int(),
    response: z.unknown().openapi({
      description:
        "The backend's JSON body; a text body as a string, an empty one as null, a binary one as " +
        "`{contentType, base64}`.",
    }),
  }),
}).openapi("Invocation");

/** The gateway answers this route by itself; it is described here because it is part of the API. */
const INVOKE = {
  method: "post" as const,
  path: "/v1/invoke/{agentSlug}",
  summary: "Invoke a deployed backend",
  description: "Checked in this order: method, key, scope, deployed, rate, size, content type, JSON.",
  tags: ["Invoke"],
  security: [{ agentKey: [] }],
  request: {
    params: z.object({ agentSlug: z.string().openapi({ example: "lead-qualification-api" }) }),
    headers: ASYNC_HEADERS,
    body: {
      required: true,
      description: "Any JSON value. It reaches the backend as the same bytes.",
      content: { "application/json": { schema: z.unknown() } },
    },
  },
  responses: {
    200: { description: "The backend answered", content: { "application/json": { schema: envelopeSchema } } },
    202: ACCEPTED,
    400: refusal("`invalid_json`, `incomplete_body`, `invalid_idempotency_key`, `invalid_callback_url`"),
    401: refusal(
      "`missing_agent_api_key`, `malformed_agent_api_key`, `invalid_agent_api_key`, `agent_api_key_revoked`, " +
        "`agent_api_key_expired`",
    ),
    403: refusal("`agent_api_key_scope_mismatch`, `agent_api_key_ip_not_allowed`"),
    405: refusal("`method_not_allowed`"),
    408: refusal("`request_timeout`: the body did not come in time"),
    409: refusal("`not_deployed`, `idempotency_key_reused`, `idempotency_key_in_use`"),
    413: refusal("`payload_too_large`"),
    415: refusal("`unsupported_content_type`"),
    429: refusal(
      "`rate_limited`, `quota_exceeded` of the workspace, `async_queue_full`: come back after `Retry-After` seconds",
    ),
    502: refusal("`endpoint_unreachable`, with `details.reason`"),
    503: refusal("`overloaded`, `database_unavailable`: come back after `Retry-After` seconds"),
    504: refusal("`endpoint_timeout`"),
  },
};

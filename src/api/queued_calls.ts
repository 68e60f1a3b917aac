import { z } from "@hono/zod-openapi";
import { one, problemSchema } from "./schemas.ts";

const refusal = (description: string) => ({
  description,
  content: { "application/json": { schema: problemSchema } },
});

const STATUSES = ["queued", "running", "completed", "failed"] as const;

const queuedCallSchema = z.object({
  id: z.string(),
  status: z.enum(STATUSES),
  result: z.unknown().optional().openapi({
    description: "Once completed: what the synchronous answer has under `data`.",
  }),
  error: problemSchema.shape.error.optional().openapi({
    description:
      "Once failed: what the synchronous answer has under `error`; also `invocation_cancelled`, and " +
      '`endpoint_unreachable` with `details.reason: "lost"`.',
  }),
  callback: z.object({
    url: z.string(),
    status: z.enum(["pending", "delivered", "failed"]),
    attempts: z.int(),
  }).optional(),
}).openapi("QueuedCall");

/** Headers of the invoke route, and its answer to them. */
export const ASYNC_HEADERS = z.object({
  prefer: z.string().optional().openapi({
    description: "`respond-async`: the answer is a 202 at once, and the call is run from a queue.",
    example: "respond-async",
  }),
  "x-callback-url": z.string().optional().openapi({
    description: "With `Prefer: respond-async`: gets the result by POST, signed as in Standard Webhooks.",
    example: "https://app.example.com/hooks/axtl",
  }),
});

export const ACCEPTED = one(
  z.object({ id: z.string(), status: z.literal("queued") }),
  "Queued, because of `Prefer: respond-async`: `Location` is where the result will be",
);

const PATH = {
  path: "/v1/invocations/{invocationId}",
  tags: ["Invoke"],
  security: [{ agentKey: [] }],
  request: { params: z.object({ invocationId: z.string() }) },
};

const REFUSALS = {
  401: refusal("As for invoking"),
  403: refusal("`agent_api_key_ip_not_allowed`"),
  404: refusal("`invocation_not_found`: not of this key's agent, or its result is no longer kept"),
  503: refusal("`database_unavailable`"),
};

/** The gateway answers these by itself; they are described here because they are part of the API. */
export const QUEUED_CALLS = [
  {
    ...PATH,
    method: "get" as const,
    summary: "Read a queued call",
    responses: {
      200: one(queuedCallSchema, "The call; with `Retry-After` while it has not ended"),
      ...REFUSALS,
    },
  },
  {
    ...PATH,
    method: "delete" as const,
    summary: "Cancel a queued call",
    description: "A waiting call never runs, a running one is ended; one that has ended stays as it is.",
    responses: { 200: one(queuedCallSchema, "What the call is then"), ...REFUSALS },
  },
];

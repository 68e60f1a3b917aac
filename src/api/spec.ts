import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { BUILTIN_COMPILER } from "../generation/mod.ts";
import { explain as explainRequirements } from "../spec/mod.ts";
import type { ApiEnv } from "./context.ts";
import { bearer, bodyProblems, jsonBody, nameSchema, one, promptSchema } from "./schemas.ts";

const tags = ["Generate"];

const bodySchema = z.strictObject({
  prompt: promptSchema,
  name: nameSchema(2, 120).optional().openapi({ description: "The name that the Spec is to carry." }),
  allowPartial: z.boolean().default(false).openapi({
    description: "Count as compiling what compiles without the clauses that were not understood.",
  }),
});

const clauseStatusSchema = z.enum([
  "covered",
  "context",
  "assumed",
  "unsupported",
  "ambiguous",
  "contradiction",
  "not_understood",
]);

const clauseSchema = z.object({
  quote: z.string(),
  start: z.int().openapi({
    description: "UTF-16 offset into the prompt: `prompt.slice(start, end)` is the quote.",
  }),
  end: z.int(),
  line: z.int().openapi({ description: "1-based." }),
  status: clauseStatusSchema,
  nodes: z.array(z.string()).openapi({ description: "Ids of the Spec nodes that the clause became." }),
  paraphrase: z.string().optional().openapi({ description: "What was understood." }),
  reason: z.string().optional().openapi({ description: "Why it could not be carried." }),
  suggestion: z.string().optional().openapi({
    description: "A sentence that would be understood in its place.",
  }),
}).openapi("Clause");

const explanationSchema = z.object({
  compiler: z.string(),
  compiles: z.boolean().openapi({
    description: "Whether `POST /v1/generate` would accept these requirements.",
  }),
  failure: z.object({ code: z.string(), message: z.string() }).nullable(),
  coverage: z.number().min(0).max(1).openapi({
    description: "Share of the clauses that ask for something and were carried.",
  }),
  clauses: z.array(clauseSchema).openapi({
    description: "The ledger: every clause, in the order of the text.",
  }),
  assumptions: z.array(z.object({ node: z.string(), text: z.string() })),
  suggestions: z.array(clauseSchema.omit({ nodes: true, paraphrase: true })),
  paraphrase: z.string().openapi({ description: "What was understood, in plain English." }),
  spec: z.record(z.string(), z.unknown()).nullable().openapi({
    description: "The Spec of what was understood; null when it does not add up to a backend.",
  }),
}).openapi("Explanation");

const explain = createRoute({
  method: "post",
  path: "/v1/spec/explain",
  summary: "See what the built-in compiler makes of requirements, without making an agent",
  tags,
  security: bearer,
  request: { body: jsonBody(bodySchema) },
  responses: {
    200: one(explanationSchema, "The ledger, the Spec and what to write instead"),
    ...bodyProblems(),
  },
});

export function specRoutes(api: OpenAPIHono<ApiEnv>): void {
  api.openapi(explain, (c) => {
    const { prompt, ...options } = c.req.valid("json");
    const explanation = explainRequirements(prompt, options);
    return c.json({ data: { compiler: BUILTIN_COMPILER.model, ...explanation } }, 200);
  });
}

import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { GENERATORS } from "../generation/mod.ts";
import { type ApiDeps, type ApiEnv, requireAgent, requireJob } from "./context.ts";
import { describeJob, jobSchema, startedSchema } from "./jobs.ts";
import { startedView } from "./present.ts";
import { refusalProblem } from "./refusals.ts";
import {
  bearer,
  bodyProblems,
  idSchema,
  jobParams,
  jsonBody,
  nameSchema,
  one,
  problems,
  promptSchema,
} from "./schemas.ts";

const tags = ["Generate"];

const bodySchema = z.strictObject({
  name: nameSchema(2, 120).openapi({ example: "Lead Qualification API" }),
  prompt: promptSchema,
  model: nameSchema(1, 80).optional().openapi({
    description: "The configured model when absent, and gpt-5.2 where none is. " +
      "When no such model is configured, the built-in compiler runs and the job's `model` says so.",
  }),
  generator: z.enum(GENERATORS).default("auto").openapi({
    description:
      "Extension: who makes the Spec. `auto` takes the built-in compiler where it carries every sentence, " +
      "and the model for the rest; the job's log says which and why.",
  }),
  requireApproval: z.boolean().default(false).openapi({
    description: "Extension: stop at `awaiting_approval` with the Spec, until it is approved or rejected.",
  }),
  region: nameSchema(1, 80).default("auto"),
  autoDeploy: z.boolean().default(false),
  allowPartial: z.boolean().default(false).openapi({
    description: "Extension: build what was understood and stamp what was not on the job and the artifact.",
  }),
  agentId: idSchema.optional().openapi({
    description: "Extension: make a new version of this agent instead of a new agent.",
  }),
});

const generate = createRoute({
  method: "post",
  path: "/v1/generate",
  summary: "Generate a backend from plain-English requirements",
  tags,
  security: bearer,
  request: { body: jsonBody(bodySchema) },
  responses: {
    202: one(startedSchema, "The job is queued"),
    ...bodyProblems(),
    ...problems(404, 409, 429, 503),
  },
});

const job = createRoute({
  method: "get",
  path: "/v1/generate/{jobId}",
  summary: "Get a job: its stage, its progress, its log",
  tags,
  security: bearer,
  request: { params: jobParams },
  responses: { 200: one(jobSchema, "The job"), ...problems(401, 404) },
});

export function generateRoutes(api: OpenAPIHono<ApiEnv>, { db, generation }: ApiDeps): void {
  api.openapi(generate, async (c) => {
    const { agentId, ...request } = c.req.valid("json");
    const workspaceId = c.get("workspaceId");
    const agent = agentId === undefined ? undefined : await requireAgent(db, workspaceId, agentId);
    const started = await generation.generate({ ...request, workspaceId, ...(agent && { agent }) });
    if (!started.ok) throw refusalProblem(started.why);
    return c.json({ data: startedView(started.agent, started.job) }, 202);
  });

  api.openapi(job, async (c) => {
    const found = await requireJob(db, c.get("workspaceId"), c.req.valid("param").jobId);
    return c.json({ data: await describeJob(db, found) }, 200);
  });
}

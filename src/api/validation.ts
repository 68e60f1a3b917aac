import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { listReports } from "../generation/mod.ts";
import { type ApiDeps, type ApiEnv, requireAgent, requireJob } from "./context.ts";
import { describeJob, jobSchema, jobStatusSchema } from "./jobs.ts";
import { reportView } from "./present.ts";
import { refusalProblem } from "./refusals.ts";
import { agentParams, bearer, jobParams, many, one, pageQuery, problems, timestamp } from "./schemas.ts";

const tags = ["Validation"];

const startedSchema = z.object({ jobId: z.string(), agentId: z.string(), status: jobStatusSchema });

const reportSchema = z.object({
  id: z.string(),
  agentId: z.string(),
  jobId: z.string(),
  version: z.int().nullable().openapi({
    description: "Null: the files did not pass, so they became no version.",
  }),
  status: z.enum(["passed", "failed"]),
  report: z.record(z.string(), z.unknown()).openapi({ description: "Every gate with its findings." }),
  createdAt: timestamp,
}).openapi("ValidationReport");

const validate = createRoute({
  method: "post",
  path: "/v1/validation/{agentId}/validate",
  summary: "Validate the agent's latest version again",
  tags,
  security: bearer,
  request: { params: agentParams },
  responses: { 202: one(startedSchema, "The job is queued"), ...problems(401, 404, 409, 429) },
});

const job = createRoute({
  method: "get",
  path: "/v1/validation/jobs/{jobId}",
  summary: "Get a validation job",
  tags,
  security: bearer,
  request: { params: jobParams },
  responses: { 200: one(jobSchema, "The job"), ...problems(401, 404) },
});

const reports = createRoute({
  method: "get",
  path: "/v1/validation/agents/{agentId}/reports",
  summary: "List an agent's validation reports, newest first",
  tags,
  security: bearer,
  request: { params: agentParams, query: pageQuery },
  responses: { 200: many(reportSchema, "The reports"), ...problems(400, 401, 404, 422) },
});

export function validationRoutes(api: OpenAPIHono<ApiEnv>, { db, generation }: ApiDeps): void {
  api.openapi(validate, async (c) => {
    const agent = await requireAgent(db, c.get("workspaceId"), c.req.valid("param").agentId);
    const started = await generation.validate(agent);
    if (!started.ok) throw refusalProblem(started.why);
    return c.json({ data: { jobId: started.job.id, agentId: agent.id, status: started.job.status } }, 202);
  });

  api.openapi(job, async (c) => {
    const found = await requireJob(db, c.get("workspaceId"), c.req.valid("param").jobId);
    return c.json({ data: await describeJob(db, found) }, 200);
  });

  api.openapi(reports, async (c) => {
    const agent = await requireAgent(db, c.get("workspaceId"), c.req.valid("param").agentId);
    const { rows, nextCursor } = await listReports(db, agent.id, c.req.valid("query"));
    return c.json({ data: rows.map(reportView), nextCursor }, 200);
  });
}

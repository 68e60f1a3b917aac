import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Reviewed } from "../generation/mod.ts";
import type { JsonObject } from "../lib/json.ts";
import { Problem } from "../lib/problem.ts";
import { type ApiDeps, type ApiEnv, requireJob } from "./context.ts";
import { invalidFields } from "./invalid.ts";
import { describeJob, jobSchema } from "./jobs.ts";
import { bearer, bodyProblems, jobParams, jsonBody, one, problems } from "./schemas.ts";

const tags = ["Spec review"];

const approve = createRoute({
  method: "post",
  path: "/v1/generate/{jobId}/approve",
  summary: "Extension: approve the Spec of a job that awaits it",
  tags,
  security: bearer,
  request: { params: jobParams },
  responses: { 202: one(jobSchema, "The job goes on"), ...problems(401, 404, 409) },
});

const rejectSchema = z.strictObject({
  comment: z.string().min(1).max(4_000).refine((text) => text.trim() !== "", "takes more than white space")
    .optional().openapi({
      description: "A further requirement, or one said better: the Spec is made anew with it. " +
        "Without a comment the job ends as failed.",
    }),
});

const reject = createRoute({
  method: "post",
  path: "/v1/generate/{jobId}/reject",
  summary: "Extension: reject the Spec of a job that awaits approval",
  tags,
  security: bearer,
  request: { params: jobParams, body: jsonBody(rejectSchema, false) },
  responses: {
    202: one(jobSchema, "The job begins again, or has ended"),
    ...bodyProblems(),
    ...problems(404, 409),
  },
});

const editSchema = z.strictObject({
  spec: z.record(z.string(), z.unknown()).openapi({ description: "The whole Spec, as it shall be." }),
});

const edit = createRoute({
  method: "put",
  path: "/v1/generate/{jobId}/spec",
  summary: "Extension: change the Spec of a job that awaits approval",
  tags,
  security: bearer,
  request: { params: jobParams, body: jsonBody(editSchema) },
  responses: {
    200: one(jobSchema, "The Spec is changed, and still awaits approval"),
    ...bodyProblems(),
    ...problems(404, 409),
  },
});

export function reviewRoutes(api: OpenAPIHono<ApiEnv>, { db, review }: ApiDeps): void {
  api.openapi(approve, async (c) => {
    const job = await requireJob(db, c.get("workspaceId"), c.req.valid("param").jobId);
    return c.json({ data: await describeJob(db, jobAfter(await review.approve(job))) }, 202);
  });

  api.openapi(reject, async (c) => {
    const job = await requireJob(db, c.get("workspaceId"), c.req.valid("param").jobId);
    const { comment } = c.req.valid("json") ?? {};
    return c.json({ data: await describeJob(db, jobAfter(await review.reject(job, comment))) }, 202);
  });

  api.openapi(edit, async (c) => {
    const job = await requireJob(db, c.get("workspaceId"), c.req.valid("param").jobId);
    const spec = c.req.valid("json").spec as JsonObject;
    return c.json({ data: await describeJob(db, jobAfter(await review.edit(job, spec))) }, 200);
  });
}

function jobAfter(reviewed: Reviewed) {
  if (reviewed.ok) return reviewed.job;
  if (reviewed.why === "invalid_spec") {
    throw invalidFields(reviewed.issues.map(({ path, message }) => ({
      path: path === "" ? "spec" : `spec.${path}`,
      message,
    })));
  }
  throw new Problem(
    409,
    "not_awaiting_approval",
    "The job does not await approval; GET /v1/generate/{jobId} says where it is.",
  );
}

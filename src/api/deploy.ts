import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { type Agent, findVersionById } from "../agents/mod.ts";
import type { Db } from "../db/mod.ts";
import { latestDeployment } from "../deployments/mod.ts";
import { Problem } from "../lib/problem.ts";
import { agentStatusSchema } from "./agents.ts";
import { type ApiDeps, type ApiEnv, requireAgent } from "./context.ts";
import { deploymentView, endpointUrl } from "./present.ts";
import { refusalProblem } from "./refusals.ts";
import {
  agentParams,
  bearer,
  bodyProblems,
  jsonBody,
  maybeTimestamp,
  one,
  problems,
  timestamp,
} from "./schemas.ts";

const tags = ["Deploy"];

const startedSchema = z.object({
  deploymentId: z.string(),
  jobId: z.string(),
  agentId: z.string(),
  status: z.literal("deploying"),
  endpointUrl: z.null(),
});

const deploymentSchema = z.object({
  id: z.string(),
  agentId: z.string(),
  jobId: z.string(),
  version: z.int(),
  status: z.enum(["deploying", "live", "superseded", "failed"]),
  failure: z.record(z.string(), z.unknown()).optional(),
  createdAt: timestamp,
  liveAt: maybeTimestamp,
  endedAt: maybeTimestamp,
}).openapi("Deployment");

const statusSchema = z.object({
  agentId: z.string(),
  agentStatus: agentStatusSchema,
  endpointUrl: z.string().nullable(),
  deployment: deploymentSchema.nullable().openapi({ description: "The newest deployment." }),
});

const bodySchema = z.strictObject({
  version: z.int().min(1).max(2_147_483_647).optional()
    .openapi({ description: "Roll back or forward to this version; the latest when absent." }),
});

const deploy = createRoute({
  method: "post",
  path: "/v1/deploy/{agentId}",
  summary: "Deploy the latest version, or the one that is named",
  tags,
  security: bearer,
  request: { params: agentParams, body: jsonBody(bodySchema, false) },
  responses: {
    202: one(startedSchema, "The deployment has begun"),
    ...bodyProblems(),
    ...problems(404, 409, 429),
  },
});

const status = createRoute({
  method: "get",
  path: "/v1/deploy/{agentId}/status",
  summary: "Get the state of an agent's newest deployment",
  tags,
  security: bearer,
  request: { params: agentParams },
  responses: { 200: one(statusSchema, "The state"), ...problems(401, 404) },
});

const endpoint = createRoute({
  method: "get",
  path: "/v1/deploy/{agentId}/endpoint",
  summary: "Get the URL that applications call",
  tags,
  security: bearer,
  request: { params: agentParams },
  responses: {
    200: one(z.object({ agentId: z.string(), endpointUrl: z.string() }), "The endpoint"),
    ...problems(401, 404),
  },
});

export function deployRoutes(api: OpenAPIHono<ApiEnv>, { db, generation, publicUrl }: ApiDeps): void {
  api.openapi(deploy, async (c) => {
    const agent = await requireAgent(db, c.get("workspaceId"), c.req.valid("param").agentId);
    const started = await generation.deploy(agent, c.req.valid("json").version ?? null);
    if (!started.ok) throw refusalProblem(started.why);
    const { deployment, job } = started;
    const data = {
      deploymentId: deployment.id,
      jobId: job.id,
      agentId: agent.id,
      status: "deploying" as const,
    };
    return c.json({ data: { ...data, endpointUrl: null } }, 202);
  });

  api.openapi(status, async (c) => {
    const agent = await requireAgent(db, c.get("workspaceId"), c.req.valid("param").agentId);
    return c.json({ data: await deployState(db, agent, publicUrl()) }, 200);
  });

  api.openapi(endpoint, async (c) => {
    const agent = await requireAgent(db, c.get("workspaceId"), c.req.valid("param").agentId);
    if (!agent.live_deployment_id) throw endpointNotAvailable();
    return c.json({ data: { agentId: agent.id, endpointUrl: endpointUrl(agent, publicUrl()) } }, 200);
  });
}

async function deployState(db: Db, agent: Agent, publicUrl: string) {
  const deployment = await latestDeployment(db, agent.id);
  const version = deployment && await findVersionById(db, deployment.version_id);
  return {
    agentId: agent.id,
    agentStatus: agent.status,
    endpointUrl: agent.live_deployment_id ? endpointUrl(agent, publicUrl) : null,
    deployment: deployment && version ? deploymentView(deployment, version.number) : null,
  };
}

function endpointNotAvailable(): Problem {
  return new Problem(
    404,
    "endpoint_not_available",
    "The agent has no endpoint yet: deploy it with POST /v1/deploy/{agentId}.",
  );
}

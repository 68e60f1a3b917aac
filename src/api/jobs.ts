import { z } from "@hono/zod-openapi";
import { findAgent } from "../agents/mod.ts";
import type { Db } from "../db/mod.ts";
import { eventsAfter, type Job } from "../generation/mod.ts";
import { agentStatusSchema } from "./agents.ts";
import { jobView } from "./present.ts";
import { maybeTimestamp, timestamp } from "./schemas.ts";

/** How jobs of every kind look in the API. */
export const jobStatusSchema = z.enum(["queued", "running", "awaiting_approval", "completed", "failed"]);

const documentSchema = z.record(z.string(), z.unknown());

const modelUsageSchema = z.object({
  calls: z.int(),
  inputTokens: z.int(),
  outputTokens: z.int(),
  ms: z.int(),
  costUsd: z.number().nullable().openapi({ description: "At the prices of the time when it was asked." }),
  costReason: z.string().optional().openapi({ description: "Why there is no cost." }),
});

export const jobSchema = z.object({
  id: z.string(),
  agentId: z.string(),
  agentSlug: z.string(),
  kind: z.enum(["generate", "source", "validate", "deploy"]),
  status: jobStatusSchema,
  stage: z.string().openapi({
    description: "spec, code, validation, artifact or deploy: the stage it is at.",
  }),
  progress: z.int().min(0).max(100),
  provider: z.string(),
  model: z.string(),
  logs: z.array(documentSchema).openapi({ description: "In order: `at`, `stage`, `message`." }),
  spec: documentSchema.optional().openapi({
    description: "Extension: the Spec, while it awaits approval.",
  }),
  coverage: documentSchema.optional().openapi({
    description:
      "Extension: with `spec`, what became of each sentence, and the whole said back in plain English.",
  }),
  modelUsage: modelUsageSchema.optional().openapi({
    description:
      "Extension: what the job has used of a model, all attempts and repairs together, if any was asked.",
  }),
  artifact: documentSchema.optional(),
  validation: documentSchema.optional(),
  failure: documentSchema.optional().openapi({ description: "`code`, `message`, `stage`, `details`." }),
  createdAt: timestamp,
  finishedAt: maybeTimestamp,
}).openapi("Job");

export const startedSchema = z.object({
  agent: z.object({ id: z.string(), slug: z.string(), name: z.string(), status: agentStatusSchema }),
  job: z.object({
    id: z.string(),
    status: jobStatusSchema,
    progress: z.int(),
    provider: z.string(),
    model: z.string(),
  }),
}).openapi("Started");

export async function describeJob(db: Db, job: Job) {
  const agent = await findAgent(db, job.workspace_id, job.agent_id);
  return jobView(job, agent?.slug ?? "", await eventsAfter(db, job.id, 0));
}

import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { findAgentNames } from "../agents/mod.ts";
import type { Db } from "../db/mod.ts";
import {
  type DailyQuotas,
  dayOf,
  daysBefore,
  daysBetween,
  type ModelPrices,
  type ModelSum,
  nextDay,
  type QuotaName,
  readUsage,
  type UsageSum,
  usedToday,
} from "../usage/mod.ts";
import type { ApiDeps, ApiEnv } from "./context.ts";
import { invalidFields } from "./invalid.ts";
import { bearer, idSchema, one, problems, timestamp } from "./schemas.ts";

const tags = ["Usage"];
const DAYS_SHOWN = 30;
const MOST_DAYS = 366;

const tokenSumSchema = z.object({
  questions: z.int(),
  inputTokens: z.int(),
  outputTokens: z.int(),
}).openapi("TokenSum");

const sumFields = {
  calls: z.int().openapi({ description: "Calls that were handed to the backend." }),
  errors: z.int().openapi({ description: "Those of them that did not come back with 200 to 299." }),
  generationJobs: z.int().openapi({ description: "Uploads of code are among them." }),
  deployments: z.int(),
  testCalls: z.int().openapi({
    description: "Calls that the platform itself made, to try versions out.",
  }),
  requestBytes: z.int(),
  responseBytes: z.int(),
  latency: z.object({ meanMs: z.number(), p50Ms: z.number(), p95Ms: z.number(), p99Ms: z.number() })
    .nullable().openapi({ description: "Null: there were no calls. Percentiles are estimated." }),
  models: z.object({
    backends: tokenSumSchema.openapi({ description: "Asked by `env.ai`." }),
    generation: tokenSumSchema,
    cost: z.number().nullable().openapi({
      description:
        "In US dollars, at today's prices. Null: a model among them has no price in `AXTL_MODEL_PRICES`.",
    }),
    unpriced: z.array(z.string()).openapi({
      description: "The models among them that have no price, which is why there is no `cost`.",
    }),
  }),
};

const sumSchema = z.object(sumFields).openapi("UsageSum");
const daySchema = z.iso.date("takes a day like 2026-01-31");

const usageSchema = z.object({
  from: daySchema,
  to: daySchema,
  total: sumSchema,
  byDay: z.array(z.object({ day: daySchema, ...sumFields })).openapi({
    description: "Days with any use, oldest first.",
  }),
  byAgent: z.array(z.object({
    agentId: z.string(),
    name: z.string().nullable().openapi({ description: "Null: the agent was deleted." }),
    slug: z.string().nullable(),
    ...sumFields,
  })),
  quotas: z.array(z.object({
    name: z.enum(["generationJobs", "deployments", "calls"]),
    limit: z.int().nullable().openapi({ description: "A day, in UTC. Null: there is none." }),
    used: z.int().openapi({ description: "Today." }),
    resetsAt: timestamp,
  })),
}).openapi("Usage");

const get = createRoute({
  method: "get",
  path: "/v1/usage",
  summary: "What the workspace used, by day and by agent, and its quotas",
  description: `Days are in UTC. The last ${DAYS_SHOWN} days unless told otherwise, ${MOST_DAYS} at most.`,
  tags,
  security: bearer,
  request: {
    query: z.object({
      from: daySchema.optional(),
      to: daySchema.optional().openapi({ description: "Included." }),
      agentId: idSchema.optional(),
    }),
  },
  responses: { 200: one(usageSchema, "The usage"), ...problems(401, 422) },
});

export function usageRoutes(
  api: OpenAPIHono<ApiEnv>,
  { db, quotas, modelPrices: platformPrices, providers }: ApiDeps,
): void {
  api.openapi(get, async (c) => {
    const { agentId, ...query } = c.req.valid("query");
    const days = checkedDays(query);
    const workspaceId = c.get("workspaceId");
    const modelPrices = (await providers.of(workspaceId))?.prices ?? platformPrices;
    const { total, byDay, byAgent } = await readUsage(db, { workspaceId, ...days, agentId }, modelPrices);
    const view = (sum: UsageSum) => sumView(sum, modelPrices);
    const names = await findAgentNames(db, workspaceId, [...byAgent.keys()]);
    const data = {
      ...days,
      total: view(total),
      byDay: [...byDay].map(([day, sum]) => ({ day, ...view(sum) })),
      byAgent: [...byAgent].map(([id, sum]) => ({
        agentId: id,
        name: names.get(id)?.name ?? null,
        slug: names.get(id)?.slug ?? null,
        ...view(sum),
      })),
      quotas: await quotaViews(db, workspaceId, quotas),
    };
    return c.json({ data }, 200);
  });
}

function checkedDays(
  { from, to = dayOf(Date.now()) }: { from?: string | undefined; to?: string | undefined },
) {
  const first = from ?? daysBefore(to, DAYS_SHOWN - 1);
  const count = daysBetween(first, to);
  if (count >= 1 && count <= MOST_DAYS) return { from: first, to };
  throw invalidFields([{
    path: "query.from",
    message: `takes a day that is not after \`to\`, and no more than ${MOST_DAYS - 1} days before it`,
  }]);
}

function sumView({ generations, latency, models, ...sum }: UsageSum, prices: ModelPrices) {
  const { count } = latency;
  const quantile = (share: number) => round(latency.quantile(share) ?? 0);
  return {
    ...sum,
    generationJobs: generations,
    latency: count === 0 ? null : {
      meanMs: round(latency.sum / count),
      p50Ms: quantile(0.5),
      p95Ms: quantile(0.95),
      p99Ms: quantile(0.99),
    },
    models: modelView(models, prices),
  };
}

/** Without prices there is no cost at all, not one of 0 where nothing was used. */
function modelView({ byAsker, cost, unpriced }: ModelSum, prices: ModelPrices) {
  const isPriced = cost !== null && Object.keys(prices).length > 0;
  return {
    backends: byAsker.backend,
    generation: byAsker.generation,
    cost: isPriced ? Math.round(cost * 1e6) / 1e6 : null,
    unpriced: [...unpriced].sort(),
  };
}

function round(ms: number): number {
  return Math.round(ms * 100) / 100;
}

const QUOTAS = [["generationJobs", "generations"], ["deployments", "deployments"], [
  "calls",
  "calls",
]] as const;

async function quotaViews(db: Db, workspaceId: string, quotas: DailyQuotas) {
  const resetsAt = nextDay(Date.now()).toISOString();
  const view = async (name: typeof QUOTAS[number][0], column: QuotaName) => ({
    name,
    limit: quotas[column] === Infinity ? null : quotas[column],
    used: await usedToday(db, workspaceId, column),
    resetsAt,
  });
  return await Promise.all(QUOTAS.map(([name, column]) => view(name, column)));
}

import { type Selectable, sql } from "kysely";
import type { AgentUsageTable, Db } from "../db/mod.ts";
import type { Histogram } from "../lib/histogram.ts";
import { createLatencyHistogram } from "./latency.ts";
import { addTally, emptyModelSum, type ModelPrices, type ModelSum, type ModelTally } from "./model_sum.ts";

/** What was used, of one day, one agent or all together. */
export interface UsageSum {
  calls: number;
  errors: number;
  generations: number;
  deployments: number;
  testCalls: number;
  requestBytes: number;
  responseBytes: number;
  latency: Histogram;
  models: ModelSum;
}

export interface UsageReport {
  total: UsageSum;
  /** Ascending; days without use are not among them. */
  byDay: Map<string, UsageSum>;
  /** Deleted ones too: what was used stays used. */
  byAgent: Map<string, UsageSum>;
}

/** A date as text: as a Date it would have a time and a zone, which a day has not. */
const COLUMNS = [
  sql<string>`day::text`.as("day"),
  "agent_id",
  "calls",
  "errors",
  "generations",
  "deployments",
  "test_calls",
  "request_bytes",
  "response_bytes",
  "latency_ms_sum",
  "latency_counts",
] as const;

const TALLY_COLUMNS = [
  sql<string>`day::text`.as("day"),
  "agent_id",
  "asked_by",
  "model",
  "questions",
  "input_tokens",
  "output_tokens",
] as const;

type UsageRow = Omit<Selectable<AgentUsageTable>, "workspace_id">;

export interface UsageQuery {
  readonly workspaceId: string;
  /** Days, both included. */
  readonly from: string;
  readonly to: string;
  readonly agentId?: string | undefined;
}

/** What a workspace used from one day to another. Tokens cost what they cost today, whenever they were used. */
export async function readUsage(db: Db, query: UsageQuery, prices: ModelPrices): Promise<UsageReport> {
  const [rows, tallies] = await Promise.all([readRows(db, query), readTallies(db, query)]);
  const report: UsageReport = { total: emptySum(), byDay: new Map(), byAgent: new Map() };
  for (const row of rows) for (const sum of sumsOf(report, row)) addRow(sum, row);
  for (const tally of tallies) {
    for (const sum of sumsOf(report, tally)) addTally(sum.models, tally, prices);
  }
  return { ...report, byDay: sorted(report.byDay), byAgent: sorted(report.byAgent) };
}

async function readRows(db: Db, { workspaceId, from, to, agentId }: UsageQuery) {
  const query = db.selectFrom("agent_usage").select(COLUMNS)
    .where("workspace_id", "=", workspaceId).where("day", ">=", from).where("day", "<=", to);
  return await (agentId === undefined ? query : query.where("agent_id", "=", agentId)).execute();
}

async function readTallies(db: Db, { workspaceId, from, to, agentId }: UsageQuery) {
  const query = db.selectFrom("model_usage").select(TALLY_COLUMNS)
    .where("workspace_id", "=", workspaceId).where("day", ">=", from).where("day", "<=", to);
  const rows = await (agentId === undefined ? query : query.where("agent_id", "=", agentId)).execute();
  return rows.map(({ day, agent_id, asked_by, model, questions, input_tokens, output_tokens }) => ({
    day,
    agent_id,
    askedBy: asked_by,
    model,
    questions: Number(questions),
    inputTokens: Number(input_tokens),
    outputTokens: Number(output_tokens),
  } satisfies ModelTally & { day: string; agent_id: string }));
}

function sumsOf({ total, byDay, byAgent }: UsageReport, row: { day: string; agent_id: string }): UsageSum[] {
  return [total, sumOf(byDay, row.day), sumOf(byAgent, row.agent_id)];
}

function sorted(sums: Map<string, UsageSum>): Map<string, UsageSum> {
  return new Map([...sums].sort(([a], [b]) => a < b ? -1 : 1));
}

function sumOf(sums: Map<string, UsageSum>, key: string): UsageSum {
  const sum = sums.get(key) ?? emptySum();
  sums.set(key, sum);
  return sum;
}

function emptySum(): UsageSum {
  return {
    calls: 0,
    errors: 0,
    generations: 0,
    deployments: 0,
    testCalls: 0,
    requestBytes: 0,
    responseBytes: 0,
    latency: createLatencyHistogram(),
    models: emptyModelSum(),
  };
}

function addRow(sum: UsageSum, row: UsageRow): void {
  sum.calls += Number(row.calls);
  sum.errors += Number(row.errors);
  sum.generations += Number(row.generations);
  sum.deployments += Number(row.deployments);
  sum.testCalls += Number(row.test_calls);
  sum.requestBytes += Number(row.request_bytes);
  sum.responseBytes += Number(row.response_bytes);
  sum.latency.add(row.latency_counts.map(Number), row.latency_ms_sum);
}

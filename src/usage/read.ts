import { type Selectable, sql } from "kysely";
import type { AgentUsageTable, Db } from "../db/mod.ts";
import type { Histogram } from "../lib/histogram.ts";
import { createLatencyHistogram } from "./latency.ts";

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

type UsageRow = Omit<Selectable<AgentUsageTable>, "workspace_id">;

/** What a workspace used from one day to another, both included. */
export async function readUsage(
  db: Db,
  workspaceId: string,
  { from, to, agentId }: { from: string; to: string; agentId?: string | undefined },
): Promise<UsageReport> {
  let query = db.selectFrom("agent_usage").select(COLUMNS)
    .where("workspace_id", "=", workspaceId).where("day", ">=", from).where("day", "<=", to);
  if (agentId !== undefined) query = query.where("agent_id", "=", agentId);
  const report: UsageReport = { total: emptySum(), byDay: new Map(), byAgent: new Map() };
  for (const row of await query.orderBy("day").orderBy("agent_id").execute()) {
    addRow(report.total, row);
    addRow(sumOf(report.byDay, row.day), row);
    addRow(sumOf(report.byAgent, row.agent_id), row);
  }
  return report;
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

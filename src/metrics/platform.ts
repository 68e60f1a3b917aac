import process from "node:process";
import type { BatchCounts } from "../lib/batch_writer.ts";
import { VERSION } from "../lib/version.ts";
import type { RuntimeStats } from "../runtime/mod.ts";
import { counter, type Family, gauge, histogram, type Sample } from "./text.ts";
import type { Unfinished } from "./unfinished.ts";

type SandboxState = "booting" | "busy" | "idle" | "stuck";

/** The sandboxes of this node. */
export function sandboxFamilies({ deployments, maxSandboxes, boots }: RuntimeStats): Family[] {
  const states: Record<SandboxState, number> = { booting: 0, busy: 0, idle: 0, stuck: 0 };
  for (const deployment of deployments) {
    const state = stateOf(deployment);
    if (state !== null) states[state]++;
  }
  const inProgress = deployments.reduce((sum, { calls }) => sum + calls, 0);
  return [
    gauge("axtl_invocations_in_progress", "Calls under way or waiting for a sandbox.", [{
      value: inProgress,
    }]),
    gauge("axtl_sandboxes", "Sandboxes, by what they are at.", byState(states)),
    gauge("axtl_sandboxes_max", "Sandboxes that there may be.", [{ value: maxSandboxes }]),
    counter("axtl_sandbox_boots_total", "Boots, those that try a version out included.", [
      { labels: { result: "ok" }, value: boots.seconds.count },
      { labels: { result: "failed" }, value: boots.failed },
    ]),
    histogram("axtl_sandbox_boot_seconds", "From the start of the process until the backend is ready.", [
      { value: boots.seconds },
    ]),
    counter(
      "axtl_sandbox_deaths_total",
      "Ends of sandboxes (`stopped`: idle, replaced or removed).",
      [...boots.deaths].map(([reason, value]) => ({ labels: { reason }, value })),
    ),
  ];
}

function stateOf({ pid, calls, isStuck }: RuntimeStats["deployments"][number]): SandboxState | null {
  if (pid === null) return calls > 0 ? "booting" : null;
  if (isStuck) return "stuck";
  return calls > 0 ? "busy" : "idle";
}

/** What this node writes in batches. */
export function recordFamilies(counts: Readonly<Record<string, BatchCounts>>): Family[] {
  const samples = (pick: (counts: BatchCounts) => number): Sample[] =>
    Object.entries(counts).map(([kind, each]) => ({ labels: { kind }, value: pick(each) }));
  return [
    counter(
      "axtl_records_written_total",
      "Records written to the database.",
      samples(({ written }) => written),
    ),
    counter(
      "axtl_records_dropped_total",
      "Records lost: too many were waiting, or the database refused them.",
      samples(({ dropped }) => dropped),
    ),
    gauge("axtl_records_waiting", "Records not written yet.", samples(({ waiting }) => waiting)),
  ];
}

/** Null: the database is away. */
export function unfinishedFamilies(unfinished: Unfinished | null): Family[] {
  const isUp = unfinished !== null;
  const up = gauge("axtl_database_up", "Whether the database answers.", [{ value: isUp ? 1 : 0 }]);
  if (!isUp) return [up];
  const { jobs, asyncCalls, asyncOldestSeconds } = unfinished;
  return [
    up,
    gauge("axtl_jobs", "Jobs of the whole fleet that are not done.", byState(jobs)),
    gauge(
      "axtl_async_calls",
      "Asynchronous calls of the whole fleet that have not ended.",
      byState(asyncCalls),
    ),
    gauge("axtl_async_oldest_seconds", "How long the oldest asynchronous call has been waiting.", [{
      value: asyncOldestSeconds,
    }]),
  ];
}

function byState(counts: Readonly<Record<string, number>>): Sample[] {
  return Object.entries(counts).map(([state, value]) => ({ labels: { state }, value }));
}

/** The names that Prometheus's own client libraries use. */
export function processFamilies(): Family[] {
  const { user, system } = process.cpuUsage();
  return [
    gauge("axtl_build_info", "What runs; always 1.", [
      { labels: { version: VERSION, deno: Deno.version.deno }, value: 1 },
    ]),
    counter("process_cpu_seconds_total", "Computing time of the platform, without sandboxes and Postgres.", [
      { value: (user + system) / 1e6 },
    ]),
    gauge("process_resident_memory_bytes", "Memory of the platform.", [{ value: Deno.memoryUsage().rss }]),
    gauge("process_start_time_seconds", "When the platform started, since 1970.", [{
      value: performance.timeOrigin / 1000,
    }]),
  ];
}

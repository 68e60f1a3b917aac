import { Histogram } from "../lib/histogram.ts";

/**
 * The bounds, in milliseconds, between which calls are counted by latency.
 * WARNING: `agent_usage.latency_counts` holds one count for each, in this order: only ever add at the end.
 */
const LATENCY_BOUNDS_MS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 30_000, 60_000];

export function createLatencyHistogram(): Histogram {
  return new Histogram(LATENCY_BOUNDS_MS);
}

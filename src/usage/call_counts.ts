import type { Histogram } from "../lib/histogram.ts";
import { dayOf } from "./days.ts";
import { createLatencyHistogram } from "./latency.ts";

/** What a call adds to its agent's usage. */
export interface CountedCall {
  readonly agentId: string;
  readonly ok: boolean;
  readonly totalMs: number;
  readonly requestBytes: number;
  readonly responseBytes: number;
}

export interface AgentCounts {
  readonly day: string;
  readonly agentId: string;
  calls: number;
  errors: number;
  testCalls: number;
  requestBytes: number;
  responseBytes: number;
  readonly latency: Histogram;
}

/** What agents have used since it was last written down. As many entries as agents were called, however often. */
export class CallCounts {
  #byAgent = new Map<string, AgentCounts>();
  #day = dayOf(Date.now());

  addCall({ agentId, ok, totalMs, requestBytes, responseBytes }: CountedCall): void {
    const counts = this.#of(this.#day, agentId);
    counts.calls++;
    if (!ok) counts.errors++;
    counts.requestBytes += requestBytes;
    counts.responseBytes += responseBytes;
    counts.latency.observe(totalMs);
  }

  addTestCalls(agentId: string, count: number): void {
    this.#of(this.#day, agentId).testCalls += count;
  }

  /** Gives what there is, sorted as every writer must lock it, and begins anew, on the day that it is now. */
  take(nowMs: number): AgentCounts[] {
    const taken = [...this.#byAgent.values()];
    this.#byAgent = new Map();
    this.#day = dayOf(nowMs);
    return taken.sort((a, b) => a.agentId < b.agentId ? -1 : 1);
  }

  /** Takes back what could not be written. */
  putBack(taken: readonly AgentCounts[]): void {
    for (const old of taken) {
      const counts = this.#of(old.day, old.agentId);
      counts.calls += old.calls;
      counts.errors += old.errors;
      counts.testCalls += old.testCalls;
      counts.requestBytes += old.requestBytes;
      counts.responseBytes += old.responseBytes;
      counts.latency.add(old.latency.counts, old.latency.sum);
    }
  }

  #of(day: string, agentId: string): AgentCounts {
    const key = day + agentId;
    const known = this.#byAgent.get(key);
    if (known !== undefined) return known;
    const counts = {
      day,
      agentId,
      calls: 0,
      errors: 0,
      testCalls: 0,
      requestBytes: 0,
      responseBytes: 0,
      latency: createLatencyHistogram(),
    };
    this.#byAgent.set(key, counts);
    return counts;
  }
}

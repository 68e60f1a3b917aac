import { type Db, isPassing } from "../db/mod.ts";
import type { Log } from "../lib/log.ts";
import { CallCounts, type CountedCall } from "./call_counts.ts";
import type { CallQuota } from "./call_quota.ts";
import { addCounts } from "./write.ts";

export interface Usage {
  /** Counts a call that ended. Never fails, never waits. */
  countCall(call: CountedCall): void;
  /** Counts calls that the platform itself made to try a version out. */
  countTestCalls(agentId: string, count: number): void;
  /** Whether the agent's workspace has used up its calls of today, as far as this node knows. */
  hasSpentCalls(agentId: string): boolean;
  /** Writes what was counted, and stops. */
  close(): Promise<void>;
}

/** As promptly as invocation records: what a crash may lose is the same of both. */
const WRITE_EVERY_MS = 200;

export function createUsage(db: Db, quota: CallQuota, log: Log): Usage {
  const counts = new CallCounts();
  let writing: Promise<void> = Promise.resolve();
  const write = async () => {
    const taken = counts.take(Date.now());
    if (taken.length === 0) return;
    try {
      await addCounts(db, taken);
      await quota.refresh(taken.map(({ agentId }) => agentId));
    } catch (error) {
      if (isPassing(error)) counts.putBack(taken);
      else log.error("writing usage failed", error, { agents: taken.length });
    }
  };
  const timer = setInterval(() => void (writing = writing.then(write)), WRITE_EVERY_MS);
  return {
    countCall: (call) => counts.addCall(call),
    countTestCalls: (agentId, count) => counts.addTestCalls(agentId, count),
    hasSpentCalls: (agentId) => quota.isSpent(agentId),
    async close() {
      clearInterval(timer);
      await writing;
      await write();
    },
  };
}

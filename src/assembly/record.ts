import type { Invocation, Invocations } from "../invocations/mod.ts";
import type { Log } from "../lib/log.ts";
import type { Metrics } from "../metrics/mod.ts";
import type { Usage } from "../usage/mod.ts";

export interface RecordDeps {
  invocations: Invocations;
  usage: Usage;
  metrics: Metrics;
  /** Where each call gets a line of its own; null: nowhere. */
  callLog: Log | null;
}

/** What is done with each call that got past its key, when it has ended. On the path of every call: nothing waits. */
export function createRecord(
  { invocations, usage, metrics, callLog }: RecordDeps,
): (invocation: Invocation) => void {
  return (invocation) => {
    invocations.add(invocation);
    metrics.observe(invocation);
    // What was refused before the backend saw it has used nothing.
    if (invocation.timing !== null) usage.countCall(invocation);
    if (callLog !== null) writeLine(callLog, invocation);
  };
}

/** Without the cause: what a backend said is its owner's affair, and has no place in the operator's log. */
function writeLine(log: Log, { cause: _, timing, ...invocation }: Invocation): void {
  log.info("call", { ...invocation, ...timing });
}

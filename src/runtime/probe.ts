import { Deployment, type DeploymentDeps, type Ready } from "./deployment.ts";
import { type CallRequest, type DeathReason, type LogEntry, type Outcome, PROBE_PREFIX } from "./types.ts";

export type ProbeOwner = { readonly agentId: string; readonly slug: string };

export type BootFailure = { readonly reason: DeathReason | "overloaded"; readonly stderrTail: string };

/** How a bundle fared: either it did not start, or there is one outcome for each request. */
export type ProbeResult =
  | { ok: true; bootMs: number; outcomes: Outcome[]; logs: LogEntry[] }
  | { ok: false; failure: BootFailure; logs: LogEntry[] };

const NO_ROOM: BootFailure = { reason: "overloaded", stderrTail: "" };

/** Enough to read what went wrong; a bundle that floods its log gets no more memory for it. */
const MAX_PROBE_LOGS = 1000;

/** Boots `source` as a deployment of nobody's, makes the calls one after the other, and stops it. */
export async function runProbe(
  deps: DeploymentDeps,
  source: string,
  owner: ProbeOwner,
  requests: readonly CallRequest[],
): Promise<ProbeResult> {
  const logs: LogEntry[] = [];
  const log = (entry: LogEntry) => void (logs.length < MAX_PROBE_LOGS && logs.push(entry));
  const target = { ...owner, deploymentId: PROBE_PREFIX + crypto.randomUUID(), version: 0, bundleHash: "" };
  const deployment = new Deployment(target, { ...deps, log, loadBundle: () => Promise.resolve(source) });
  try {
    const ready = await deployment.warm();
    if (ready === "overloaded") return { ok: false, failure: NO_ROOM, logs };
    if (!ready.ok) return { ok: false, failure: ready.death, logs };
    const outcomes: Outcome[] = [];
    for (const request of requests) outcomes.push(await deployment.call(request));
    return { ok: true, bootMs: ready.bootMs, outcomes, logs };
  } finally {
    await deployment.stop();
  }
}

/** Null when it is ready. */
export function bootFailureOf(ready: Ready): BootFailure | null {
  if (ready === "overloaded") return NO_ROOM;
  return ready.ok ? null : ready.death;
}

import type { Db, Signals } from "./db/mod.ts";
import { liveDeploymentId } from "./deployments/mod.ts";
import type { Log } from "./lib/log.ts";
import type { Runtime } from "./runtime/mod.ts";

/** How long calls may go on in a sandbox that has been replaced. */
const DRAIN_MS = 30_000;

/**
 * Ends this node's sandboxes that nobody should reach any more: those of a replaced version, or with secrets that have
 * changed, when their calls are done, those of a deleted agent at once. Returns the way to stop looking.
 */
export function retireReplaced(runtime: Runtime, db: Db, signals: Signals, log: Log): () => void {
  const agentsHere = () => new Set(runtime.stats().deployments.map(({ agentId }) => agentId));
  const retire = (agentId: string) =>
    retireAgent(runtime, db, agentId).catch((error) =>
      log.error("retiring sandboxes failed", error, { agentId })
    );
  const renew = (agentId: string) =>
    runtime.renew(agentId, { drainMs: DRAIN_MS }).catch((error) =>
      log.error("renewing sandboxes failed", error, { agentId })
    );
  return signals.subscribe((signal) => {
    if (signal.kind === "secrets") renew(signal.id);
    if (signal.kind === "agent") retire(signal.id);
    if (signal.kind === "lost") agentsHere().forEach(retire);
  });
}

async function retireAgent(runtime: Runtime, db: Db, agentId: string): Promise<void> {
  const live = await liveDeploymentId(db, agentId);
  if (live === undefined) return await runtime.stopAll(agentId);
  const replaced = runtime.stats().deployments
    .filter((deployment) => deployment.agentId === agentId && deployment.deploymentId !== live);
  await Promise.all(replaced.map(({ deploymentId }) => runtime.retire(deploymentId, { drainMs: DRAIN_MS })));
}

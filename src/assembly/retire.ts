import type { Db, Signals } from "../db/mod.ts";
import { agentsToldSecrets, liveDeploymentId } from "../deployments/mod.ts";
import type { Log } from "../lib/log.ts";
import type { Runtime } from "../runtime/mod.ts";

/** How long calls may go on in a sandbox that has been replaced. */
const DRAIN_MS = 30_000;

/**
 * Ends this node's sandboxes that nobody should reach any more: those of a replaced version, or with secrets that have
 * changed, when their calls are done, those of a deleted agent at once. Returns the way to stop looking.
 */
export function retireReplaced(runtime: Runtime, db: Db, signals: Signals, log: Log): () => void {
  const attempt = (what: string, agentId: string | undefined, work: Promise<void>) =>
    work.catch((error) => log.error(`${what} sandboxes failed`, error, { agentId }));
  const retire = (agentId: string) => attempt("retiring", agentId, retireAgent(runtime, db, agentId));
  const renew = (agentId: string) =>
    attempt("renewing", agentId, runtime.renew(agentId, { drainMs: DRAIN_MS }));
  const isNew = rememberChanges();
  return signals.subscribe((signal) => {
    if (signal.kind === "agent") retire(signal.id);
    if (signal.kind === "secrets" && isNew(signal.change)) renew(signal.id);
    if (signal.kind === "lost") {
      const here = runtime.stats().deployments;
      new Set(here.map(({ agentId }) => agentId)).forEach(retire);
      // Which secrets have changed meanwhile nobody knows, so whoever has any starts afresh.
      const told = agentsToldSecrets(db, here.map(({ deploymentId }) => deploymentId));
      attempt("renewing", undefined, told.then((agentIds) => agentIds.forEach(renew)));
    }
  });
}

const REMEMBERED_CHANGES = 1000;

/** A change is heard twice on the node that made it, and starting afresh twice would be once too often. */
function rememberChanges(): (change: string) => boolean {
  const seen = new Set<string>();
  return (change) => {
    const isNew = !seen.has(change);
    seen.add(change);
    if (seen.size > REMEMBERED_CHANGES) seen.delete(seen.values().next().value ?? "");
    return isNew;
  };
}

async function retireAgent(runtime: Runtime, db: Db, agentId: string): Promise<void> {
  const live = await liveDeploymentId(db, agentId);
  if (live === undefined) return await runtime.stopAll(agentId);
  const replaced = runtime.stats().deployments
    .filter((deployment) => deployment.agentId === agentId && deployment.deploymentId !== live);
  await Promise.all(replaced.map(({ deploymentId }) => runtime.retire(deploymentId, { drainMs: DRAIN_MS })));
}

import type { Config } from "../config.ts";
import { abandonJob, runJob } from "../generation/mod.ts";
import type { Host } from "../host/mod.ts";
import { adaptProbe } from "./probe.ts";
import type { Runtime, Target } from "../runtime/mod.ts";
import type { DenoTool } from "../validation/mod.ts";
import type { Services } from "./services.ts";

export async function startJobs(
  config: Config,
  host: Host,
  services: Services,
  runtime: Runtime,
): Promise<void> {
  if (!config.roles.has("jobs")) return;
  const { db, signals, blobs, queue, usage, models } = services;
  const stages = {
    db,
    signals,
    blobs,
    probe: adaptProbe(runtime, usage.countTestCalls),
    warm: (target: Target) => warm(runtime, target),
    denoTool: denoTool(host, runtime),
    ...(config.model && models &&
      { modelRoute: { models, jobBudget: config.model.jobBudget, prices: config.modelPrices } }),
  };
  await queue.work((jobId) => runJob(stages, jobId), (jobId) => abandonJob(stages, jobId));
}

/** Why it does not start; null when it does. With no room for it now, it starts with its first call. */
async function warm(runtime: Runtime, target: Target): Promise<string | null> {
  const failure = await runtime.warm(target);
  if (failure === null || failure.reason === "overloaded") return null;
  return `it did not boot (${failure.reason}): ${failure.stderrTail}`;
}

/** Deno's checker reads code that nobody trusts, so it runs as a user of its own: the last of the sandbox users. */
function denoTool({ denoPath, runDir, sandboxUser }: Host, runtime: Runtime): DenoTool {
  const user = sandboxUser?.(sandboxUser.slots - 1);
  const wrap: DenoTool["wrap"] = (command, workDir) => runtime.wrapTool(command, workDir);
  return { denoPath, tmpDir: runDir, wrap, ...(user && { user }) };
}

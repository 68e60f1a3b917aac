import type { Config } from "../config.ts";
import { abandonJob, type Job, type ModelRoute, runJob } from "../generation/mod.ts";
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
  const { db, signals, blobs, queue, usage, providers } = services;
  const stages = {
    db,
    signals,
    blobs,
    probe: adaptProbe(runtime, usage.countTestCalls),
    warm: (target: Target) => warm(runtime, target),
    denoTool: denoTool(host, runtime),
    modelRoute: (job: Job) => routeOf(config, services, job),
  };
  const run = async (jobId: string) => {
    await runJob(stages, jobId);
    await providers.sweep();
  };
  await queue.work(run, (jobId) => abandonJob(stages, jobId));
}

/** As it was when the job began: its state says whose settings hold. */
async function routeOf(
  { modelUse: { jobBudget } }: Config,
  { providers }: Services,
  { workspace_id, state: { modelSettingsId } }: Job,
): Promise<ModelRoute | null> {
  const route = modelSettingsId === undefined
    ? await providers.of(workspace_id)
    : await providers.ofId(workspace_id, modelSettingsId);
  return route && { models: route.models, prices: route.prices, jobBudget };
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

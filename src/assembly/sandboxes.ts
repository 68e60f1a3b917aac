import { type Ai, type AiMeter, type AskModel, createAi } from "../ai/mod.ts";
import { workspaceOf } from "../agents/mod.ts";
import type { BlobStore } from "../artifacts/mod.ts";
import { type Config, ConfigError } from "../config.ts";
import { createCapabilities } from "../capabilities/mod.ts";
import { createFindGrants } from "../deployments/mod.ts";
import { createEgress } from "../egress/mod.ts";
import type { Host } from "../host/mod.ts";
import type { Log } from "../lib/log.ts";
import { Unwind } from "../lib/unwind.ts";
import { retireReplaced } from "./retire.ts";
import { type Capabilities, createRuntime, type Runtime } from "../runtime/mod.ts";
import { createMemoryStores, createStore, sweepRegularly } from "../store/mod.ts";
import { backendTokensToday, countModelUse } from "../usage/mod.ts";
import type { AppOverrides, Services } from "./services.ts";

export async function openRuntime(
  config: Config,
  host: Host,
  services: Services,
  overrides: AppOverrides,
  log: Log,
  unwind: Unwind,
): Promise<Runtime> {
  const { db, signals, blobs, logs } = services;
  const runtime = await createRuntime({
    host: {
      denoPath: host.denoPath,
      runDir: host.runDir,
      ...(host.sandboxUser && { user: host.sandboxUser }),
    },
    limits: {
      timeoutMs: config.invokeTimeoutMs,
      idleMs: config.sandboxIdleMs,
      memoryMb: config.sandboxMemoryMb,
      cpuMs: config.sandboxCpuMs,
      maxSandboxes: Math.min(config.maxSandboxes, host.sandboxUser?.slots ?? Infinity),
    },
    loadBundle: (hash) => loadBundle(blobs, hash),
    log: (line) => logs.add(line),
    capabilities: openCapabilities(config, services, overrides, log),
  });
  unwind.push("sandboxes", () => runtime.close());
  requireIsolation(config, runtime);
  unwind.push("store sweep", sweepRegularly(db, log));
  unwind.push("retirement", retireReplaced(runtime, db, signals, log));
  return runtime;
}

/** Throws ConfigError. */
function requireIsolation({ requireOsSandbox }: Config, { isolation: { level, shortfall } }: Runtime): void {
  if (!requireOsSandbox || level === "deno+os") return;
  throw new ConfigError(
    `AXTL_REQUIRE_OS_SANDBOX is 1, but sandboxes on this machine are ${level}: ${shortfall}`,
  );
}

function openCapabilities(
  config: Config,
  services: Services,
  { egress }: AppOverrides,
  log: Log,
): Capabilities {
  const { db, outage, secrets } = services;
  return createCapabilities({
    store: createStore(db),
    probeStore: createMemoryStores(),
    secrets,
    egress: createEgress(egress),
    findGrants: createFindGrants(db, outage),
    ai: openAi(config, services),
    log,
  });
}

/** For `env.ai`: the model as a function, since the data plane knows no models. */
function openAi({ modelUse }: Config, { db, providers }: Services): Ai {
  const ask: AskModel = async ({ agentId, ...question }) => {
    const workspaceId = await workspaceOf(db, agentId);
    const route = workspaceId === null ? null : await providers.of(workspaceId);
    const model = route?.models.names[0];
    if (!route || model === undefined) return null;
    return { model, ...await route.models.generate({ ...question, model }) };
  };
  const meter: AiMeter = {
    tokensPerDay: modelUse.agentTokensPerDay,
    usedToday: (agentId) => backendTokensToday(db, agentId),
    count: (agentId, used) => countModelUse(db, { agentId, askedBy: "backend", ...used }),
  };
  return createAi(meter, ask);
}

async function loadBundle(blobs: BlobStore, hash: string): Promise<string> {
  const bundle = await blobs.get(hash);
  if (!bundle) throw new Error(`bundle ${hash} is missing`);
  return new TextDecoder().decode(bundle);
}

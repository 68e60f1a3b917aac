import { createApi } from "../api/mod.ts";
import type { Config } from "../config.ts";
import { readiness } from "../db/mod.ts";
import {
  allowOrigins,
  createAddressOf,
  createGateway,
  createQueuedCalls,
  createRunQueued,
  type GatewayDeps,
} from "../gateway/mod.ts";
import type { Log } from "../lib/log.ts";
import { Unwind } from "../lib/unwind.ts";
import { createMetrics, type Metrics } from "../metrics/mod.ts";
import { createRecord } from "./record.ts";
import type { Runtime } from "../runtime/mod.ts";
import { byPath, type GatewayHandlers, listen } from "../serve.ts";
import { traced } from "./trace.ts";
import type { Services } from "./services.ts";

/** How long a stop waits for the calls under way. */
const DRAIN_MS = 5_000;

function openMetrics({ db, invocations, logs }: Services, runtime: Runtime, unwind: Unwind): Metrics {
  const metrics = createMetrics({ db, runtime, records: { invocation: invocations, log_line: logs } });
  unwind.push("metrics", () => metrics.close());
  return metrics;
}

/** Returns the URL. The platform's own is known only now that the port is, and nobody asks before. */
export async function startServer(
  config: Config,
  services: Services,
  runtime: Runtime,
  log: Log,
  unwind: Unwind,
): Promise<string> {
  if (config.roles.size === 0) return config.publicUrl;
  const stopping = new AbortController();
  let url = config.publicUrl;
  const metrics = openMetrics(services, runtime, unwind);
  const api = createApi({
    ...services,
    quotas: config.quotas,
    modelPrices: config.modelPrices,
    metrics,
    metricsToken: config.metricsToken,
    publicUrl: () => url,
    readiness: async () => ({ ...await readiness(services.db), sandbox: runtime.isolation.level }),
    log,
    bodyTimeoutMs: config.bodyTimeoutMs,
    stopping: stopping.signal,
  });
  const gateway: GatewayDeps = {
    verifyKey: services.keys.verify,
    once: services.idempotency.once,
    addressOf: createAddressOf(config.trustedProxies),
    findAgent: services.endpoints.find,
    runtime: config.tracing ? await traced(runtime) : runtime,
    settings: { maxBodyBytes: config.maxBodyBytes, bodyTimeoutMs: config.bodyTimeoutMs },
    log,
    hasSpentCalls: services.usage.hasSpentCalls,
    record: createRecord({ ...services, metrics, callLog: config.logCalls ? log : null }),
    refused: metrics.refused,
    queue: services.asyncCalls,
  };
  if (config.roles.has("gateway")) {
    unwind.push("queued calls", services.asyncCalls.work(createRunQueued(gateway)));
  }
  const server = listen(config, byPath(config.roles, callHandlers(config, services, gateway), api), log);
  unwind.push("server", () => server.stop(DRAIN_MS));
  unwind.push("streams", () => stopping.abort());
  url ||= server.url;
  return url;
}

/** What an agent's callers reach, from the browser too where the operator allows it. */
function callHandlers(
  { corsOrigins }: Config,
  { asyncCalls }: Services,
  gateway: GatewayDeps,
): GatewayHandlers {
  return {
    invoke: allowOrigins(corsOrigins, createGateway(gateway)),
    queuedCalls: allowOrigins(corsOrigins, createQueuedCalls({ ...gateway, ...asyncCalls }), "GET, DELETE"),
  };
}

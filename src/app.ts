import { type Ai, type AiMeter, type AskModel, createAi } from "./ai/mod.ts";
import {
  type AsyncCalls,
  type AsyncDeps,
  createAsyncCalls,
  createWebhookSecret,
  type WebhookSecret,
} from "./async/mod.ts";
import { createApi } from "./api/mod.ts";
import { type BlobStore, createBlobStore } from "./artifacts/mod.ts";
import { type Config, ConfigError } from "./config.ts";
import { createCapabilities } from "./capabilities/mod.ts";
import { startPostgres } from "./db/embedded/mod.ts";
import {
  type ConnectionSettings,
  type Db,
  isUnavailable,
  openDatabase,
  readiness,
  type Signals,
} from "./db/mod.ts";
import { createEndpoints, createFindGrants, type Endpoints } from "./deployments/mod.ts";
import { createEgress, type EgressSettings } from "./egress/mod.ts";
import {
  allowOrigins,
  createAddressOf,
  createGateway,
  createQueuedCalls,
  createRunQueued,
  type GatewayDeps,
} from "./gateway/mod.ts";
import {
  abandonJob,
  createGeneration,
  createReview,
  type Generation,
  openQueue,
  type Queue,
  type Review,
  runJob,
} from "./generation/mod.ts";
import { createModels, type Models } from "./models/mod.ts";
import { type Host, prepareHost } from "./host/mod.ts";
import { createInvocations, type Invocations } from "./invocations/mod.ts";
import { createIdempotency, type Idempotency } from "./idempotency/mod.ts";
import { createKeys, type Keys } from "./keys/mod.ts";
import type { Log } from "./lib/log.ts";
import { Outage } from "./lib/outage.ts";
import { Unwind } from "./lib/unwind.ts";
import { createLogs, type Logs } from "./logs/mod.ts";
import { createMetrics, type Metrics } from "./metrics/mod.ts";
import { checkSecret, keptSecret } from "./platform/mod.ts";
import { adaptProbe } from "./probe.ts";
import { createRecord } from "./record.ts";
import { retireReplaced } from "./retire.ts";
import { type Capabilities, createRuntime, type Runtime, type Target } from "./runtime/mod.ts";
import { createSecrets, type Secrets } from "./secrets/mod.ts";
import { byPath, type GatewayHandlers, listen } from "./serve.ts";
import { createMemoryStores, createStore, sweepRegularly } from "./store/mod.ts";
import { createLinks, createTokens, type Links, type Tokens } from "./tokens/mod.ts";
import { backendTokensToday, CallQuota, countModelUse, createUsage, type Usage } from "./usage/mod.ts";
import { traced } from "./trace.ts";
import type { DenoTool } from "./validation/mod.ts";

/** The running platform, for the command that started it. */
export interface App {
  /** Where clients reach it. */
  url: string;
  /** What the person who started it should know. */
  notes: readonly string[];
  services: Services;
  /** Stops taking calls, ends what runs, and leaves nothing running behind. */
  stop(): Promise<void>;
}

export interface Services {
  db: Db;
  signals: Signals;
  outage: Outage;
  blobs: BlobStore;
  queue: Queue;
  tokens: Tokens;
  links: Links;
  keys: Keys;
  idempotency: Idempotency;
  asyncCalls: AsyncCalls;
  webhookSecret: WebhookSecret;
  secrets: Secrets;
  logs: Logs;
  invocations: Invocations;
  usage: Usage;
  endpoints: Endpoints;
  generation: Generation;
  review: Review;
  /** Null: none is configured. */
  models: Models | null;
}

/** What tests need otherwise. In production nothing is set. */
export interface AppOverrides {
  /** Where backends may send requests. */
  egress?: EgressSettings;
  /** Where callbacks may be sent. */
  callbacks?: EgressSettings & { allowHttp?: boolean };
}

/** How long a stop waits for the calls under way. */
const DRAIN_MS = 5_000;

/**
 * Starts everything, in the order in which one thing needs another; stopping is the same order backwards. A start that
 * fails ends what it had begun.
 */
export async function startApp(config: Config, log: Log, overrides: AppOverrides = {}): Promise<App> {
  const unwind = new Unwind((name, error) => log.error(`stopping ${name} failed`, error));
  try {
    return await assemble(config, log, overrides, unwind);
  } catch (error) {
    await unwind.unwind();
    throw error;
  }
}

async function assemble(config: Config, log: Log, overrides: AppOverrides, unwind: Unwind): Promise<App> {
  const host = await prepareHost({ dataDir: config.dataDir });
  unwind.push("host", () => host.release());
  const connection = await findDatabase(config, host, log, unwind);
  const services = await openServices(config, host, connection, overrides, log, unwind);
  const runtime = await openRuntime(config, host, services, overrides, log, unwind);
  await startJobs(config, host, services, runtime);
  const url = await startServer(config, services, runtime, log, unwind);
  return { url, notes: host.notes, services, stop: () => unwind.unwind() };
}

async function findDatabase(
  config: Config,
  host: Host,
  log: Log,
  unwind: Unwind,
): Promise<ConnectionSettings> {
  if (config.databaseUrl !== null) return { connectionString: config.databaseUrl };
  const postgres = await startPostgres(await host.postgres(), (line) => log.info(line));
  unwind.push("Postgres", () => postgres.stop());
  return { ...postgres.connection };
}

async function openServices(
  config: Config,
  host: Host,
  connection: ConnectionSettings,
  overrides: AppOverrides,
  log: Log,
  unwind: Unwind,
): Promise<Services> {
  const { db, copyIn, signals, close } = await openDatabase(connection, log);
  unwind.push("database", close);
  const secret = config.secret ?? await keptSecret(host.dataDir);
  await checkSecret(db, secret);
  // Without a server of our own, other platforms may be using this database.
  const isSole = config.databaseUrl === null;
  const queue = await openQueue(connection, isSole, log);
  unwind.push("queue", () => queue.close());
  const blobs = createBlobStore(db);
  const outage = new Outage({ mostStaleMs: config.databaseOutageMs, isAway: isUnavailable });
  signals.subscribe((signal) => signal.kind === "lost" && outage.end());
  const keys = createKeys(db, signals, secret, outage, log);
  unwind.push("keys", () => keys.close());
  const idempotency = createIdempotency(db, secret, log);
  unwind.push("idempotency", () => idempotency.close());
  if (isSole) await idempotency.releaseCutOff();
  const webhookSecret = createWebhookSecret(secret);
  const asyncCalls = openAsyncCalls(config, { db, signals, secretOf: webhookSecret, log }, overrides);
  if (isSole) await asyncCalls.releaseCutOff();
  const logs = createLogs(db, log);
  unwind.push("logs", () => logs.close());
  const invocations = createInvocations({ db, copyIn }, log, { keptDays: config.invocationsKeepDays });
  unwind.push("invocation records", () => invocations.close());
  const usage = createUsage(db, new CallQuota(db, config.quotas.calls), log);
  unwind.push("usage", () => usage.close());
  return {
    db,
    signals,
    outage,
    blobs,
    queue,
    tokens: createTokens(db, secret),
    links: createLinks(secret),
    keys,
    idempotency,
    asyncCalls,
    webhookSecret,
    secrets: createSecrets(db, signals, secret),
    logs,
    invocations,
    endpoints: createEndpoints(db, signals, outage),
    usage,
    generation: createGeneration(db, queue, blobs, config.quotas, config.model?.names ?? []),
    review: createReview(db, queue),
    models: config.model && createModels(config.model),
  };
}

/** A callback's answer says all with its status, so there is little to wait for and less to read. */
const CALLBACK_LIMITS = { timeoutMs: 15_000, maxResponseBytes: 65_536 };

function openAsyncCalls(
  { asyncCalls }: Config,
  deps: Omit<AsyncDeps, "egress">,
  { callbacks: { allowHttp = false, ...egress } = {} }: AppOverrides,
): AsyncCalls {
  const door = createEgress({ limits: CALLBACK_LIMITS, ...egress });
  return createAsyncCalls({ ...deps, egress: door }, { ...asyncCalls, allowHttp });
}

async function openRuntime(
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

/** For `env.ai`: the model as a function, since the data plane knows no models. Null: none is configured. */
function openAi({ model }: Config, { db, models }: Services): Ai | null {
  if (!model || !models) return null;
  const name = model.names[0]!;
  const ask: AskModel = (question) => models.generate({ ...question, model: name });
  const meter: AiMeter = {
    tokensPerDay: model.agentTokensPerDay,
    usedToday: (agentId) => backendTokensToday(db, agentId),
    count: (agentId, usage) => countModelUse(db, { agentId, askedBy: "backend", model: name, ...usage }),
  };
  return createAi(meter, ask);
}

async function loadBundle(blobs: BlobStore, hash: string): Promise<string> {
  const bundle = await blobs.get(hash);
  if (!bundle) throw new Error(`bundle ${hash} is missing`);
  return new TextDecoder().decode(bundle);
}

async function startJobs(config: Config, host: Host, services: Services, runtime: Runtime): Promise<void> {
  if (!config.roles.has("jobs")) return;
  const { db, signals, blobs, queue, usage, models } = services;
  const stages = {
    db,
    signals,
    blobs,
    probe: adaptProbe(runtime, usage.countTestCalls),
    warm: (target: Target) => warm(runtime, target),
    denoTool: denoTool(host, runtime),
    ...(config.model && models && { modelRoute: { models, jobBudget: config.model.jobBudget } }),
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

function openMetrics({ db, invocations, logs }: Services, runtime: Runtime, unwind: Unwind): Metrics {
  const metrics = createMetrics({ db, runtime, records: { invocation: invocations, log_line: logs } });
  unwind.push("metrics", () => metrics.close());
  return metrics;
}

/** Returns the URL. The platform's own is known only now that the port is, and nobody asks before. */
async function startServer(
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

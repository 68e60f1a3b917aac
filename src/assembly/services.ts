import {
  type AsyncCalls,
  type AsyncDeps,
  createAsyncCalls,
  createWebhookSecret,
  type WebhookSecret,
} from "../async/mod.ts";
import { type BlobStore, createBlobStore } from "../artifacts/mod.ts";
import type { Config } from "../config.ts";
import { type ConnectionSettings, type Db, isUnavailable, openDatabase, type Signals } from "../db/mod.ts";
import { createEndpoints, type Endpoints } from "../deployments/mod.ts";
import { createEgress, type EgressSettings } from "../egress/mod.ts";
import {
  createGeneration,
  createReview,
  type Generation,
  modelSettingsInUse,
  openQueue,
  type Queue,
  type Review,
} from "../generation/mod.ts";
import type { Host } from "../host/mod.ts";
import { createInvocations, type Invocations } from "../invocations/mod.ts";
import { createIdempotency, type Idempotency } from "../idempotency/mod.ts";
import { createKeys, type Keys } from "../keys/mod.ts";
import type { Log } from "../lib/log.ts";
import { Outage } from "../lib/outage.ts";
import { Unwind } from "../lib/unwind.ts";
import { createLogs, type Logs } from "../logs/mod.ts";
import { checkSecret, keptSecret } from "../platform/mod.ts";
import { createProviders, type Providers } from "../providers/mod.ts";
import { createSecrets, type Secrets } from "../secrets/mod.ts";
import { createLinks, createTokens, type Links, type Tokens } from "../tokens/mod.ts";
import { CallQuota, createUsage, type Usage } from "../usage/mod.ts";

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
  providers: Providers;
}

/** What tests need otherwise. In production nothing is set. */
export interface AppOverrides {
  /** Where backends may send requests. */
  egress?: EgressSettings;
  /** Where the models of workspaces may be. */
  models?: EgressSettings;
  /** Where callbacks may be sent. */
  callbacks?: EgressSettings & { allowHttp?: boolean };
}

export async function openServices(
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
  const providers = openProviders(config, db, secret, overrides);
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
    generation: createGeneration(db, queue, blobs, config.quotas, async (workspaceId) => {
      const route = await providers.of(workspaceId);
      return { names: route?.models.names ?? [], settingsId: route?.settingsId ?? null };
    }),
    review: createReview(db, queue),
    providers,
  };
}

function openProviders(config: Config, db: Db, secret: string, { models: egress }: AppOverrides): Providers {
  const { model: platform, modelPrices: prices, modelUse: { limits, allowPrivate } } = config;
  const settings = { platform, prices, limits, allowPrivate, ...(egress && { egress }) };
  return createProviders(db, secret, settings, () => modelSettingsInUse(db));
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

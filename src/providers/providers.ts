import type { Db } from "../db/mod.ts";
import { createEgress, type EgressSettings } from "../egress/mod.ts";
import { createSeal } from "../lib/seal.ts";
import { createModels, type ModelLimits, type Models, type ModelSettings } from "../models/mod.ts";
import type { ModelPrices } from "../usage/mod.ts";
import { fetchThrough } from "./egress_fetch.ts";
import {
  currentSettings,
  findSettings,
  forgetReplaced,
  type ModelSettingsInput,
  replaceSettings,
  type StoredSettings,
} from "./settings.ts";

export interface ProvidersSettings {
  /** The operator's endpoint; null where there is none. */
  platform: Omit<ModelSettings, "limits" | "fetch"> | null;
  prices: ModelPrices;
  limits: ModelLimits;
  /** Whether workspaces may name endpoints in private networks, and without TLS. */
  allowPrivate: boolean;
  egress?: EgressSettings;
}

/** What a workspace asks now. */
export interface WorkspaceModel {
  models: Models;
  prices: ModelPrices;
  /** Null: the operator's. */
  settingsId: string | null;
}

export interface Providers {
  /** The operator's names, and the provider; null where there is none. */
  readonly platform: Models | null;
  /** Null: neither the workspace nor the operator has one. */
  of(workspaceId: string): Promise<WorkspaceModel | null>;
  /** As `of` was when it gave this id; as it is now when those settings are gone. */
  ofId(workspaceId: string, settingsId: string | null): Promise<WorkspaceModel | null>;
  read(workspaceId: string): Promise<StoredSettings | null>;
  /** Null when they are set, or why the base URL may not be asked. */
  set(workspaceId: string, settings: ModelSettingsInput): Promise<string | null>;
  /** False: the workspace had none. */
  clear(workspaceId: string): Promise<boolean>;
  /** Forgets replaced settings; called when a job is over. */
  sweep(): Promise<void>;
}

/** Endpoints that are remembered with their loaded SDK, and the forms of answer that they know. */
const MOST_KEPT = 500;
const AT_ONCE_PER_WORKSPACE = 64;
/** So that the model's own clocks and bounds are the ones that are felt. */
const SLACK_MS = 5_000;

/** `inUse`: the ids of settings that jobs which are not over began with. */
export function createProviders(
  db: Db,
  platformSecret: string,
  settings: ProvidersSettings,
  inUse: () => Promise<string[]>,
): Providers {
  const { platform: own, prices, limits, allowPrivate } = settings;
  const seal = createSeal(platformSecret, "axtl model settings v1");
  const egress = createEgress(egressSettings(settings));
  const platform = own && createModels({ ...own, limits });
  const kept = new Map<string, Models>();

  const modelsOf = (workspaceId: string, stored: StoredSettings): Models => {
    const known = kept.get(stored.id);
    if (known) return known;
    const { provider, baseUrl, apiKey, model } = stored;
    const fetch = fetchThrough(egress, workspaceId);
    const models = createModels({ provider, baseUrl, apiKey, names: [model], limits, fetch });
    if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value!);
    kept.set(stored.id, models);
    return models;
  };

  const ofStored = (workspaceId: string, stored: StoredSettings | null): WorkspaceModel | null => {
    if (!stored) return platform && { models: platform, prices, settingsId: null };
    const { model, price } = stored;
    const all = price ? { ...prices, [model]: price } : prices;
    return { models: modelsOf(workspaceId, stored), prices: all, settingsId: stored.id };
  };

  const sweep = async () => await forgetReplaced(db, await inUse());

  return {
    platform,
    of: async (workspaceId) => ofStored(workspaceId, await currentSettings(db, seal, workspaceId)),
    async ofId(workspaceId, settingsId) {
      if (settingsId === null && platform) return ofStored(workspaceId, null);
      const stored = settingsId === null ? null : await findSettings(db, seal, workspaceId, settingsId);
      return ofStored(workspaceId, stored ?? await currentSettings(db, seal, workspaceId));
    },
    read: (workspaceId) => currentSettings(db, seal, workspaceId),
    async set(workspaceId, given) {
      const url = new URL(given.baseUrl);
      if (url.protocol !== "https:" && !allowPrivate) return "takes an https: URL: the key goes there";
      const refusal = await egress.check(url.href, [url.hostname]);
      if (refusal) return refusal.message;
      await replaceSettings(db, seal, workspaceId, given);
      await sweep();
      return null;
    },
    async clear(workspaceId) {
      const hadSome = await replaceSettings(db, seal, workspaceId, null);
      await sweep();
      return hadSome;
    },
    sweep,
  };
}

function egressSettings({ limits, allowPrivate, egress }: ProvidersSettings): EgressSettings {
  return {
    ...(allowPrivate && { isAllowedAddress: () => true }),
    ...egress,
    limits: {
      timeoutMs: limits.totalMs + SLACK_MS,
      maxResponseBytes: 2 * limits.maxBodyBytes,
      atOncePerAgent: AT_ONCE_PER_WORKSPACE,
    },
  };
}

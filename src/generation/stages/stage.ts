import type { BlobStore } from "../../artifacts/mod.ts";
import type { Db, Signals } from "../../db/mod.ts";
import type { JsonObject } from "../../lib/json.ts";
import type { DenoTool, Probe } from "../../validation/mod.ts";
import type { Target } from "../../deployments/mod.ts";
import type { Job, JobChange } from "../jobs.ts";
import type { ModelRoute } from "../model_route.ts";
import type { StageName } from "../state.ts";

/** What the stages need from the rest of the platform. */
export interface StageDeps {
  db: Db;
  signals: Signals;
  blobs: BlobStore;
  /** Boots files in the production sandbox, for one look. */
  probe: Probe;
  /** Boots the sandbox of a deployment that is about to go live. Resolves to why it does not start; null when it does. */
  warm: (target: Target) => Promise<string | null>;
  denoTool: DenoTool;
  /** The model that the job began with; null where there is none. */
  modelRoute: (job: Job) => Promise<ModelRoute | null>;
}

export interface StageContext {
  job: Job;
  agent: { id: string; slug: string; name: string };
  deps: StageDeps;
  /** A line for the person who waits. */
  log(message: string): Promise<void>;
  /** Says how much the model has written so far. */
  written(characters: number): Promise<void>;
}

/**
 * What a stage came to. `failed` is an expected end that the person can act on; a stage that throws has met a bug or a
 * broken machine, and is tried again.
 */
export type StageOutcome =
  /** `next`: another stage than the one that follows; a repair goes back to the first. */
  | { ok: true; change: JobChange; next?: StageName }
  | { ok: false; failure: { code: string; message: string; details?: JsonObject }; change?: JobChange };

export type Stage = (context: StageContext) => Promise<StageOutcome>;

import type { Coverage, Spec } from "../spec/mod.ts";
import type { JobKind, VersionOrigin } from "../db/mod.ts";
import type { JsonObject } from "../lib/json.ts";

/** What the person asked for, kept as it came. */
export interface JobInput {
  name: string;
  /** The requirements; absent for uploaded code. */
  prompt?: string;
  allowPartial?: boolean;
  egress?: string[];
  secrets?: string[];
}

/** What the stages leave behind for those after them: enough to go on after a crash. Large things are blobs. */
export interface JobState {
  origin?: VersionOrigin;
  spec?: Spec;
  coverage?: Coverage;
  filesHash?: string;
  bundleHash?: string;
  reportId?: string;
  versionId?: string;
}

export interface JobFailure {
  code: string;
  message: string;
  stage: string;
  details?: JsonObject;
}

export const STAGES = ["spec", "code", "validation", "artifact", "deploy"] as const;
export type StageName = typeof STAGES[number];

const STAGES_OF: Record<JobKind, readonly StageName[]> = {
  generate: ["spec", "code", "validation", "artifact"],
  source: ["validation", "artifact"],
  validate: ["validation"],
  deploy: ["deploy"],
};

/** The stages of a job, in order. */
export function stagesOf(kind: JobKind, autoDeploy: boolean): readonly StageName[] {
  return autoDeploy ? [...STAGES_OF[kind], "deploy"] : STAGES_OF[kind];
}

import type { Clause, Coverage, Spec, SpecIssue } from "../spec/mod.ts";
import type { JobKind, VersionOrigin } from "../db/mod.ts";
import type { JsonObject } from "../lib/json.ts";

/** What the person asked for, kept as it came. */
export interface JobInput {
  name: string;
  /** The requirements; absent for uploaded code. */
  prompt?: string;
  allowPartial?: boolean;
  generator?: Generator;
  requireApproval?: boolean;
  egress?: string[];
  secrets?: string[];
  idempotent?: boolean;
}

/** Who makes the Spec: `auto` takes the model only for what the built-in compiler can't carry. */
export const GENERATORS = ["auto", "builtin", "model"] as const;
export type Generator = typeof GENERATORS[number];

/** What a job has used of the model, all attempts together. */
export interface ModelSpent {
  calls: number;
  inputTokens: number;
  outputTokens: number;
  ms: number;
  /** At the prices of the moment. Null: the model had none. Absent in jobs from before it was kept. */
  costUsd?: number | null;
}

/** What the stages leave behind for those after them: enough to go on after a crash. Large things are blobs. */
export interface JobState {
  origin?: VersionOrigin;
  spec?: Spec;
  coverage?: Coverage;
  /** Set once the model has been asked: later attempts go to it as well. */
  route?: "model";
  /** The workspace's model settings that the job began with. Null: the operator's. */
  modelSettingsId?: string | null;
  attempts?: number;
  spent?: ModelSpent;
  /** The model was stopped in the middle of its last answer: of that there is nothing to repair. */
  isCutOff?: boolean;
  /** The model's last whole answer, and what is wrong with it. */
  repair?: { written: string; issues: SpecIssue[]; ambiguous?: Clause[] };
  /** What reviewers have added to the requirements. */
  comments?: string[];
  /** When a reviewer last changed the Spec: it is that person's from then on, and no model mends it. */
  editedAt?: string;
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

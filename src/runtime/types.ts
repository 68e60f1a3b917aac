import type { Json } from "../lib/json.ts";
import type { HeaderPairs, LogLevel } from "../sandbox/mod.ts";

export type { Target } from "../lib/target.ts";

export type CallRequest = {
  readonly requestId: string;
  readonly headers: HeaderPairs;
  readonly body: Uint8Array<ArrayBuffer>;
  /** Where an answer that is an event stream goes as it comes; without one it is gathered like any other. */
  readonly sink?: AnswerSink;
};

/** Takes a streamed answer. The call's outcome, which comes after its last byte, tells how it ended. */
export type AnswerSink = {
  begin(head: { readonly status: number; readonly headers: HeaderPairs }): void;
  /** `taken` wants to be called when the bytes have gone on: until then the backend has that much less to send. */
  write(bytes: Uint8Array<ArrayBuffer>, taken: () => void): void;
};

/** Every way in which a sandbox or a call can die, as the owner reads it. */
export type DeathReason =
  | "timeout"
  | "boot_failed"
  | "crashed"
  | "memory_limit"
  | "cpu_limit"
  | "output_limit"
  /** Refused, unseen: the deployment was replaced. */
  | "retired"
  /** Ended by the platform: idle, replaced, removed, or the platform itself stops. */
  | "stopped"
  | "cancelled";

/** Where the time of a call went. `cold`: the call found no sandbox ready. */
export type Timing = { queueMs: number; bootMs: number; runMs: number; cold: boolean };

/** How a call ended. Failures of a backend are values: they are the backend's business, not bugs of ours. */
export type Outcome = Answered | Failed;

export type Answered = {
  readonly kind: "answered";
  readonly status: number;
  readonly headers: HeaderPairs;
  /** Empty where the answer went to the call's sink. */
  readonly body: Uint8Array<ArrayBuffer>;
  /** Of the whole answer, wherever it went. */
  readonly bodyBytes: number;
  readonly timing: Timing;
};

export type Failed = {
  readonly kind: "failed";
  readonly code: "endpoint_timeout" | "endpoint_unreachable" | "overloaded";
  readonly reason: DeathReason | "overloaded";
  /** The sandbox's last words. For the owner; never for the caller. */
  readonly stderrTail: string;
  /** What it could have used, where it used more. For the owner as well. */
  readonly limits?: string;
  readonly timing: Timing;
};

export type Limits = {
  /** Longest run of one call; of one whose answer streams, the longest pause in it. */
  readonly timeoutMs: number;
  /** Longest run of a call whose answer streams. */
  readonly streamTimeoutMs: number;
  /** From the start of the process until the backend is imported. */
  readonly bootTimeoutMs: number;
  /** How long a sandbox may stay without work. */
  readonly idleMs: number;
  /** How long `ctx.waitUntil` may keep a sandbox that has no calls. */
  readonly backgroundMs: number;
  /** How long a sandbox has to answer a ping after one of its calls timed out. */
  readonly pingTimeoutMs: number;
  /** After a failed boot, calls fail with the same reason for this long instead of booting again. */
  readonly bootRetryMs: number;
  /** JavaScript heap and buffers together, above what an empty sandbox holds. */
  readonly memoryMb: number;
  /** Computing time of one call. */
  readonly cpuMs: number;
  readonly maxSandboxes: number;
  /** Calls of one deployment that may be under way or waiting; and the bytes of their bodies. */
  readonly maxCallsPerSandbox: number;
  readonly maxRequestBytesPerSandbox: number;
  readonly maxResponseBytes: number;
  readonly maxLogBytesPerSecond: number;
};

export const DEFAULT_LIMITS: Limits = {
  timeoutMs: 30_000,
  streamTimeoutMs: 300_000,
  bootTimeoutMs: 10_000,
  idleMs: 60_000,
  backgroundMs: 30_000,
  pingTimeoutMs: 1_000,
  bootRetryMs: 1_000,
  memoryMb: 128,
  cpuMs: 10_000,
  maxSandboxes: 100,
  maxCallsPerSandbox: 1_000,
  maxRequestBytesPerSandbox: 64 * 1024 * 1024,
  maxResponseBytes: 10 * 1024 * 1024,
  maxLogBytesPerSecond: 256 * 1024,
};

/** What the machine gives: see `src/host/`. A user per slot keeps sandboxes out of each other's reach. */
export type SandboxHost = {
  readonly denoPath: string;
  readonly runDir: string;
  readonly user?: (slot: number) => { readonly uid: number; readonly gid: number };
};

/** Whose sandbox it is. Known from the socket, never from what comes over it. */
export type Owner = {
  readonly deploymentId: string;
  readonly agentId: string;
  readonly slug: string;
  readonly version: number;
};

/** How the deployment id of a probe begins. There is no such deployment: what it keeps or says is nobody's. */
export const PROBE_PREFIX = "probe_";

export type LogEntry = Owner & {
  readonly at: Date;
  readonly level: LogLevel;
  readonly text: string;
  /** Null: written outside of any call. */
  readonly requestId: string | null;
};

export type CapabilityCall = Owner & {
  readonly name: string;
  readonly args: Json;
  /** What is too long or too little text for `args`. Often empty. */
  readonly body: Uint8Array<ArrayBuffer>;
  readonly requestId: string | null;
  /** Aborted when nobody waits for the result any more: the backend gave up, or is gone. Made when asked for. */
  readonly signal: () => AbortSignal;
};

export type CapabilityResult =
  /** `body` is passed on as it comes, as fast as the backend reads it. It may throw BrokenBody. */
  | { ok: true; value: Json; body?: AsyncIterable<Uint8Array> }
  | { ok: false; code: string; message: string };

/** Does what a backend may not do itself: `store.get`, `ai.generate`, … A rejection is a bug of ours. */
export type Capabilities = (call: CapabilityCall) => Promise<CapabilityResult>;

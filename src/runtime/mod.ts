/**
 * The host side of sandboxes: one process per deployed version, started by its first call, stopped when idle.
 *
 * `Runtime` knows all sandboxes of this node and how many there may be; a `Deployment` sees to it that it has at most
 * one; a `Sandbox` speaks the protocol of `src/sandbox/` with one process and believes nothing of what it hears.
 * A call is handed over at most once. How it ends is always a value (`Outcome`), because a backend that crashes,
 * loops or floods is an everyday event here; it costs its own calls, and the next call starts a fresh process.
 *
 * Around each process stand walls that Deno has no part in, as good as the machine allows (`isolation.ts`), and one
 * watchdog looks after the CPU time and memory of all.
 *
 * Who may call, and what of an outcome the caller may see, is the gateway's business. What a backend may do beyond
 * answering comes in as the function `capabilities`.
 */
export { createRuntime, type Runtime, type RuntimeOptions, type RuntimeStats } from "./runtime.ts";
export { Cancellation } from "../sandbox/mod.ts";
export { cancelledBy } from "./cancelled_by.ts";
export type { SandboxLevel } from "./isolation.ts";
export type { BootFailure, ProbeOwner, ProbeResult } from "./probe.ts";
export { clearOrphans } from "./process_mark.ts";
export {
  type Answered,
  type AnswerSink,
  type CallRequest,
  type Capabilities,
  type CapabilityCall,
  type CapabilityResult,
  type DeathReason,
  DEFAULT_LIMITS,
  type Failed,
  type Limits,
  type LogEntry,
  type Outcome,
  PROBE_PREFIX,
  type SandboxHost,
  type Target,
  type Timing,
} from "./types.ts";

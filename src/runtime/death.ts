import type { Usage } from "./process_usage.ts";
import type { DeathReason, Limits } from "./types.ts";

/** How a sandbox ended: why, and its last words. */
export type Death = { readonly reason: DeathReason; readonly stderrTail: string };

/**
 * What V8 and Deno print before they abort. The signal would tell as much, but not when a wrapper stands between us and
 * the process. A backend that prints the same words mislabels its own end and gains nothing.
 */
const OUT_OF_MEMORY = /^# Fatal (JavaScript|process) out of memory|^memory allocation of \d+ bytes failed/m;

/** The name of an end that the platform did not choose itself. */
export function reasonOfExit(stderrTail: string): DeathReason {
  return OUT_OF_MEMORY.test(stderrTail) ? "memory_limit" : "crashed";
}

/** A sandbox that could not even be started. */
export function deathBy(error: unknown): Death {
  return { reason: "boot_failed", stderrTail: error instanceof Error ? error.message : String(error) };
}

/** For the owner's log: what it was, what was used and what may be, and the last words. */
export function describeDeath({ reason, stderrTail }: Death, limits: Limits, usage?: Usage): string {
  const used = usage && `last seen with ${Math.round(usage.residentBytes / MB)} MB in memory and ` +
      `${usage.cpuMs} ms of CPU time used since its start; ${describeLimits(limits)}`;
  return [`the sandbox ended: ${reason}`, used, stderrTail].filter(Boolean).join("\n");
}

export function describeLimits({ memoryMb, cpuMs, timeoutMs, maxResponseBytes }: Limits): string {
  return `limits: ${memoryMb} MB above an empty sandbox; per call ${cpuMs} ms of CPU time, ${timeoutMs} ms of time, ` +
    `an answer of ${maxResponseBytes} bytes`;
}

const MB = 1024 * 1024;

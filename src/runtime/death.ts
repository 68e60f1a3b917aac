import type { DeathReason } from "./types.ts";

/** How a sandbox ended: why, and its last words. */
export type Death = { readonly reason: DeathReason; readonly stderrTail: string };

/** Signals with which V8 and Deno abort when the heap is full. */
const ABORT_SIGNALS: readonly (Deno.Signal | null)[] = ["SIGABRT", "SIGTRAP", "SIGILL"];

/** The name of an end that the platform did not choose itself. */
export function reasonOfExit(status: Deno.CommandStatus, stderrTail: string): DeathReason {
  if (status.signal === "SIGXCPU") return "cpu_limit";
  if (ABORT_SIGNALS.includes(status.signal) && /out of memory/i.test(stderrTail)) return "memory_limit";
  return "crashed";
}

/** A sandbox that could not even be started. */
export function deathBy(error: unknown): Death {
  return { reason: "boot_failed", stderrTail: error instanceof Error ? error.message : String(error) };
}

import type { Usage } from "./process_usage.ts";
import type { WatchLimits } from "./watchdog.ts";

const MB = 1024 * 1024;
/** V8 keeps the youngest objects outside of the heap that its flag bounds, and it compiles. */
const ENGINE_MB = 64;
/** Between what the watchdog ends a process for and what the kernel refuses it, so that the death gets its name. */
const MARGIN_MB = 64;

export type MemoryBudget = Pick<WatchLimits, "maxDataBytes" | "maxResidentBytes"> & {
  /** For RLIMIT_DATA: the kernel gives no byte more. */
  readonly hardDataBytes: number;
};

/**
 * What a sandbox may hold above an empty one, heap and buffers together. An empty Deno has some 560 MB of "data", most
 * of it never touched, and how much depends on the version and the number of cores: so it is measured, not assumed.
 */
export function memoryBudget(memoryMb: number, empty: Usage): MemoryBudget {
  const budgetBytes = (memoryMb + ENGINE_MB) * MB;
  return {
    maxDataBytes: empty.dataBytes + budgetBytes,
    maxResidentBytes: empty.residentBytes + budgetBytes,
    hardDataBytes: empty.dataBytes + budgetBytes + MARGIN_MB * MB,
  };
}

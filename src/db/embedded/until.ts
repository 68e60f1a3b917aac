import { setTimeout } from "node:timers/promises";

/** Waits for `condition`, asking every `pollMs`; false when it was not met in time. */
export async function until(
  condition: () => Promise<boolean>,
  { timeoutMs = Infinity, pollMs }: { timeoutMs?: number; pollMs: number },
): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (!await condition()) {
    if (performance.now() > deadline) return false;
    await setTimeout(pollMs);
  }
  return true;
}

import { Cancellation } from "../sandbox/mod.ts";

/** Cancelled when `signal` aborts. */
export function cancelledBy(signal: AbortSignal): Cancellation {
  const cancellation = new Cancellation();
  if (signal.aborted) cancellation.cancel();
  else signal.addEventListener("abort", () => cancellation.cancel(), { once: true });
  return cancellation;
}

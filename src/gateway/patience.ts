import { IDEMPOTENCY_HEADER } from "../idempotency/mod.ts";
import type { Deadlines } from "../lib/deadlines.ts";
import { Cancellation } from "../runtime/mod.ts";

/** A call that is answered within this time need not know whether its caller is still there. */
export const PATIENCE_MS = 100;

/**
 * Does `work` with what tells it when the caller has gone away. `request.signal` is asked only for calls that take
 * a while: making it costs several microseconds on every request that touches it.
 */
export async function whileCallerWaits<T>(
  request: Request,
  patience: Deadlines,
  work: (gone: Cancellation) => Promise<T>,
): Promise<T> {
  const gone = new Cancellation();
  const deadline = patience.begin(() => cancelWith(request, gone));
  try {
    return await work(gone);
  } finally {
    patience.end(deadline);
  }
}

/** A call that may be sent again goes on for the one who will. */
function cancelWith(request: Request, gone: Cancellation): void {
  if (request.headers.has(IDEMPOTENCY_HEADER)) return;
  const source = request.signal;
  if (source.aborted) return gone.cancel();
  source.addEventListener("abort", () => gone.cancel(), { once: true });
}

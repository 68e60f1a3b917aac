import { IDEMPOTENCY_HEADER } from "../idempotency/mod.ts";
import type { Deadlines } from "../lib/deadlines.ts";

/** A call that is answered within this time need not know whether its caller is still there. */
export const PATIENCE_MS = 100;

/**
 * Does `work` with a signal that aborts when the caller goes away. `request.signal` is asked only for calls that take
 * a while: making it costs several microseconds on every request that touches it.
 */
export async function whileCallerWaits<T>(
  request: Request,
  patience: Deadlines,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const gone = new AbortController();
  const deadline = patience.begin(() => abortWith(request, gone));
  try {
    return await work(gone.signal);
  } finally {
    patience.end(deadline);
  }
}

/** A call that may be sent again goes on for the one who will. */
function abortWith(request: Request, gone: AbortController): void {
  if (request.headers.has(IDEMPOTENCY_HEADER)) return;
  const source = request.signal;
  if (source.aborted) return gone.abort();
  source.addEventListener("abort", () => gone.abort(), { once: true });
}

import type { SSEStreamingApi } from "hono/streaming";

/** A comment this often keeps proxies from closing a stream that has nothing to say. */
const KEEP_ALIVE_MS = 15_000;

/** Does `work` with a signal that aborts when the reader goes away or the platform stops. */
export async function untilGone(
  sse: SSEStreamingApi,
  stopping: AbortSignal,
  work: (stop: AbortSignal) => Promise<void>,
): Promise<void> {
  const gone = new AbortController();
  sse.onAbort(() => gone.abort());
  const keepAlive = setInterval(() => sse.write(": still here\n\n").catch(() => {}), KEEP_ALIVE_MS);
  try {
    await work(AbortSignal.any([gone.signal, stopping]));
  } finally {
    clearInterval(keepAlive);
  }
}

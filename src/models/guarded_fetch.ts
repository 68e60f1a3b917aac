/** What the endpoint did on the wire. Thrown through the SDK, found again by `failureOf`. */
export class WireError extends Error {
  override readonly name = "WireError";
  readonly code: "redirected" | "unreachable" | "broken_off" | "answer_too_large" | "address_not_allowed";

  constructor(code: WireError["code"], message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * `fetch` for the endpoint alone: it follows no redirect, since one could lead into our own network and would take the
 * key along, and it ends an answer that is longer than it may be, whatever its status, while it is still coming in.
 */
export function guardedFetch(maxBodyBytes: number, reach: typeof fetch): typeof fetch {
  return async (input, init) => {
    const over = new AbortController();
    const signal = init?.signal ? AbortSignal.any([over.signal, init.signal]) : over.signal;
    const response = await send(reach, input, { ...init, signal, redirect: "manual" });
    const { status, statusText, headers, body } = response;
    if (status >= 300 && status < 400) {
      over.abort();
      throw new WireError("redirected", "the endpoint answers with a redirect, which is not followed");
    }
    return new Response(body && bounded(body, maxBodyBytes, over, signal), { status, statusText, headers });
  };
}

async function send(
  reach: typeof fetch,
  input: Parameters<typeof fetch>[0],
  init: RequestInit,
): Promise<Response> {
  try {
    return await reach(input, init);
  } catch (error) {
    if (init.signal?.aborted) throw init.signal.reason;
    if (error instanceof WireError) throw error;
    throw new WireError("unreachable", "the endpoint does not take the connection");
  }
}

/** Aborting closes the connection; to cancel the body alone would leave the rest of it on its way. */
function bounded(
  body: ReadableStream<Uint8Array>,
  maxBodyBytes: number,
  over: AbortController,
  signal: AbortSignal,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let sizeBytes = 0;
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await reader.read().catch(() => brokenOff(signal));
      if (done) return controller.close();
      sizeBytes += value.length;
      if (sizeBytes > maxBodyBytes) {
        over.abort();
        throw new WireError("answer_too_large", `the answer has more than ${maxBodyBytes} bytes`);
      }
      controller.enqueue(value);
    },
    cancel: () => over.abort(),
  });
}

function brokenOff(signal: AbortSignal): never {
  if (signal.aborted) throw signal.reason;
  throw new WireError("broken_off", "the connection broke off in the middle of the answer");
}

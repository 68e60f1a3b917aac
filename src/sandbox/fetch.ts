import type { Json } from "../lib/json.ts";
import type { Answer, Bytes, Exchange } from "./capabilities.ts";
import { CapabilityError } from "./capability_error.ts";
import { headerPairs, NativeRequest, NativeResponse } from "./primordials.ts";
import type { HeaderPairs } from "./protocol.ts";

/** What the platform answers to `fetch`; the body comes beside it. */
type Fetched = { status: number; statusText: string; headers: HeaderPairs; url: string; redirected: boolean };

const ANSWERED_HERE = /^(data|blob):/i;
/** Statuses that can have no body, not even an empty one. */
const NO_BODY_STATUSES: readonly number[] = [204, 205, 304];

/**
 * `fetch` as a backend knows it, done by the platform, which goes to the hosts that the version declares and to no
 * others. Rejects with a TypeError, as every `fetch` does, whose `code` says why.
 */
export function createFetch(exchange: Exchange): typeof fetch {
  const nativeFetch = globalThis.fetch;
  return async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new NativeRequest(input, init);
    if (ANSWERED_HERE.test(request.url)) return await nativeFetch(request);
    const { signal } = request;
    signal.throwIfAborted();
    const answer = ask(exchange, request);
    const aborted = Promise.withResolvers<never>();
    const abort = () => aborted.reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    try {
      return await Promise.race([answer, aborted.promise]);
    } finally {
      signal.removeEventListener("abort", abort);
    }
  };
}

async function ask(exchange: Exchange, request: Request): Promise<Response> {
  const { url, method, redirect } = request;
  const body: Bytes = new Uint8Array(await request.arrayBuffer());
  const args: Json = { url, method, redirect, headers: headerPairs(request.headers) };
  try {
    return toResponse(await exchange("fetch", args, body, request.signal));
  } catch (error) {
    if (!(error instanceof CapabilityError)) throw error;
    throw Object.assign(new TypeError(error.message, { cause: error }), { code: error.code });
  }
}

function toResponse({ value, body }: Answer): Response {
  const { status, statusText, headers, url, redirected } = value as Fetched;
  const shown = NO_BODY_STATUSES.includes(status) ? null : body;
  const response = new NativeResponse(shown, { status, statusText, headers });
  return Object.defineProperties(response, { url: { value: url }, redirected: { value: redirected } });
}

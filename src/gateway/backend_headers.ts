import type { Call } from "./call.ts";

type HeaderPair = [string, string];

/**
 * What the backend gets to see of the caller's headers: what describes the body, the request id, and the trace it
 * belongs to. Never the key.
 */
export function backendHeaders({ headers }: Request, { requestId }: Call): HeaderPair[] {
  const seen: HeaderPair[] = [
    ["content-type", headers.get("content-type") ?? "application/json"],
    ["x-request-id", requestId],
  ];
  const traceparent = headers.get("traceparent");
  return traceparent === null ? seen : [...seen, ...traceHeaders(traceparent, headers)];
}

const TRACEPARENT = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;
const MAX_TRACESTATE = 512;

/** https://www.w3.org/TR/trace-context/: without a valid `traceparent` there is no trace to go on with. */
function traceHeaders(traceparent: string, headers: Headers): HeaderPair[] {
  if (!TRACEPARENT.test(traceparent)) return [];
  const tracestate = headers.get("tracestate");
  if (tracestate === null || tracestate.length > MAX_TRACESTATE) return [["traceparent", traceparent]];
  return [["traceparent", traceparent], ["tracestate", tracestate]];
}

/**
 * The invoke route, `POST /v1/invoke/{slug}`: authenticate → resolve → limit → call → record.
 *
 * It is what the platform exists for, so it is written by hand, without a router or a framework, and `gateway.ts`
 * reads as the sequence above. Whatever is wrong with a request is refused in a fixed order (method, key, scope,
 * deployment, rate, size, content type, JSON) and before the backend is bothered. A backend that answers, be it with an
 * error, comes back in the envelope; only one that doesn't becomes an error of ours.
 *
 * Who a key belongs to, where a slug leads, and how a backend is run are functions that are handed in.
 */
export { createGateway, type GatewayDeps, type GatewaySettings } from "./gateway.ts";
export type { Caller } from "./authenticate.ts";
export { createAddressOf } from "./client_address.ts";
export { allowOrigins } from "./cors.ts";
export { createQueuedCalls } from "./queued_calls.ts";
export { createRunQueued } from "./run_queued.ts";
export type { FindAgent } from "./resolve.ts";

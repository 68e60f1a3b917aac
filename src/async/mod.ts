/**
 * Calls that are accepted now and answered later (`Prefer: respond-async`).
 *
 * A call is a row of `async_calls` before its caller is told 202, so nothing that was accepted is forgotten. Every node
 * that answers calls also runs queued ones: it takes rows with `for update skip locked`, so that each goes to one node,
 * and holds each under a lease that it renews while the call runs (`claims.ts`). A lease that ran out means that the
 * node is gone and the call lost half-way: it runs again only if its version says that this does no harm, else it ends
 * as lost. A signal wakes the nodes; a slow look around does for signals that were lost.
 *
 * What a call came to is kept for a day, and sent to the caller's `X-Callback-Url`, if there is one, as a Standard
 * Webhook (https://www.standardwebhooks.com), through the same door and under the same rules as a backend's `fetch`.
 *
 * How a call is run is a function that is handed in: what stands here knows neither sandboxes nor the gateway.
 */
export { type AsyncCalls, type AsyncDeps, type AsyncSettings, createAsyncCalls } from "./async.ts";
export { createWebhookSecret, type WebhookSecret } from "./signature.ts";
export type { Accepted, AsyncCall, Ended, NewAsyncCall, QueuedCall, RunQueued } from "./types.ts";
export { viewOf } from "./view.ts";

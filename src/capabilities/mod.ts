/**
 * What a backend may ask its platform for, by name: `store.get`, `secrets.read`, `fetch`, `ai.generate`, …
 *
 * A call comes from a sandbox, so everything in it is checked here, but for one thing: whose it is, which the runtime
 * knows from the socket. A handler either answers or throws a `Refusal`, whose code and message the backend reads;
 * whatever else is thrown is a bug of ours, logged here and called `internal_error` there.
 *
 * Calls of probes (new versions that are only being tried) reach nothing of the agent's: an empty store of their own,
 * no secrets, no hosts, no model. What each capability does is the business of `store/`, `secrets/`, `egress/` and `ai/`.
 */
import type { Ai } from "../ai/mod.ts";
import type { FindGrants } from "../deployments/mod.ts";
import type { Egress } from "../egress/mod.ts";
import type { Log } from "../lib/log.ts";
import type { Capabilities } from "../runtime/mod.ts";
import type { Secrets } from "../secrets/mod.ts";
import type { Store } from "../store/mod.ts";
import { aiHandlers } from "./ai.ts";
import { fetchHandlers } from "./fetch.ts";
import { type Handler, Refusal } from "./handler.ts";
import { secretHandlers } from "./secrets.ts";
import { storeHandlers } from "./store.ts";

export interface CapabilityDeps {
  store: Store;
  probeStore: Store;
  secrets: Secrets;
  egress: Egress;
  findGrants: FindGrants;
  /** Null: no model is configured. */
  ai: Ai | null;
  log: Log;
}

export function createCapabilities(deps: CapabilityDeps): Capabilities {
  const handlers = new Map<string, Handler>([
    ...storeHandlers(deps.store, deps.probeStore),
    ...secretHandlers(deps.secrets, deps.findGrants),
    ...fetchHandlers(deps.egress, deps.findGrants),
    ...aiHandlers(deps.ai),
  ]);
  return async (call) => {
    const { name, agentId, requestId } = call;
    try {
      const handler = handlers.get(name);
      if (handler === undefined) throw new Refusal("capability_not_available", "there is no such capability");
      return { ok: true, ...await handler(call) };
    } catch (error) {
      if (error instanceof Refusal) return { ok: false, code: error.code, message: error.message };
      deps.log.error("capability call failed", error, { name: name.slice(0, 40), agentId, requestId });
      return { ok: false, code: "internal_error", message: "the platform could not do this now; try again" };
    }
  };
}

import type { Db, Signals } from "../db/mod.ts";
import type { Egress } from "../egress/mod.ts";
import type { Log } from "../lib/log.ts";
import { cancelCall, findCall, insertCall } from "./calls.ts";
import { refuseCallback } from "./callback_url.ts";
import { startCallbacks } from "./callbacks.ts";
import { giveUpLost, sweepCalls } from "./claims.ts";
import { Loop } from "./loop.ts";
import type { WebhookSecret } from "./signature.ts";
import type { Accepted, AsyncCall, NewAsyncCall, RunQueued } from "./types.ts";
import { startWorker } from "./worker.ts";

export interface AsyncSettings {
  /** Calls that this node runs at once. */
  atOnce: number;
  /** Calls that an agent may have waiting; simultaneous ones may pass it by a few. */
  queuedPerAgent: number;
  /** Callbacks may go to `http:` as well: for tests. */
  allowHttp?: boolean;
}

export interface AsyncDeps {
  db: Db;
  signals: Signals;
  egress: Egress;
  secretOf: WebhookSecret;
  log: Log;
}

export interface AsyncCalls {
  /** Written down when it resolves. */
  accept(call: NewAsyncCall): Promise<Accepted>;
  /** Null: the agent has no such call. */
  find(agentId: string, id: string): Promise<AsyncCall | null>;
  /** What it is then: a call that has ended stays what it was. */
  cancel(agentId: string, id: string): Promise<AsyncCall | null>;
  /** Begins to run queued calls and to send callbacks on this node. Returns the way to stop. */
  work(run: RunQueued): () => Promise<void>;
  /** Gives up all calls under way. Only for a platform that starts and has the database for itself. */
  releaseCutOff(): Promise<void>;
  /** Forgets what is older than it is kept; done by itself now and then. */
  sweep(): Promise<void>;
}

const SWEEP_EVERY_MS = 600_000;

export function createAsyncCalls(deps: AsyncDeps, settings: AsyncSettings): AsyncCalls {
  const { db, signals, egress, secretOf, log } = deps;
  const { atOnce, queuedPerAgent, allowHttp = false } = settings;
  return {
    async accept(call) {
      const { callbackUrl } = call;
      const why = callbackUrl === null ? null : await refuseCallback(callbackUrl, egress, allowHttp);
      if (why !== null) return { kind: "bad_callback", why };
      const id = await insertCall(db, call, queuedPerAgent);
      return id === null ? { kind: "full" } : { kind: "accepted", id };
    },
    find: (agentId, id) => findCall(db, agentId, id),
    cancel: (agentId, id) => cancelCall(db, agentId, id),
    work(run) {
      const worker = startWorker(db, signals, run, atOnce, log);
      const stopCallbacks = startCallbacks(db, signals, egress, secretOf, log);
      const sweeping = new Loop(SWEEP_EVERY_MS, () => sweepCalls(db), log, "sweeping queued calls");
      return async () => {
        await worker.close();
        await Promise.all([stopCallbacks(), sweeping.close()]);
      };
    },
    releaseCutOff: () => giveUpLost(db, "all"),
    sweep: () => sweepCalls(db),
  };
}

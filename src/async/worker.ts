import type { Db, Signals } from "../db/mod.ts";
import { atMost } from "../lib/at_most.ts";
import type { Log } from "../lib/log.ts";
import { giveUpLost, renewLeases, settleCall } from "./claims.ts";
import { Loop } from "./loop.ts";
import { claimCalls } from "./turns.ts";
import type { Ended, QueuedCall, RunQueued } from "./types.ts";

const LOOK_EVERY_MS = 2_000;
const RENEW_EVERY_MS = 5_000;
const SETTLE_AGAIN_MS = 1_000;
/** How long a stop waits for the calls under way. */
const DRAIN_MS = 5_000;

interface Running {
  call: QueuedCall;
  cancel: AbortController;
  end: Promise<void>;
}

export interface Worker {
  /** Waits a moment for what runs; what runs on then is cancelled, and lost. */
  close(): Promise<void>;
}

/** Runs queued calls on this node, `atOnce` at most. */
export function startWorker(
  db: Db,
  signals: Signals,
  run: RunQueued,
  atOnce: number,
  log: Log,
): Worker {
  const running = new Map<string, Running>();
  const look = new Loop(LOOK_EVERY_MS, () => fill(), log, "taking queued calls");
  const care = new Loop(RENEW_EVERY_MS, () => renew(), log, "renewing the leases of queued calls");
  const unsubscribe = signals.subscribe((signal) => {
    if (signal.kind === "async_call" || signal.kind === "lost") look.wake();
    if (signal.kind === "async_cancel") running.get(signal.id)?.cancel.abort();
  });

  async function fill(): Promise<void> {
    const free = atOnce - running.size;
    if (free <= 0) return;
    for (const call of await claimCalls(db, free)) begin(call);
  }

  function begin(call: QueuedCall): void {
    const cancel = new AbortController();
    const end = run(call, cancel.signal).then((ended) => settle(db, call, ended, cancel.signal, log))
      .finally(() => {
        running.delete(call.id);
        look.wake();
      });
    running.set(call.id, { call, cancel, end });
  }

  async function renew(): Promise<void> {
    const held = [...running.values()];
    if (held.length > 0) {
      const ours = await renewLeases(db, held.map(({ call }) => call));
      for (const { call, cancel } of held) if (!ours.has(call.id)) cancel.abort();
    }
    await giveUpLost(db, "expired");
  }

  return {
    async close() {
      unsubscribe();
      await Promise.all([look.close(), care.close()]);
      const left = [...running.values()];
      await atMost(DRAIN_MS, Promise.all(left.map(({ end }) => end)), null);
      const lost = [...running.values()];
      if (lost.length === 0) return;
      await giveUpLost(db, lost.map(({ call }) => call))
        .catch((error) => log.warn("queued calls were not given up", { error: String(error) }));
      for (const { cancel } of lost) cancel.abort();
    },
  };
}

/** While the database is away the result waits here; the work is done, and must not be done again. */
async function settle(db: Db, call: QueuedCall, ended: Ended, gone: AbortSignal, log: Log): Promise<void> {
  while (!gone.aborted) {
    try {
      return await settleCall(db, call, ended);
    } catch (error) {
      log.warn("the result of a queued call was not kept yet", { id: call.id, error: String(error) });
      await after(SETTLE_AGAIN_MS);
    }
  }
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

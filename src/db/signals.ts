import pg from "pg";
import type { Log } from "../lib/log.ts";

/**
 * What nodes tell each other through Postgres's LISTEN/NOTIFY: "this changed, drop what you remember of it". A signal
 * can be lost with its connection, so every cache that listens also forgets by time, and is told to forget everything
 * (`lost`) when the connection had to be made anew.
 */
export type Signal =
  | { kind: "key"; id: string }
  | { kind: "agent"; id: string }
  | { kind: "job"; id: string }
  // Of the agent with this id. `change` tells that the same one was heard twice: from this node and from the database.
  | { kind: "secrets"; id: string; change: string }
  // A call has been queued; a queued or running one has been cancelled; a callback is due.
  | { kind: "async_call" }
  | { kind: "async_cancel"; id: string }
  | { kind: "async_callback" }
  | { kind: "lost" };

export interface Signals {
  /** Tells this node alone, now: for what its own next request must see. */
  tell(signal: Signal): void;
  /** Returns the way to stop listening. */
  subscribe(listener: (signal: Signal) => void): () => void;
  close(): Promise<void>;
}

export const CHANNEL = "axtl";
const RECONNECT_DELAY_MS = 250;

export async function openSignals(connection: pg.ClientConfig, log: Log): Promise<Signals> {
  const listeners = new Set<(signal: Signal) => void>();
  const tell = (signal: Signal) => listeners.forEach((listener) => listener(signal));
  let client: pg.Client | null = null;
  let closed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const connect = async () => {
    const next = new pg.Client({ ...connection, keepAlive: true });
    next.on("notification", (message) => tell(JSON.parse(message.payload ?? "null")));
    next.on("error", (error) => log.warn("signals: connection lost", { error: error.message }));
    next.on("end", () => reconnectLater());
    await next.connect();
    await next.query(`listen ${CHANNEL}`);
    client = next;
  };

  const reconnectLater = () => {
    if (closed) return;
    clearTimeout(timer);
    timer = setTimeout(
      () => connect().then(() => tell({ kind: "lost" }), reconnectLater),
      RECONNECT_DELAY_MS,
    );
  };

  await connect();
  return {
    tell,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      await client?.end().catch(() => {});
    },
  };
}

import { sql } from "kysely";
import type { Db } from "../db/mod.ts";
import type { Log } from "../lib/log.ts";

/** How far behind `last_used_at` may be. */
const FLUSH_MS = 2_000;

/** Remembers which keys were used, and writes it down for all of them together: a call must not wait for this. */
export class LastUsed {
  readonly #db: Db;
  readonly #log: Log;
  readonly #timer: ReturnType<typeof setInterval>;
  #usedAtMs = new Map<string, number>();

  constructor(db: Db, log: Log) {
    this.#db = db;
    this.#log = log;
    this.#timer = setInterval(() => this.#flush(), FLUSH_MS);
  }

  note(keyId: string, nowMs: number): void {
    this.#usedAtMs.set(keyId, nowMs);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#flush();
  }

  async #flush(): Promise<void> {
    if (this.#usedAtMs.size === 0) return;
    const used = this.#usedAtMs;
    this.#usedAtMs = new Map();
    const ids = [...used.keys()];
    const times = Array.from(used.values(), (ms) => new Date(ms).toISOString());
    await sql`
      update agent_keys set last_used_at = used.at
      from unnest(${ids}::text[], ${times}::timestamptz[]) as used (id, at) where agent_keys.id = used.id
    `.execute(this.#db).catch((error) =>
      this.#log.warn("keys: last use was not written", { error: error.message })
    );
  }
}

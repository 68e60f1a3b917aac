import type { Outage } from "./outage.ts";

/**
 * A bounded memory of answers that are expensive to look up. An entry is forgotten when it is dropped by name, or when
 * the cache is full and it is the oldest. When it is old (`ttlMs`) it is looked up anew; only while the store is away
 * does it do for longer, and no longer than `outage` says.
 *
 * WARNING: a look-up that began before a `drop` must not store what it read, or a revoked key would come back to life.
 * `load` therefore keeps an answer only if nothing was dropped while it was under way.
 */
export class Cache<Value> {
  readonly #entries = new Map<string, Entry<Value>>();
  readonly #ttlMs: number;
  readonly #capacity: number;
  readonly #now: () => number;
  readonly #keep: (value: Value) => boolean;
  readonly #outage: Outage | null;
  #drops = 0;

  constructor(options: CacheOptions<Value>) {
    this.#ttlMs = options.ttlMs;
    this.#capacity = options.capacity;
    this.#now = options.now ?? (() => performance.now());
    this.#keep = options.keep ?? (() => true);
    this.#outage = options.outage ?? null;
  }

  /** The remembered value, or what `read` answers; null and undefined are not remembered. */
  load(key: string, read: () => Promise<Value | null>): Promise<Value | null> {
    const known = this.#entries.get(key);
    if (known === undefined) return this.#read(key, read);
    const nowMs = this.#now();
    return nowMs <= known.freshUntilMs
      ? Promise.resolve(known.value)
      : this.#readAgain(key, known, nowMs, read);
  }

  async #readAgain(
    key: string,
    known: Entry<Value>,
    nowMs: number,
    read: () => Promise<Value | null>,
  ): Promise<Value | null> {
    if (this.#outage === null || nowMs > known.readAtMs + this.#outage.mostStaleMs) {
      return await this.#read(key, read);
    }
    return await this.#outage.readOr(known.value, () => this.#read(key, read));
  }

  drop(matches: (value: Value, key: string) => boolean): void {
    this.#drops++;
    for (const [key, { value }] of this.#entries) if (matches(value, key)) this.#entries.delete(key);
  }

  /** Something may have changed and nobody knows what: everything is looked up anew. */
  expire(): void {
    this.#drops++;
    for (const entry of this.#entries.values()) entry.freshUntilMs = -Infinity;
  }

  async #read(key: string, read: () => Promise<Value | null>): Promise<Value | null> {
    const dropsBefore = this.#drops;
    const readAtMs = this.#now();
    const value = await read();
    if (dropsBefore === this.#drops) this.#store(key, value, readAtMs);
    return value;
  }

  /** Answers may come in another order than they were asked for; the one asked last is the newest. */
  #store(key: string, value: Value | null, readAtMs: number): void {
    const known = this.#entries.get(key);
    if (known !== undefined && known.readAtMs > readAtMs) return;
    this.#entries.delete(key);
    if (value === null || !this.#keep(value)) return;
    this.#entries.set(key, { value, readAtMs, freshUntilMs: readAtMs + this.#ttlMs });
    if (this.#entries.size > this.#capacity) this.#entries.delete(this.#entries.keys().next().value!);
  }
}

/** `readAtMs`: when the question was put. */
interface Entry<Value> {
  readonly value: Value;
  readonly readAtMs: number;
  freshUntilMs: number;
}

interface CacheOptions<Value> {
  ttlMs: number;
  capacity: number;
  /** Which values are worth remembering; all of them by default. */
  keep?: (value: Value) => boolean;
  /** Of the store that is read; without it, what is old never does. */
  outage?: Outage;
  /** Milliseconds on a clock that never goes back. */
  now?: () => number;
}

/**
 * A bounded memory of answers that are expensive to look up. An entry is forgotten when it is old (`ttlMs`), when it
 * is dropped by name, or when the cache is full and it is the oldest.
 *
 * WARNING: a look-up that began before a `drop` must not store what it read, or a revoked key would come back to life.
 * `load` therefore keeps an answer only if nothing was dropped while it was under way.
 */
export class Cache<Value> {
  readonly #entries = new Map<string, { value: Value; freshUntilMs: number }>();
  readonly #ttlMs: number;
  readonly #capacity: number;
  readonly #now: () => number;
  readonly #keep: (value: Value) => boolean;
  #drops = 0;

  constructor(options: CacheOptions<Value>) {
    this.#ttlMs = options.ttlMs;
    this.#capacity = options.capacity;
    this.#now = options.now ?? (() => performance.now());
    this.#keep = options.keep ?? (() => true);
  }

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    if (!entry || entry.freshUntilMs < this.#now()) return undefined;
    return entry.value;
  }

  /** The remembered value, or what `read` answers; null and undefined are not remembered. */
  async load(key: string, read: () => Promise<Value | null>): Promise<Value | null> {
    const known = this.get(key);
    if (known !== undefined) return known;
    const dropsBefore = this.#drops;
    const value = await read();
    if (value !== null && dropsBefore === this.#drops && this.#keep(value)) this.#store(key, value);
    return value;
  }

  drop(matches: (value: Value, key: string) => boolean): void {
    this.#drops++;
    for (const [key, { value }] of this.#entries) if (matches(value, key)) this.#entries.delete(key);
  }

  clear(): void {
    this.drop(() => true);
  }

  #store(key: string, value: Value): void {
    this.#entries.delete(key);
    this.#entries.set(key, { value, freshUntilMs: this.#now() + this.#ttlMs });
    if (this.#entries.size > this.#capacity) this.#entries.delete(this.#entries.keys().next().value!);
  }
}

interface CacheOptions<Value> {
  ttlMs: number;
  capacity: number;
  /** Which values are worth remembering; all of them by default. */
  keep?: (value: Value) => boolean;
  /** Milliseconds on a clock that never goes back. */
  now?: () => number;
}

export interface OutageOptions {
  /** How old what is remembered may be to do instead; 0: nothing does. */
  mostStaleMs: number;
  /** Whether an error says that the store is away, not that something is wrong with what it was asked. */
  isAway: (error: unknown) => boolean;
  /** The first to notice that the store does not answer waits this long for it; the others don't wait. */
  patienceMs?: number;
  now?: () => number;
}

/** While it is away, it is asked again this often. */
const RETRY_MS = 500;

/**
 * What is known of a store that may be away: whether it is, and so whether what is remembered of it has to do. Shared by
 * all who remember something of the same store, so that only one of them finds out.
 */
export class Outage {
  readonly mostStaleMs: number;
  readonly #isAwayError: (error: unknown) => boolean;
  readonly #patienceMs: number;
  readonly #now: () => number;
  #isOn = false;
  #askedAtMs = 0;

  constructor({ mostStaleMs, isAway, patienceMs = 1_000, now = () => performance.now() }: OutageOptions) {
    this.mostStaleMs = mostStaleMs;
    this.#isAwayError = isAway;
    this.#patienceMs = patienceMs;
    this.#now = now;
  }

  /** It has been heard of: the next one asks, and waits. */
  end(): void {
    this.#isOn = false;
  }

  /** What `read` gives; while the store is away `stale`, and now and then a look in the background. */
  async readOr<Value, Stale>(stale: Stale, read: () => Promise<Value>): Promise<Value | Stale> {
    if (!this.#isOn) return await this.#readPatiently(stale, read);
    if (this.#now() - this.#askedAtMs >= RETRY_MS) this.#ask(read).catch(() => {});
    return stale;
  }

  async #readPatiently<Value, Stale>(stale: Stale, read: () => Promise<Value>): Promise<Value | Stale> {
    const tooLong = Promise.withResolvers<Stale>();
    const timer = setTimeout(() => {
      this.#isOn = true;
      tooLong.resolve(stale);
    }, this.#patienceMs);
    try {
      return await Promise.race([this.#ask(read), tooLong.promise]);
    } catch (error) {
      if (this.#isOn) return stale;
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  async #ask<Value>(read: () => Promise<Value>): Promise<Value> {
    this.#askedAtMs = this.#now();
    try {
      const value = await read();
      this.#isOn = false;
      return value;
    } catch (error) {
      this.#isOn = this.#isAwayError(error);
      throw error;
    }
  }
}

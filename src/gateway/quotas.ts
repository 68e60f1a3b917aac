import type { RateLimit } from "../keys/mod.ts";

/** What a key has left, at the moment of a call. */
export type Quota = RateLimit & {
  /** Whether this call is within the limit. */
  readonly granted: boolean;
  readonly remaining: number;
  /** Until there is more. */
  readonly resetSeconds: number;
};

/** Each window is counted in so many steps: a call is forgotten at most one step late, and never early. */
const STEPS = 60;

/**
 * Calls in the last window, counted in steps of time. The step that has partly left the window still counts whole, so
 * in no window whatever are there more than `limit` calls. Counting does not wait for anything, so this is exact also
 * among calls that come at once.
 */
export class SlidingWindow {
  readonly #rate: RateLimit;
  readonly #stepMs: number;
  readonly #counts = new Uint32Array(STEPS + 1);
  #total = 0;
  #step = 0;

  constructor(rate: RateLimit) {
    this.#rate = rate;
    this.#stepMs = rate.windowSeconds * 1000 / STEPS;
  }

  take(nowMs: number): Quota {
    this.#moveTo(nowMs);
    const granted = this.#total < this.#rate.limit;
    if (granted) {
      this.#counts[this.#step % this.#counts.length]!++;
      this.#total++;
    }
    const resetSeconds = Math.max(1, Math.ceil(this.#oldestEndsAtMs(nowMs) / 1000));
    return { ...this.#rate, granted, remaining: this.#rate.limit - this.#total, resetSeconds };
  }

  isEmpty(nowMs: number): boolean {
    this.#moveTo(nowMs);
    return this.#total === 0;
  }

  /** Forgets the steps that have left the window. */
  #moveTo(nowMs: number): void {
    const step = Math.floor(nowMs / this.#stepMs);
    const passed = Math.min(step - this.#step, this.#counts.length);
    for (let i = 0; i < passed; i++) {
      const at = (step - i) % this.#counts.length;
      this.#total -= this.#counts[at]!;
      this.#counts[at] = 0;
    }
    this.#step = Math.max(step, this.#step);
  }

  /** How long until the oldest call that counts is forgotten. */
  #oldestEndsAtMs(nowMs: number): number {
    let oldest = Math.max(0, this.#step - STEPS);
    while (oldest < this.#step && this.#counts[oldest % this.#counts.length] === 0) oldest++;
    return (oldest + STEPS + 1) * this.#stepMs - nowMs;
  }
}

const SWEEP_LEAST = 1_000;

/** The windows of the limited keys that were used lately, on this node. */
export class Quotas {
  readonly #windows = new Map<string, SlidingWindow>();
  readonly #now: () => number;
  #sweepAtSize = SWEEP_LEAST;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  get size(): number {
    return this.#windows.size;
  }

  take(keyId: string, rate: RateLimit): Quota {
    let window = this.#windows.get(keyId);
    if (window === undefined) this.#windows.set(keyId, window = new SlidingWindow(rate));
    const quota = window.take(this.#now());
    if (this.#windows.size > this.#sweepAtSize) this.#sweep();
    return quota;
  }

  /** Windows in which nothing happened are let go, each time there are twice as many as were needed. */
  #sweep(): void {
    const nowMs = this.#now();
    for (const [keyId, window] of this.#windows) if (window.isEmpty(nowMs)) this.#windows.delete(keyId);
    this.#sweepAtSize = Math.max(SWEEP_LEAST, this.#windows.size * 2);
  }
}

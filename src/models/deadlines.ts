import type { ModelLimits } from "./types.ts";

type Timer = ReturnType<typeof setTimeout>;

/** Thrown into the request that takes too long. */
export class TooSlow extends Error {
  override readonly name = "TooSlow";
}

/**
 * The three clocks of one request: until its first token, from token to token, and for the whole question. The last
 * one is an argument, since it goes on through retries.
 */
export class Deadlines implements Disposable {
  readonly #controller = new AbortController();
  readonly #betweenTokensMs: number;
  readonly #total: Timer;
  readonly signal: AbortSignal;
  #silence: Timer;

  constructor(limits: ModelLimits, remainingMs: number, gone: AbortSignal | undefined) {
    this.#betweenTokensMs = limits.betweenTokensMs;
    this.#silence = this.#after(limits.firstTokenMs, "no first token came within");
    this.#total = this.#after(remainingMs, "the answer was not complete within");
    this.signal = gone ? AbortSignal.any([this.#controller.signal, gone]) : this.#controller.signal;
  }

  /** A token came. */
  progressed(): void {
    clearTimeout(this.#silence);
    this.#silence = this.#after(this.#betweenTokensMs, "the model fell silent for");
  }

  /** It is somebody else who takes time now: the model is not silent meanwhile. The whole goes on counting. */
  async paused(work: void | Promise<void>): Promise<void> {
    clearTimeout(this.#silence);
    await work;
    this.progressed();
  }

  /** Also ends the request: an answer that was left in the middle would keep its connection. */
  [Symbol.dispose](): void {
    this.#controller.abort();
    clearTimeout(this.#silence);
    clearTimeout(this.#total);
  }

  #after(ms: number, what: string): Timer {
    const late = () => this.#controller.abort(new TooSlow(`${what} ${Math.round(ms)} ms`));
    return setTimeout(late, Math.max(ms, 0));
  }
}

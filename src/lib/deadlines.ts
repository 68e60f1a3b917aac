export type Deadline = { readonly at: number; readonly onExpired: () => void };

/**
 * Many deadlines of one length for the price of one timer: since all last equally long, they end in the order in which
 * they began, and only the first needs watching. A timer of its own for each call was a tenth of the gateway's time.
 */
export class Deadlines {
  readonly timeoutMs: number;
  #open = new Set<Deadline>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(timeoutMs: number) {
    this.timeoutMs = timeoutMs;
  }

  begin(onExpired: () => void): Deadline {
    const deadline = { at: performance.now() + this.timeoutMs, onExpired };
    this.#open.add(deadline);
    if (this.#timer === undefined) this.#watch(this.timeoutMs);
    return deadline;
  }

  end(deadline: Deadline): void {
    this.#open.delete(deadline);
  }

  /** Settles as `work` does, or rejects with what `expired` makes when it takes too long. */
  race<T>(work: Promise<T>, expired: () => Error): Promise<T> {
    return new Promise((resolve, reject) => {
      const deadline = this.begin(() => reject(expired()));
      work.then((value) => {
        this.end(deadline);
        resolve(value);
      }, (error) => {
        this.end(deadline);
        reject(error);
      });
    });
  }

  /** Setting a timer and clearing it again would cost more than letting it run out once in a while. */
  #watch(leftMs: number): void {
    this.#timer = setTimeout(() => this.#expire(), leftMs);
    this.#timer.unref();
  }

  #expire(): void {
    this.#timer = undefined;
    const now = performance.now();
    for (const deadline of this.#open) {
      const leftMs = deadline.at - now;
      if (leftMs > 0) return this.#watch(leftMs);
      this.#open.delete(deadline);
      deadline.onExpired();
    }
  }
}

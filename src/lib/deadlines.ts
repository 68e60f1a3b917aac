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
    this.#timer ??= setTimeout(() => this.#expire(), this.timeoutMs);
    return deadline;
  }

  end(deadline: Deadline): void {
    this.#open.delete(deadline);
    if (this.#open.size > 0) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Settles as `work` does, or rejects with what `expired` makes when it takes too long. */
  race<T>(work: Promise<T>, expired: () => Error): Promise<T> {
    return new Promise((resolve, reject) => {
      const deadline = this.begin(() => reject(expired()));
      work.then(resolve, reject).finally(() => this.end(deadline));
    });
  }

  #expire(): void {
    this.#timer = undefined;
    const now = performance.now();
    for (const deadline of this.#open) {
      const leftMs = deadline.at - now;
      if (leftMs > 0) return void (this.#timer = setTimeout(() => this.#expire(), leftMs));
      this.#open.delete(deadline);
      deadline.onExpired();
    }
  }
}

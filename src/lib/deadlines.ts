/** One of the open deadlines, which know their neighbours. */
export type Deadline = {
  readonly at: number;
  onExpired: () => void;
  previous: Deadline | undefined;
  next: Deadline | undefined;
};

/**
 * Many deadlines of one length for the price of one timer: since all last equally long, they end in the order in which
 * they began, and only the first needs watching. A timer of its own for each call was a tenth of the gateway's time.
 *
 * A list of our own rather than a `Set`, which moves to a new table whenever its table is full, and leaves a trail of
 * tables behind it: what lay in one of them stays in memory until the next full collection, and with a deadline its
 * whole call. That made every collection in between move thousands of dead calls.
 */
export class Deadlines {
  readonly timeoutMs: number;
  #first: Deadline | undefined;
  #last: Deadline | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(timeoutMs: number) {
    this.timeoutMs = timeoutMs;
  }

  begin(onExpired: () => void): Deadline {
    const at = performance.now() + this.timeoutMs;
    const deadline: Deadline = { at, onExpired, previous: this.#last, next: undefined };
    if (this.#last === undefined) this.#first = deadline;
    else this.#last.next = deadline;
    this.#last = deadline;
    if (this.#timer === undefined) this.#watch(this.timeoutMs);
    return deadline;
  }

  /** Has no effect on one that has ended. It keeps nothing alive afterwards, nor is kept alive by the others. */
  end(deadline: Deadline): void {
    if (deadline.onExpired === ENDED) return;
    const { previous, next } = deadline;
    if (previous === undefined) this.#first = next;
    else previous.next = next;
    if (next === undefined) this.#last = previous;
    else next.previous = previous;
    deadline.previous = deadline.next = undefined;
    deadline.onExpired = ENDED;
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
    for (let deadline = this.#first; deadline !== undefined; deadline = this.#first) {
      const leftMs = deadline.at - now;
      if (leftMs > 0) return this.#watch(leftMs);
      const { onExpired } = deadline;
      this.end(deadline);
      onExpired();
    }
  }
}

const ENDED = () => {};

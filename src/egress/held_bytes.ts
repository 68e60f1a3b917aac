/** This node has no more room for answers now. */
export class NoRoom extends Error {
  override readonly name = "NoRoom";
}

/** Bytes of all answers that are being read: one agent that fetches much must not eat the memory of all. */
export class HeldBytes {
  readonly #max: number;
  #held = 0;

  constructor(max: number) {
    this.#max = max;
  }

  /** Throws NoRoom. What was taken is given back, by `release`, once the answer has been handed on. */
  take(bytes: number): void {
    if (this.#held + bytes > this.#max) throw new NoRoom("no room for more answers");
    this.#held += bytes;
  }

  release(bytes: number): void {
    this.#held -= bytes;
  }
}

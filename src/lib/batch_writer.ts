/**
 * Things to be written soon, many at once. `add` only remembers, so it never waits and never fails; a write begins
 * `writeAfterMs` after the first thing that waits for it, and takes with it all that came meanwhile.
 *
 * While the store is away (`isAway`) what waits is kept and tried again; beyond `maxWaiting` the oldest go, and are
 * counted. A write that fails otherwise would fail again, so its batch is given up.
 */
export interface BatchOptions<Item> {
  write: (batch: readonly Item[]) => Promise<void>;
  isAway: (error: unknown) => boolean;
  /** A batch was given up: the store refused it. */
  onRefused: (error: unknown, count: number) => void;
  /** The store is back, and so many had been dropped meanwhile. */
  onDropped: (count: number) => void;
  writeAfterMs: number;
  retryAfterMs: number;
  maxBatch: number;
  maxWaiting: number;
}

export interface BatchCounts {
  waiting: number;
  written: number;
  /** Lost: too many were waiting, or the store refused them. */
  dropped: number;
}

export class BatchWriter<Item> {
  readonly #options: BatchOptions<Item>;
  #waiting: Item[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> | undefined;
  #written = 0;
  #dropped = 0;
  #droppedUntold = 0;
  #closed = false;

  constructor(options: BatchOptions<Item>) {
    this.#options = options;
  }

  add(item: Item): void {
    if (this.#waiting.push(item) > this.#options.maxWaiting) this.#dropOldest();
    if (this.#timer === undefined && this.#writing === undefined) this.#writeIn(this.#options.writeAfterMs);
  }

  counts(): BatchCounts {
    return { waiting: this.#waiting.length, written: this.#written, dropped: this.#dropped };
  }

  /** Writes what is waiting, if it can be written now, and stops. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#writing;
    if (await this.#writeWaiting(1)) return;
    this.#dropped += this.#waiting.length;
    this.#options.onDropped(this.#droppedUntold + this.#waiting.length);
    this.#waiting = [];
  }

  /** Many at a time: to take one off the front moves all the others. */
  #dropOldest(): void {
    const count = Math.ceil(this.#options.maxWaiting / 10);
    this.#waiting.splice(0, count);
    this.#dropped += count;
    this.#droppedUntold += count;
  }

  #writeIn(delayMs: number): void {
    if (this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#writing = this.#writeSoon();
    }, delayMs);
  }

  async #writeSoon(): Promise<void> {
    const { maxBatch, writeAfterMs, retryAfterMs } = this.#options;
    const isAway = !await this.#writeWaiting(maxBatch);
    this.#writing = undefined;
    if (this.#waiting.length > 0) this.#writeIn(isAway ? retryAfterMs : writeAfterMs);
  }

  /** Writes until fewer than `enough` are waiting: they may wait for more. False: the store is away. */
  async #writeWaiting(enough: number): Promise<boolean> {
    do {
      const batch = this.#waiting.splice(0, this.#options.maxBatch);
      if (batch.length > 0 && !await this.#writeBatch(batch)) return false;
    } while (this.#waiting.length >= enough);
    this.#tellDropped();
    return true;
  }

  async #writeBatch(batch: Item[]): Promise<boolean> {
    try {
      await this.#options.write(batch);
      this.#written += batch.length;
    } catch (error) {
      if (this.#options.isAway(error)) {
        this.#waiting = batch.concat(this.#waiting);
        return false;
      }
      this.#dropped += batch.length;
      this.#options.onRefused(error, batch.length);
    }
    return true;
  }

  #tellDropped(): void {
    if (this.#droppedUntold > 0) this.#options.onDropped(this.#droppedUntold);
    this.#droppedUntold = 0;
  }
}

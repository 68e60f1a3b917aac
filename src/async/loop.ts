import type { Log } from "../lib/log.ts";

/** Does `work` now and then, and at once when woken; never twice at a time. A wake-up during the work makes it work again. */
export class Loop {
  #everyMs: number;
  #work: () => Promise<unknown>;
  #log: Log;
  #name: string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #working: Promise<void> | null = null;
  #woken = false;
  #closed = false;

  constructor(everyMs: number, work: () => Promise<unknown>, log: Log, name: string) {
    this.#everyMs = everyMs;
    this.#work = work;
    this.#log = log;
    this.#name = name;
    this.wake();
  }

  wake(): void {
    this.#woken = true;
    if (this.#closed) return;
    this.#working ??= this.#go();
  }

  /** Waits for the work under way. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#working;
  }

  async #go(): Promise<void> {
    clearTimeout(this.#timer);
    while (this.#woken && !this.#closed) {
      this.#woken = false;
      await this.#work().catch((error) =>
        this.#log.warn(`${this.#name} failed, and is tried again`, { error: String(error) })
      );
    }
    this.#working = null;
    if (!this.#closed) this.#timer = setTimeout(() => this.wake(), this.#everyMs);
  }
}

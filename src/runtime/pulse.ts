/** Whether the event loop of a sandbox still turns. Asked by a ping; in doubt until the pong comes. */
export class Pulse {
  #ping: () => void;
  #asked: PromiseWithResolvers<void> | undefined;
  #deadline: ReturnType<typeof setTimeout> | undefined;

  constructor(ping: () => void) {
    this.#ping = ping;
  }

  /** There while we don't know; settles when we do, either way. */
  get doubt(): Promise<void> | undefined {
    return this.#asked?.promise;
  }

  ask(): void {
    if (this.#asked !== undefined) return;
    this.#asked = Promise.withResolvers();
    this.#ping();
  }

  /** Asks, and calls `onSilence` when no answer comes in time. */
  demand(timeoutMs: number, onSilence: () => void): void {
    this.ask();
    this.#deadline ??= setTimeout(onSilence, timeoutMs);
  }

  felt(): void {
    clearTimeout(this.#deadline);
    this.#deadline = undefined;
    this.#asked?.resolve();
    this.#asked = undefined;
  }
}

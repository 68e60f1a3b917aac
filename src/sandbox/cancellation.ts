/** Whether a call is still wanted, for those who ask: an `AbortController` for each call would cost more than its answer. */
export class Cancellation {
  #isCancelled = false;
  #callbacks: (() => void)[] | undefined;

  get isCancelled(): boolean {
    return this.#isCancelled;
  }

  /** Calls back once: when it is cancelled, or at once where it is already. */
  onCancel(callback: () => void): void {
    if (this.#isCancelled) callback();
    else if (this.#callbacks === undefined) this.#callbacks = [callback];
    else this.#callbacks[this.#callbacks.length] = callback;
  }

  cancel(): void {
    if (this.#isCancelled) return;
    this.#isCancelled = true;
    const callbacks = this.#callbacks ?? [];
    for (let at = 0; at < callbacks.length; at++) callbacks[at]!();
  }
}

/**
 * Stopping is starting backwards. What is started pushes the way to end it, and `unwind` ends everything, last first,
 * each at most once; one that fails does not keep the others from ending.
 */
export class Unwind {
  readonly #steps: { name: string; end: () => void | Promise<void> }[] = [];
  readonly #onError: (name: string, error: unknown) => void;

  constructor(onError: (name: string, error: unknown) => void) {
    this.#onError = onError;
  }

  push(name: string, end: () => void | Promise<void>): void {
    this.#steps.push({ name, end });
  }

  async unwind(): Promise<void> {
    for (let step = this.#steps.pop(); step; step = this.#steps.pop()) {
      try {
        await step.end();
      } catch (error) {
        this.#onError(step.name, error);
      }
    }
  }
}

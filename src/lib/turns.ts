/**
 * At most so many pieces of work at once for each key; the others wait in line. One who has much to do then waits for
 * himself, not everybody for him.
 */
export class Turns {
  readonly #atOnce: number;
  readonly #lines = new Map<string, { running: number; waiting: (() => void)[] }>();

  constructor(atOnce: number) {
    this.#atOnce = atOnce;
  }

  /** Settles when it is one's turn, with the function that ends it. */
  async take(key: string): Promise<() => void> {
    const line = this.#lines.get(key) ?? { running: 0, waiting: [] };
    this.#lines.set(key, line);
    if (line.running < this.#atOnce) line.running++;
    else await new Promise<void>((go) => line.waiting.push(go)); // its turn is handed on, so it is counted already
    return () => {
      const next = line.waiting.shift();
      if (next !== undefined) next();
      else if (--line.running === 0) this.#lines.delete(key);
    };
  }

  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const end = await this.take(key);
    try {
      return await work();
    } finally {
      end();
    }
  }
}

/**
 * Values under numbers that only grow, each there for a moment. Not a `Map`, for the reason that `Deadlines` is not a
 * `Set`: the tables that it leaves behind would keep what was in them.
 */
export class Numbered<Value> {
  #values: Record<number, Value> = Object.create(null);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get(number: number): Value | undefined {
    return this.#values[number];
  }

  /** `number` is new. */
  add(number: number, value: Value): void {
    this.#values[number] = value;
    this.#size++;
  }

  delete(number: number): void {
    if (this.#values[number] === undefined) return;
    delete this.#values[number];
    this.#size--;
  }

  /** The least number there is; 0 when there is none. */
  get first(): number {
    for (const number in this.#values) return Number(number);
    return 0;
  }

  entries(): [number, Value][] {
    return Object.entries(this.#values).map(([number, value]) => [Number(number), value]);
  }
}

/** How many values lie between given bounds: enough to tell a percentile, at the cost of one addition a value. */
export class Histogram {
  /** Ascending. A value belongs to the first bound that is not less; the last count is for those beyond all bounds. */
  readonly bounds: readonly number[];
  readonly counts: number[];
  sum = 0;

  constructor(bounds: readonly number[]) {
    this.bounds = bounds;
    this.counts = new Array(bounds.length + 1).fill(0);
  }

  observe(value: number): void {
    const { bounds } = this;
    let at = 0;
    while (at < bounds.length && value > bounds[at]!) at++;
    this.counts[at]!++;
    this.sum += value;
  }

  /** Adds what others have counted with the same bounds. */
  add(counts: readonly number[], sum: number): void {
    counts.forEach((count, at) => this.counts[at]! += count);
    this.sum += sum;
  }

  get count(): number {
    return this.counts.reduce((total, count) => total + count, 0);
  }

  /** Of a share from 0 to 1, between the bounds in a straight line, as Prometheus does. Null: nothing was counted. */
  quantile(share: number): number | null {
    const { bounds, counts, count } = this;
    if (count === 0) return null;
    let rest = share * count;
    for (const [at, bound] of bounds.entries()) {
      const here = counts[at]!;
      const from = at === 0 ? 0 : bounds[at - 1]!;
      if (rest <= here && here > 0) return from + (bound - from) * (rest / here);
      rest -= here;
    }
    return bounds.at(-1) ?? null;
  }
}

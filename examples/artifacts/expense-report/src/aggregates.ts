/** Many numbers made one, exactly. */
import { compare, dividedBy, type Exact, exact, plus, times } from "./exact.ts";

export function totalOf(numbers: readonly Exact[]): Exact {
  return numbers.reduce(plus, exact(0));
}

export function productOf(numbers: readonly Exact[]): Exact {
  return numbers.reduce(times, exact(1));
}

/** The others need at least one number; `ofAny` gives `null` where there is none. */
export function ofAny(
  numbers: readonly Exact[],
  aggregate: (numbers: readonly Exact[]) => Exact,
): Exact | null {
  return numbers.length === 0 ? null : aggregate(numbers);
}

export function averageOf(numbers: readonly Exact[]): Exact {
  return dividedBy(totalOf(numbers), exact(numbers.length));
}

export function lowestOf(numbers: readonly Exact[]): Exact {
  return numbers.reduce((lowest, each) => compare(each, lowest) < 0 ? each : lowest);
}

export function highestOf(numbers: readonly Exact[]): Exact {
  return numbers.reduce((highest, each) => compare(each, highest) > 0 ? each : highest);
}

/** The middle one, or the average of the two in the middle. */
export function medianOf(numbers: readonly Exact[]): Exact {
  const ascending = [...numbers].sort(compare);
  const half = ascending.length / 2;
  return averageOf(ascending.slice(Math.ceil(half) - 1, Math.floor(half) + 1));
}

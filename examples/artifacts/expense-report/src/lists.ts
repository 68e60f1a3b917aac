/** Lists: order, duplicates and groups. Nothing here changes the list that it is given. */

type Key = string | number | boolean | null;

export interface Order<T> {
  key: (entry: T) => Key;
  direction: 1 | -1;
}

export function ascending<T>(key: (entry: T) => Key): Order<T> {
  return { key, direction: 1 };
}

export function descending<T>(key: (entry: T) => Key): Order<T> {
  return { key, direction: -1 };
}

/** By the first order, then, among equals, by the next. What is equal in all of them keeps its place. */
export function sortedBy<T>(list: readonly T[], ...orders: readonly Order<T>[]): readonly T[] {
  return [...list].sort((a, b) => {
    for (const { key, direction } of orders) {
      const order = compareKeys(key(a), key(b), direction);
      if (order !== 0) return order;
    }
    return 0;
  });
}

/** Absent keys come last, whatever the direction; texts are compared without regard to case. */
function compareKeys(a: Key, b: Key, direction: 1 | -1): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  if (typeof a === "number" && typeof b === "number") return (a - b) * direction;
  const left = String(a).toLowerCase();
  const right = String(b).toLowerCase();
  if (left === right) return 0;
  return left < right ? -direction : direction;
}

/** The first entry for each key. */
export function uniqueBy<T>(list: readonly T[], key: (entry: T) => Key): readonly T[] {
  const seen = new Set<Key>();
  return list.filter((entry) => {
    const own = key(entry);
    return !seen.has(own) && seen.add(own);
  });
}

/** The entries by their key, in the order in which the keys first appear. */
export function groupedBy<T, K extends Key>(
  list: readonly T[],
  key: (entry: T) => K,
): readonly (readonly [K, readonly T[]])[] {
  const groups = new Map<K, T[]>();
  for (const entry of list) {
    const own = key(entry);
    const group = groups.get(own);
    if (group) group.push(entry);
    else groups.set(own, [entry]);
  }
  return [...groups];
}

export function firstEntries<T>(list: readonly T[], count: number): readonly T[] {
  return list.slice(0, Math.max(0, Math.floor(count)));
}

export function lastEntries<T>(list: readonly T[], count: number): readonly T[] {
  return list.slice(Math.max(0, list.length - Math.max(0, Math.floor(count))));
}

/** What `then` makes of a value, unless it is absent. */
export function whenPresent<T, R>(value: T | null, then: (value: T) => R): R | null {
  return value === null ? null : then(value);
}

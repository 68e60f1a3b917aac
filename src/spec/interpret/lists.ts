/** Expressions over lists, worked out entry by entry. An absent list counts as an empty one. */
import type { Expr } from "../expr.ts";
import type { ListExpr, ListExprOf, SortKey } from "../list_expr.ts";
import { compute, exactly, type Inner, number, plainly, type Value, type Values } from "./evaluate.ts";
import * as exact from "./fractions.ts";

export function computeList(expr: ListExpr, values: Values): Inner {
  switch (expr.kind) {
    case "filter":
      return entriesOf(expr.list, values).filter((entry) => holdsFor(expr, entry, values));
    case "map":
      return entriesOf(expr.list, values).map((entry) =>
        compute(expr.value, within(values, expr.item, entry))
      );
    case "sort":
      return sorted(expr, values);
    case "unique":
      return unique(expr, values);
    case "take":
      return taken(entriesOf(expr.list, values), number(compute(expr.count, values)), expr.from);
    case "pick":
      return entriesOf(expr.list, values).at(expr.at === "first" ? 0 : -1) ?? null;
    case "reduce":
      return reduced(expr, values);
    case "quantify": {
      const entries = entriesOf(expr.list, values);
      const holds = (entry: Inner) => holdsFor(expr, entry, values);
      return expr.which === "some" ? entries.some(holds) : entries.every(holds);
    }
    case "group":
      return grouped(expr, values);
    case "record":
      return record(expr, values);
    case "member":
      return memberOf(compute(expr.of, values), expr.key);
  }
}

function entriesOf(list: Expr, values: Values): Inner[] {
  const entries = compute(list, values);
  return Array.isArray(entries) ? entries.map(exactly) : [];
}

function within(values: Values, item: string, entry: Inner): Values {
  const plain = plainly(entry);
  const inner = new Map(values).set(item, plain);
  if (isRecord(plain)) {
    for (const [key, value] of Object.entries(plain)) {
      inner.set(`${item}.${key}`, value);
    }
  }
  return inner;
}

function isRecord(value: Value): value is { [key: string]: Value } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function holdsFor({ item, where }: { item: string; where: Expr }, entry: Inner, values: Values): boolean {
  return compute(where, within(values, item, entry)) === true;
}

function keyFor(by: Expr, item: string, entry: Inner, values: Values): Value {
  return plainly(compute(by, within(values, item, entry)));
}

function sorted({ list, item, by }: ListExprOf<"sort">, values: Values): Inner[] {
  const keyed = entriesOf(list, values).map((entry) => ({
    entry,
    keys: by.map(({ value }) => keyFor(value, item, entry, values)),
  }));
  return keyed.sort((a, b) => orderOf(by, a.keys, b.keys)).map(({ entry }) => entry);
}

function orderOf(by: SortKey[], left: Value[], right: Value[]): number {
  for (const [n, { descending }] of by.entries()) {
    const [a, b] = [left[n] ?? null, right[n] ?? null];
    if (a === null || b === null) {
      if (a !== b) return a === null ? 1 : -1;
    } else {
      const order = scalarOrder(a, b);
      if (order !== 0) return descending ? -order : order;
    }
  }
  return 0;
}

function scalarOrder(a: Value, b: Value): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  const [left, right] = [String(a).toLowerCase(), String(b).toLowerCase()];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function unique({ list, item, by }: ListExprOf<"unique">, values: Values): Inner[] {
  const seen = new Set<Value>();
  return entriesOf(list, values).filter((entry) => {
    const key = keyFor(by, item, entry, values);
    return !seen.has(key) && seen.add(key);
  });
}

function taken(entries: Inner[], count: exact.Fraction, from: "start" | "end"): Inner[] {
  const most = Math.max(0, exact.toNumber(exact.floor(count)));
  return from === "start" ? entries.slice(0, most) : entries.slice(Math.max(0, entries.length - most));
}

function reduced({ fn, list, empty }: ListExprOf<"reduce">, values: Values): Inner {
  const numbers = entriesOf(list, values).map(number);
  if (fn === "sum") return numbers.reduce(exact.add, exact.fraction(0));
  if (fn === "product") return numbers.reduce(exact.multiply, exact.fraction(1));
  if (numbers.length === 0) return empty ? compute(empty, values) : null;
  const ascending = [...numbers].sort(exact.compare);
  if (fn === "min") return ascending[0]!;
  if (fn === "max") return ascending.at(-1)!;
  return fn === "average" ? mean(numbers) : median(ascending);
}

function mean(numbers: exact.Fraction[]): exact.Fraction {
  return exact.divide(numbers.reduce(exact.add), exact.fraction(numbers.length));
}

/** The middle one, or the mean of the two in the middle. */
function median(ascending: exact.Fraction[]): exact.Fraction {
  const half = ascending.length / 2;
  return mean(ascending.slice(Math.ceil(half) - 1, Math.floor(half) + 1));
}

function grouped(expr: ListExprOf<"group">, values: Values): Value {
  const groups = new Map<Value, Value[]>();
  for (const entry of entriesOf(expr.list, values)) {
    const key = keyFor(expr.by, expr.item, entry, values);
    groups.set(key, [...groups.get(key) ?? [], plainly(entry)]);
  }
  const results = [...groups].map(([key, rest]) =>
    [key, plainly(compute(expr.value, new Map(values).set(expr.rest, rest)))] as const
  );
  const { key: name } = expr;
  if (name === undefined) return Object.fromEntries(results.map(([key, value]) => [String(key), value]));
  return results.map(([key, value]) => ({ [name]: key, ...(isRecord(value) ? value : {}) }));
}

function record({ base, entries }: ListExprOf<"record">, values: Values): Value {
  const from = base ? plainly(compute(base, values)) : null;
  const own = entries.map(({ key, value }) => [key, plainly(compute(value, values))] as const);
  return { ...(isRecord(from) ? from : {}), ...Object.fromEntries(own) };
}

function memberOf(of: Inner, key: string): Inner {
  const plain = plainly(of);
  return isRecord(plain) && Object.hasOwn(plain, key) ? exactly(plain[key]!) : null;
}

/**
 * Expressions over lists. Each names what stands for one entry (`each.items`); within it, `each.items` is the entry and
 * `each.items.price` a member of it, so that conditions and formulas are the same language inside a list as outside.
 *
 * Lists keep their order: sorting leaves ties as they came, and of duplicates the first stays.
 */
import { z } from "zod";
import type { Expr } from "./expr.ts";
import { keySchema } from "./keys.ts";

export type ReduceFn = "sum" | "product" | "average" | "median" | "min" | "max";

export interface SortKey {
  value: Expr;
  descending: boolean;
}

export interface Entry {
  key: string;
  value: Expr;
}

export type ListExpr =
  | { kind: "filter"; list: Expr; item: string; where: Expr }
  | { kind: "map"; list: Expr; item: string; value: Expr }
  /** Absent values come last; texts are compared without regard to case. */
  | { kind: "sort"; list: Expr; item: string; by: SortKey[] }
  | { kind: "unique"; list: Expr; item: string; by: Expr }
  | { kind: "take"; list: Expr; count: Expr; from: "start" | "end" }
  /** The first or the last entry; absent when there is none. */
  | { kind: "pick"; list: Expr; at: "first" | "last" }
  /** A list of numbers to one. A sum of nothing is 0; the others have no value then, or that of `empty`. */
  | { kind: "reduce"; fn: ReduceFn; list: Expr; empty?: Expr }
  | { kind: "quantify"; which: "some" | "every"; list: Expr; item: string; where: Expr }
  /**
   * Entries with the same `by`, in the order in which each first appears. `rest` stands for the entries of one group
   * within `value`. An object with a key for each group, or, with `key`, a list of records that have it.
   */
  | { kind: "group"; list: Expr; item: string; by: Expr; rest: string; value: Expr; key?: string }
  /** A record: what `base` has, and the entries over it. */
  | { kind: "record"; base?: Expr; entries: Entry[] }
  | { kind: "member"; of: Expr; key: string };

export type ListExprOf<K extends ListExpr["kind"]> = Extract<ListExpr, { kind: K }>;

/** Names of entries begin so; nothing outside their list can mean them. */
const BOUND = "each.";

export function isBound(id: string): boolean {
  return id.startsWith(BOUND);
}

const itemSchema = z.string().regex(/^each\.[A-Za-z_][A-Za-z0-9_-]{0,63}$/);

export function listExprSchemas(nested: z.ZodType<Expr>) {
  const list = nested;
  const item = itemSchema;
  return [
    z.strictObject({ kind: z.literal("filter"), list, item, where: nested }),
    z.strictObject({ kind: z.literal("map"), list, item, value: nested }),
    z.strictObject({
      kind: z.literal("sort"),
      list,
      item,
      by: z.array(z.strictObject({ value: nested, descending: z.boolean() })).min(1).max(10),
    }),
    z.strictObject({ kind: z.literal("unique"), list, item, by: nested }),
    z.strictObject({ kind: z.literal("take"), list, count: nested, from: z.enum(["start", "end"]) }),
    z.strictObject({ kind: z.literal("pick"), list, at: z.enum(["first", "last"]) }),
    z.strictObject({
      kind: z.literal("reduce"),
      fn: z.enum(["sum", "product", "average", "median", "min", "max"]),
      list,
      empty: nested.optional(),
    }),
    z.strictObject({
      kind: z.literal("quantify"),
      which: z.enum(["some", "every"]),
      list,
      item,
      where: nested,
    }),
    z.strictObject({
      kind: z.literal("group"),
      list,
      item,
      by: nested,
      rest: itemSchema,
      value: nested,
      key: keySchema.optional(),
    }),
    z.strictObject({
      kind: z.literal("record"),
      base: nested.optional(),
      entries: z.array(z.strictObject({ key: keySchema, value: nested })).max(50),
    }),
    z.strictObject({ kind: z.literal("member"), of: nested, key: keySchema }),
  ] as const;
}

export function listChildren(expr: ListExpr): Expr[] {
  switch (expr.kind) {
    case "filter":
    case "quantify":
      return [expr.list, expr.where];
    case "map":
      return [expr.list, expr.value];
    case "sort":
      return [expr.list, ...expr.by.map((key) => key.value)];
    case "unique":
      return [expr.list, expr.by];
    case "take":
      return [expr.list, expr.count];
    case "pick":
      return [expr.list];
    case "reduce":
      return expr.empty ? [expr.list, expr.empty] : [expr.list];
    case "group":
      return [expr.list, expr.by, expr.value];
    case "record":
      return [...(expr.base ? [expr.base] : []), ...expr.entries.map((entry) => entry.value)];
    case "member":
      return [expr.of];
  }
}

/** The same expression with each of its children changed. */
export function mapListChildren(expr: ListExpr, inner: (part: Expr) => Expr): ListExpr {
  switch (expr.kind) {
    case "filter":
    case "quantify":
      return { ...expr, list: inner(expr.list), where: inner(expr.where) };
    case "map":
      return { ...expr, list: inner(expr.list), value: inner(expr.value) };
    case "sort":
      return {
        ...expr,
        list: inner(expr.list),
        by: expr.by.map((key) => ({ ...key, value: inner(key.value) })),
      };
    case "unique":
      return { ...expr, list: inner(expr.list), by: inner(expr.by) };
    case "take":
      return { ...expr, list: inner(expr.list), count: inner(expr.count) };
    case "pick":
      return { ...expr, list: inner(expr.list) };
    case "reduce":
      return { ...expr, list: inner(expr.list), ...(expr.empty ? { empty: inner(expr.empty) } : {}) };
    case "group":
      return { ...expr, list: inner(expr.list), by: inner(expr.by), value: inner(expr.value) };
    case "record":
      return {
        ...expr,
        ...(expr.base ? { base: inner(expr.base) } : {}),
        entries: expr.entries.map((entry) => ({ ...entry, value: inner(entry.value) })),
      };
    case "member":
      return { ...expr, of: inner(expr.of) };
  }
}

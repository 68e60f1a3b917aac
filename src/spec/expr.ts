/**
 * Expressions of the Spec: a small pure language. Numbers are decimal strings, so that 0.1 stays 0.1.
 *
 * A reference to an absent optional field is `null`. Every comparison with `null` is false except `ne`,
 * which is true; arithmetic on a value that can be `null` is refused when the Spec is checked.
 */
import { z } from "zod";
import { LIBRARY_FNS, type LibraryFn } from "./library/mod.ts";
import { isBound, listChildren, type ListExpr, listExprSchemas, mapListChildren } from "./list_expr.ts";

export type CompareOp = "eq" | "ne" | "lt" | "le" | "gt" | "ge";
export type MathOp = "add" | "subtract" | "multiply" | "divide";
export type MatchOp = "contains" | "mentions" | "starts_with" | "ends_with";
export type CallFn =
  | "round"
  | "floor"
  | "ceil"
  | "abs"
  | "min"
  | "max"
  | "power"
  | "length"
  | "words"
  | "lower"
  | "upper"
  | "trim"
  | "concat"
  | LibraryFn;

export type Expr =
  | { kind: "text"; value: string }
  | { kind: "number"; value: string }
  | { kind: "boolean"; value: boolean }
  | { kind: "ref"; id: string }
  | { kind: "math"; op: MathOp; left: Expr; right: Expr }
  | { kind: "call"; fn: CallFn; args: Expr[] }
  | { kind: "compare"; op: CompareOp; left: Expr; right: Expr }
  | { kind: "match"; op: MatchOp; value: Expr; words: string[] }
  | { kind: "present"; value: Expr }
  | { kind: "all"; of: Expr[] }
  | { kind: "any"; of: Expr[] }
  | { kind: "not"; of: Expr }
  | { kind: "choose"; when: Expr; then: Expr; otherwise: Expr }
  | ListExpr;

export const idSchema = z.string().regex(/^[A-Za-z][A-Za-z0-9_.-]{0,99}$/);
export const decimalSchema = z.string().max(40).regex(/^-?\d+(\.\d+)?$/);

const nested: z.ZodType<Expr> = z.lazy(() => exprSchema);

export const exprSchema: z.ZodType<Expr> = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("text"), value: z.string().max(2000) }),
  z.strictObject({ kind: z.literal("number"), value: decimalSchema }),
  z.strictObject({ kind: z.literal("boolean"), value: z.boolean() }),
  z.strictObject({ kind: z.literal("ref"), id: idSchema }),
  z.strictObject({
    kind: z.literal("math"),
    op: z.enum(["add", "subtract", "multiply", "divide"]),
    left: nested,
    right: nested,
  }),
  z.strictObject({
    kind: z.literal("call"),
    fn: z.enum([
      "round",
      "floor",
      "ceil",
      "abs",
      "min",
      "max",
      "power",
      "length",
      "words",
      "lower",
      "upper",
      "trim",
      "concat",
      ...LIBRARY_FNS,
    ]),
    args: z.array(nested).min(1).max(20),
  }),
  z.strictObject({
    kind: z.literal("compare"),
    op: z.enum(["eq", "ne", "lt", "le", "gt", "ge"]),
    left: nested,
    right: nested,
  }),
  z.strictObject({
    kind: z.literal("match"),
    op: z.enum(["contains", "mentions", "starts_with", "ends_with"]),
    value: nested,
    words: z.array(z.string().min(1).max(200)).min(1).max(200),
  }),
  z.strictObject({ kind: z.literal("present"), value: nested }),
  z.strictObject({ kind: z.literal("all"), of: z.array(nested).min(1).max(50) }),
  z.strictObject({ kind: z.literal("any"), of: z.array(nested).min(1).max(50) }),
  z.strictObject({ kind: z.literal("not"), of: nested }),
  z.strictObject({ kind: z.literal("choose"), when: nested, then: nested, otherwise: nested }),
  ...listExprSchemas(nested),
]).meta({ id: "Expr" });

/** The direct children of an expression, in reading order. */
export function children(expr: Expr): Expr[] {
  switch (expr.kind) {
    case "math":
    case "compare":
      return [expr.left, expr.right];
    case "call":
      return expr.args;
    case "match":
    case "present":
      return [expr.value];
    case "all":
    case "any":
      return expr.of;
    case "not":
      return [expr.of];
    case "choose":
      return [expr.when, expr.then, expr.otherwise];
    case "text":
    case "number":
    case "boolean":
    case "ref":
      return [];
    default:
      return listChildren(expr);
  }
}

/** Calls `visit` on the expression and everything inside it. */
export function walk(expr: Expr, visit: (part: Expr) => void): void {
  visit(expr);
  for (const child of children(expr)) walk(child, visit);
}

/** Ids that an expression reads from outside, each once: fields and values, not entries of its own lists. */
export function refsOf(...exprs: Expr[]): string[] {
  return allRefsOf(...exprs).filter((id) => !isBound(id));
}

/** Ids that an expression reads, entries of lists included. */
export function allRefsOf(...exprs: Expr[]): string[] {
  const ids = new Set<string>();
  for (const expr of exprs) walk(expr, (part) => part.kind === "ref" && ids.add(part.id));
  return [...ids];
}

/** Rebuilds an expression from the leaves up. */
export function mapExpr(expr: Expr, change: (part: Expr) => Expr): Expr {
  const inner = (part: Expr) => mapExpr(part, change);
  switch (expr.kind) {
    case "math":
    case "compare":
      return change({ ...expr, left: inner(expr.left), right: inner(expr.right) });
    case "call":
      return change({ ...expr, args: expr.args.map(inner) });
    case "match":
    case "present":
      return change({ ...expr, value: inner(expr.value) });
    case "all":
    case "any":
      return change({ ...expr, of: expr.of.map(inner) });
    case "not":
      return change({ ...expr, of: inner(expr.of) });
    case "choose":
      return change({
        kind: "choose",
        when: inner(expr.when),
        then: inner(expr.then),
        otherwise: inner(expr.otherwise),
      });
    case "text":
    case "number":
    case "boolean":
    case "ref":
      return change(expr);
    default:
      return change(mapListChildren(expr, inner));
  }
}

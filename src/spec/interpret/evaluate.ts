/** What an expression comes to for one request. Knows nothing of the generated code, which is checked against it. */
import type { Expr, MatchOp } from "../expr.ts";
import { isLibraryFn } from "../library/mod.ts";
import * as exact from "./fractions.ts";
import { callLibrary } from "./library.ts";
import { computeList } from "./lists.ts";
import type { PlainValue } from "./texts.ts";

export type Value = string | number | boolean | null | Value[] | { [key: string]: Value };
export type Values = ReadonlyMap<string, Value>;

export function evaluate(expr: Expr, values: Values): Value {
  return plainly(compute(expr, values));
}

/** The JSON value of a result. */
export function plainly(result: Inner): Value {
  if (isFraction(result)) return exact.toNumber(result);
  return Array.isArray(result) ? result.map(plainly) : result;
}

export function holds(expr: Expr, values: Values): boolean {
  return compute(expr, values) === true;
}

export type Inner = Value | exact.Fraction | Inner[];

/** Inside an expression numbers stay exact; only its result becomes a JSON number. */
export function compute(expr: Expr, values: Values): Inner {
  switch (expr.kind) {
    case "text":
    case "boolean":
      return expr.value;
    case "number":
      return exact.fraction(expr.value);
    case "ref":
      return exactly(values.get(expr.id) ?? null);
    case "math":
      return math(expr.op, number(compute(expr.left, values)), number(compute(expr.right, values)));
    case "call":
      return call(expr.fn, expr.args.map((arg) => compute(arg, values)));
    case "compare":
      return comparison(expr.op, compute(expr.left, values), compute(expr.right, values));
    case "match":
      return expr.words.some((word) => matches(expr.op, compute(expr.value, values), word));
    case "present":
      return isPresent(compute(expr.value, values));
    case "all":
      return expr.of.every((part) => compute(part, values) === true);
    case "any":
      return expr.of.some((part) => compute(part, values) === true);
    case "not":
      return compute(expr.of, values) !== true;
    case "choose":
      return compute(compute(expr.when, values) === true ? expr.then : expr.otherwise, values);
    default:
      return computeList(expr, values);
  }
}

/** No JSON value holds a big integer, so a record of the request is never taken for a fraction. */
export function isFraction(value: Inner): value is exact.Fraction {
  return typeof value === "object" && value !== null && "top" in value && typeof value.top === "bigint";
}

export function exactly(value: Inner): Inner {
  return typeof value === "number" ? exact.fraction(value) : value;
}

export function number(value: Inner): exact.Fraction {
  if (!isFraction(value)) {
    throw new TypeError("arithmetic on a value that is no number; the Spec was not checked");
  }
  return value;
}

function math(
  op: "add" | "subtract" | "multiply" | "divide",
  a: exact.Fraction,
  b: exact.Fraction,
): exact.Fraction {
  if (op === "add") return exact.add(a, b);
  if (op === "subtract") return exact.add(a, exact.negate(b));
  return op === "multiply" ? exact.multiply(a, b) : exact.divide(a, b);
}

/** An absent number, rounded, is still absent. */
const ROUNDING = new Set(["round", "floor", "ceil", "abs"]);

function call(fn: Extract<Expr, { kind: "call" }>["fn"], args: Inner[]): Inner {
  if (isLibraryFn(fn)) return exactly(callLibrary(fn, args.map(plainly) as PlainValue[]));
  const [first = null] = args;
  if (first === null && ROUNDING.has(fn)) return null;
  switch (fn) {
    case "round":
      return exact.round(number(first), args[1] === undefined ? 0 : exact.toNumber(number(args[1])));
    case "floor":
      return exact.floor(number(first));
    case "ceil":
      return exact.negate(exact.floor(exact.negate(number(first))));
    case "abs":
      return number(first).top < 0n ? exact.negate(number(first)) : first;
    case "min":
      return args.map(number).reduce((a, b) => exact.compare(b, a) < 0 ? b : a);
    case "max":
      return args.map(number).reduce((a, b) => exact.compare(b, a) > 0 ? b : a);
    case "power":
      return exact.power(number(first), number(args[1] ?? null));
    case "length":
      return exact.fraction(Array.isArray(first) ? first.length : [...String(first ?? "")].length);
    case "words":
      return exact.fraction((String(first ?? "").match(/\S+/gu) ?? []).length);
    case "lower":
      return String(first).toLowerCase();
    case "upper":
      return String(first).toUpperCase();
    case "trim":
      return String(first).trim();
    case "concat":
      return args.map((arg) => String(isFraction(arg) ? exact.toNumber(arg) : arg)).join("");
  }
}

function comparison(op: Extract<Expr, { kind: "compare" }>["op"], left: Inner, right: Inner): boolean {
  if (left === null || right === null) return op === "ne";
  const order = isFraction(left) && isFraction(right) ? exact.compare(left, right) : plainOrder(left, right);
  switch (op) {
    case "eq":
      return order === 0;
    case "ne":
      return order !== 0;
    case "lt":
      return order < 0;
    case "le":
      return order <= 0;
    case "gt":
      return order > 0;
    case "ge":
      return order >= 0;
  }
}

function plainOrder(left: Inner, right: Inner): number {
  if (left === right) return 0;
  return String(left) < String(right) ? -1 : 1;
}

function isPresent(value: Inner): boolean {
  if (value === null) return false;
  if (typeof value === "string") return value.trim() !== "";
  return !Array.isArray(value) || value.length > 0;
}

function matches(op: MatchOp, value: Inner, word: string): boolean {
  if (Array.isArray(value)) {
    return value.some((entry) => typeof entry === "string" && entry.toLowerCase() === word.toLowerCase());
  }
  if (typeof value !== "string") return false;
  const text = value.toLowerCase();
  const sought = word.toLowerCase();
  if (op === "starts_with") return text.startsWith(sought);
  if (op === "ends_with") return text.endsWith(sought);
  return op === "contains" ? text.includes(sought) : mentions(value, word);
}

const ENDINGS = ["", "s", "es", "d", "ed", "ing"];

/** A keyword as a whole word, or with a common ending: "refund" is mentioned in "two refunds". */
export function mentions(text: string, keyword: string): boolean {
  const words = plainWords(text);
  const sought = plainWords(keyword).trimEnd();
  return ENDINGS.some((ending) => words.includes(`${sought}${ending} `));
}

function plainWords(text: string): string {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return ` ${words.join(" ")} `;
}

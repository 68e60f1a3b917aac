/**
 * Between which numbers an expression stays, as far as that follows from the fields alone; so that a divisor such as
 * `1 - 1 / (1 + rate) ^ months` is known never to be 0.
 */
import type { Expr } from "./expr.ts";

export interface Bound {
  value: number;
  /** Never reached. */
  isOpen: boolean;
}

export interface Range {
  low?: Bound;
  high?: Bound;
}

type RangeOf = (id: string) => Range | undefined;

export function rangeOf(expr: Expr, ofRef: RangeOf): Range {
  switch (expr.kind) {
    case "number":
      return exactly(Number(expr.value));
    case "ref":
      return ofRef(expr.id) ?? {};
    case "math":
      return mathRange(expr.op, rangeOf(expr.left, ofRef), rangeOf(expr.right, ofRef));
    case "call":
      return expr.fn === "power"
        ? powerRange(rangeOf(expr.args[0]!, ofRef), rangeOf(expr.args[1]!, ofRef))
        : {};
    default:
      return {};
  }
}

/** Whether 0 lies outside. */
export function excludesZero({ low, high }: Range): boolean {
  const isAbove = low !== undefined && (low.value > 0 || (low.value === 0 && low.isOpen));
  const isBelow = high !== undefined && (high.value < 0 || (high.value === 0 && high.isOpen));
  return isAbove || isBelow;
}

function exactly(value: number): Range {
  return { low: { value, isOpen: false }, high: { value, isOpen: false } };
}

function mathRange(op: "add" | "subtract" | "multiply" | "divide", a: Range, b: Range): Range {
  if (op === "add") return { low: sum(a.low, b.low), high: sum(a.high, b.high) };
  if (op === "subtract") return { low: sum(a.low, negated(b.high)), high: sum(a.high, negated(b.low)) };
  // Only of numbers that are never below 0 is more known.
  if (!isNatural(a) || !isNatural(b)) return {};
  if (op === "multiply") return { low: product(a.low, b.low), high: product(a.high, b.high) };
  return {
    low: quotient(a.low, b.high) ?? { value: 0, isOpen: excludesZero(a) },
    high: quotient(a.high, b.low),
  };
}

function isNatural({ low }: Range): boolean {
  return low !== undefined && low.value >= 0;
}

function sum(a: Bound | undefined, b: Bound | undefined): Bound | undefined {
  return a && b && { value: a.value + b.value, isOpen: a.isOpen || b.isOpen };
}

function negated(bound: Bound | undefined): Bound | undefined {
  return bound && { value: -bound.value, isOpen: bound.isOpen };
}

function product(a: Bound | undefined, b: Bound | undefined): Bound | undefined {
  return a && b && { value: a.value * b.value, isOpen: a.isOpen || b.isOpen };
}

function quotient(a: Bound | undefined, b: Bound | undefined): Bound | undefined {
  return a && b && b.value > 0 ? { value: a.value / b.value, isOpen: a.isOpen || b.isOpen } : undefined;
}

/** Of a base of at least 1, to the power of a whole number. */
function powerRange(base: Range, exponent: Range): Range {
  if (!base.low || base.low.value < 1 || !exponent.low || exponent.low.value < 0) {
    return isNatural(base) ? { low: { value: 0, isOpen: excludesZero(base) } } : {};
  }
  const least = Math.floor(exponent.low.value);
  return { low: { value: base.low.value ** least, isOpen: base.low.isOpen && least > 0 } };
}

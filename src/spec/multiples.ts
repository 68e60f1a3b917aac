import type { Expr } from "./expr.ts";

/** What is asked to be a multiple of what. */
export interface Multiple {
  of: Expr;
  number: Expr;
}

/** The Spec has no remainder; `x = ⌊x / 3⌋ × 3` is how it says that x is a multiple of 3. */
export function multipleIn({ op, left, right }: Extract<Expr, { kind: "compare" }>): Multiple | null {
  if ((op !== "eq" && op !== "ne") || right.kind !== "math" || right.op !== "multiply") return null;
  const { left: floored, right: of } = right;
  const quotient = floored.kind === "call" && floored.fn === "floor" ? floored.args[0] : undefined;
  if (quotient?.kind !== "math" || quotient.op !== "divide") return null;
  return isSame(quotient.left, left) && isSame(quotient.right, of) ? { number: left, of } : null;
}

function isSame(a: Expr, b: Expr): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

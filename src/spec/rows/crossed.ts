/** What must hold between fields: "the end must be after the start", "correct answers must not exceed all questions". */
import type { Expr } from "../expr.ts";
import { OPPOSITE } from "../grammar/musts.ts";
import { type Row, slot } from "./facts.ts";

/** The comparison that must not hold. With an absent field neither holds, and nothing is refused. */
function broken(expr: Expr): Expr | null {
  if (expr.kind !== "compare" || expr.op === "eq") return null;
  const { left, right } = expr;
  const isBetweenFields = left.kind !== "number" && right.kind !== "number" && right.kind !== "text" &&
    right.kind !== "boolean";
  return isBetweenFields ? { ...expr, op: OPPOSITE[expr.op] } : null;
}

export const CROSSED_ROWS: readonly Row[] = [
  {
    id: "crossed.must",
    patterns: ["{must:must}"],
    build(match) {
      const must = slot.expr(match, "must");
      const when = must && broken(must);
      return when ? [{ kind: "reject", when }] : null;
    },
    paraphrase: "what must hold between fields, or the request is refused",
    examples: [
      "weight must not exceed price",
      "price must be greater than weight",
      "The quantity cannot be more than twice the weight.",
    ],
    negatives: [
      "price must be at least 0",
      "weight must not exceed price on Mondays",
      "weight must not exceed reason",
    ],
  },
];

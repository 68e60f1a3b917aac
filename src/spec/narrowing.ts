/** What is known of a value once requests have been refused: after "refuse when divisor is 0" it is not 0. */
import { type Expr, refsOf } from "./expr.ts";
import type { ValueInfo } from "./types.ts";

/** Only refusals that look at the request alone come before everything else. */
export function narrow(when: Expr, infos: Map<string, ValueInfo>): void {
  if (refsOf(when).some((id) => !id.startsWith("in."))) return;
  if (when.kind === "any") return when.of.forEach((part) => narrow(part, infos));
  const parts = when.kind === "not" && when.of.kind === "compare" ? opposite(when.of) : when;
  if (parts.kind !== "compare" || parts.right.kind !== "number") return;
  const id = parts.left.kind === "ref" ? parts.left.id : keyOfSum(parts.left);
  const info = parts.left.kind === "ref" ? infos.get(id) : sumInfo(parts.left, infos);
  const limit = Number(parts.right.value);
  const isExcluded =
    { eq: limit === 0, le: limit >= 0, lt: limit > 0, ge: limit <= 0, gt: limit < 0, ne: false }[parts.op];
  if (!info || info.nullable || !isExcluded) return;
  const isNatural = info.isNatural || ["le", "lt"].includes(parts.op);
  infos.set(id, { ...info, nonZero: true, isNatural });
}

/** Under which what is known of a whole formula is kept: after "refuse when right + wrong is 0" that sum is not 0. */
export function keyOfSum(expr: Expr): string {
  return `sum ${JSON.stringify(expr)}`;
}

function sumInfo(expr: Expr, infos: ReadonlyMap<string, ValueInfo>): ValueInfo | undefined {
  const isSum = expr.kind === "math" && expr.op === "add";
  const isAlwaysThere = refsOf(expr).every((id) => infos.get(id)?.nullable === false);
  return isSum && isAlwaysThere ? { type: "number", nullable: false, nonZero: false } : undefined;
}

const OPPOSITES = { eq: "ne", ne: "eq", lt: "ge", le: "gt", gt: "le", ge: "lt" } as const;

function opposite(expr: Extract<Expr, { kind: "compare" }>): Extract<Expr, { kind: "compare" }> {
  return { ...expr, op: OPPOSITES[expr.op] };
}

/** What is known of a value once requests have been refused: after "refuse when divisor is 0" it is not 0. */
import { type Expr, refsOf } from "./expr.ts";
import type { ValueInfo } from "./types.ts";

/** Only refusals that look at the request alone come before everything else. */
export function narrow(when: Expr, infos: Map<string, ValueInfo>): void {
  if (refsOf(when).some((id) => !id.startsWith("in."))) return;
  if (when.kind === "any") return when.of.forEach((part) => narrow(part, infos));
  const parts = when.kind === "not" && when.of.kind === "compare" ? opposite(when.of) : when;
  if (parts.kind !== "compare" || parts.left.kind !== "ref" || parts.right.kind !== "number") return;
  const info = infos.get(parts.left.id);
  const limit = Number(parts.right.value);
  const isExcluded =
    { eq: limit === 0, le: limit >= 0, lt: limit > 0, ge: limit <= 0, gt: limit < 0, ne: false }[parts.op];
  if (!info || info.nullable || !isExcluded) return;
  const isNatural = info.isNatural || ["le", "lt"].includes(parts.op);
  infos.set(parts.left.id, { ...info, nonZero: true, isNatural });
}

const OPPOSITES = { eq: "ne", ne: "eq", lt: "ge", le: "gt", gt: "le", ge: "lt" } as const;

function opposite(expr: Extract<Expr, { kind: "compare" }>): Extract<Expr, { kind: "compare" }> {
  return { ...expr, op: OPPOSITES[expr.op] };
}

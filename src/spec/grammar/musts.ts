import { compareFrom } from "./conditions.ts";
import { readSum } from "./formulas.ts";
import type { Parsed, Reader } from "./reader.ts";
import { matchPrefix } from "./reader.ts";
import type { ExprRead } from "./formulas.ts";

const NEVER =
  "(must not | must never | cannot | can't | can not | may not | should not | shall not | can never | should never)";
const ALWAYS =
  "(must|should|shall | has to | have to | needs to | need to | must always | should always | is to | are to)";

/** "the end must be after the start": what is demanded, as a condition that holds. */
export function readMust(reader: Reader, from: number): Parsed<ExprRead>[] {
  const subject = readSum(reader, from);
  if (!subject || subject.value.expr.kind === "number" || subject.value.expr.kind === "text") return [];
  const never = matchPrefix(reader, NEVER, subject.end);
  const lead = never ?? matchPrefix(reader, ALWAYS, subject.end);
  const term = lead && compareFrom(reader, lead.end, subject.value);
  if (!term || term.expr.kind !== "compare") return [];
  const op = never ? OPPOSITE[term.expr.op] : term.expr.op;
  const value: ExprRead = { kind: "expr", expr: { ...term.expr, op }, notes: term.notes };
  return [{ end: term.end, value }];
}

export const OPPOSITE = { eq: "ne", ne: "eq", lt: "ge", le: "gt", gt: "le", ge: "lt" } as const;

/** What an average of nothing is: "rounded to 2 decimals, or 0 if there are no items". */
import { type Expr, mapExpr, walk } from "../../expr.ts";
import type { ExprRead } from "../formulas.ts";
import type { Parsed, Reader } from "../reader.ts";
import { matchPrefix } from "../reader.ts";

const NOTHING =
  "(there (is|are) (none|no {noun:entryNoun}) | [the] (list|{entry:entry}) is empty | {entry:entry} are empty | it is empty | empty | none)";
const TAILS = [
  `[,] [and|or|with|but] [LPAR] [it is|return|use] {value:number} (if|when|for) ${NOTHING} [RPAR]`,
  `LPAR {value:number} (if|when|for) ${NOTHING} RPAR`,
];
const NULL = `[,] [and|or|with|but] [LPAR] [it is|return|use] null (if|when|for) ${NOTHING} [RPAR]`;

export function readEmpty(reader: Reader, before: Parsed<ExprRead>, at: number): Parsed<ExprRead> | null {
  if (!hasAggregate(before.value.expr)) return null;
  const absent = matchPrefix(reader, NULL, at);
  if (absent) return { ...before, end: absent.end };
  for (const tail of TAILS) {
    const found = matchPrefix(reader, tail, at);
    const value = found?.value.value;
    if (value?.kind !== "number") continue;
    const expr = withEmpty(before.value.expr, { kind: "number", value: value.value });
    return { end: found!.end, value: { ...before.value, expr } };
  }
  return null;
}

function hasAggregate(expr: Expr): boolean {
  let isThere = false;
  walk(expr, (part) => part.kind === "reduce" && (isThere = true));
  return isThere;
}

function withEmpty(expr: Expr, empty: Expr): Expr {
  return mapExpr(expr, (part) => part.kind === "reduce" && !part.empty ? { ...part, empty } : part);
}

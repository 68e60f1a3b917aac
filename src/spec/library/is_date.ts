import type { Expr } from "../expr.ts";
import type { Infos } from "../types.ts";
import { DATE_FUNCTIONS } from "./dates.ts";

const DATES: ReadonlySet<string> = new Set(
  Object.entries(DATE_FUNCTIONS).flatMap(([name, { gives }]) => gives === "date" ? [name] : []),
);

/** Whether an expression is a date for every request: a date field, a sum with one, or a date that is written out. */
export function isDateExpr(expr: Expr, infos: Infos): boolean {
  switch (expr.kind) {
    case "ref":
      return infos.get(expr.id)?.isDate === true;
    case "text":
      return isDateText(expr.value);
    case "call":
      return DATES.has(expr.fn);
    case "choose":
      return isDateExpr(expr.then, infos) && isDateExpr(expr.otherwise, infos);
    default:
      return false;
  }
}

/** Whether an expression is made by a function that gives a date. */
export function isDateCall(expr: Expr): boolean {
  return expr.kind === "call" && DATES.has(expr.fn);
}

export function isDateText(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

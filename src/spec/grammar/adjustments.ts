/** What may follow a formula: rounding and limits. "price times 1.2, rounded to 2 decimals, at most 100". */
import type { Expr } from "../expr.ts";
import { type ExprRead, readSum } from "./formulas.ts";
import type { Match, Note, Parsed, Reader } from "./reader.ts";
import { isWord, matchPrefix } from "./reader.ts";

interface Adjustment {
  patterns: string[];
  build(expr: Expr, match: Match): Expr;
  assumes?: string;
}

const HALF_UP = "halves are rounded away from zero";
const PLACES = "(decimals|decimal | decimal places | digits | places | decimal place)";
export const ROUND_TO = `to {digits:number} ${PLACES}`;
export const ROUND_WHOLE = "to (nearest|whole|closest) (integer|number|whole|dollar|euro) [number]";
export const ROUND_CENTS = "to [nearest|whole] (cent|cents)";

const ADJUSTMENTS: readonly Adjustment[] = [
  {
    patterns: [`rounded up to [next|nearest|whole] (integer|number|whole) [number]`, "rounded up"],
    build: (expr) => call("ceil", expr),
  },
  {
    patterns: [`rounded down to [next|nearest|whole] (integer|number|whole) [number]`, "rounded down"],
    build: (expr) => call("floor", expr),
  },
  {
    patterns: [`rounded [half up] ${ROUND_TO}`],
    build: (expr, match) => round(expr, numberOf(match, "digits")),
    assumes: HALF_UP,
  },
  { patterns: [`rounded [half up] ${ROUND_CENTS}`], build: (expr) => round(expr, "2"), assumes: HALF_UP },
  { patterns: [`rounded [half up] ${ROUND_WHOLE}`], build: (expr) => round(expr, "0"), assumes: HALF_UP },
  {
    patterns: [
      "(capped at | limited to | but at most | at most | up to a maximum of | with a maximum of | but no more than | but not more than) {limit:sum}",
    ],
    build: (expr, match) => call("min", expr, exprOf(match, "limit")),
  },
  {
    patterns: [
      "(but at least | at least | with a minimum of | but no less than | but not less than | but never less than) {limit:sum}",
    ],
    build: (expr, match) => call("max", expr, exprOf(match, "limit")),
  },
];

export function readFormulas(reader: Reader, from: number): Parsed<ExprRead>[] {
  const sum = readSum(reader, from);
  if (!sum) return [];
  const found = [sum];
  for (let next = readAdjustment(reader, sum); next; next = readAdjustment(reader, next)) found.unshift(next);
  return found;
}

function readAdjustment(reader: Reader, before: Parsed<ExprRead>): Parsed<ExprRead> | null {
  let at = before.end;
  while (isWord(reader, at, ",", "and")) at++;
  for (const { patterns, build, assumes } of ADJUSTMENTS) {
    for (const pattern of patterns) {
      const found = matchPrefix(reader, pattern, at);
      if (!found) continue;
      const slots = Object.values(found.value).flatMap((slot) => slot.notes);
      const stated: Note[] = assumes ? [{ kind: "assumed", text: assumes }] : [];
      const notes = [...before.value.notes, ...slots, ...stated];
      return { end: found.end, value: { kind: "expr", expr: build(before.value.expr, found.value), notes } };
    }
  }
  return null;
}

export function round(expr: Expr, digits: string): Expr {
  return { kind: "call", fn: "round", args: [expr, { kind: "number", value: digits }] };
}

function call(fn: "ceil" | "floor" | "min" | "max", ...args: Expr[]): Expr {
  return { kind: "call", fn, args };
}

function numberOf(match: Match, slot: string): string {
  const value = match[slot];
  return value?.kind === "number" ? value.value : "0";
}

function exprOf(match: Match, slot: string): Expr {
  const value = match[slot];
  return value?.kind === "expr" ? value.expr : { kind: "number", value: "0" };
}

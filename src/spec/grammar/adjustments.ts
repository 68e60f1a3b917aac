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
export const ROUND_CENTS = "to [nearest|whole|full] (cent|cents|penny|pence)";

const LEVY = "tax|vat|gst|surcharge|fee|markup|tip|commission | sales tax | service charge";
const MAYBE = "[(if|when|whenever | for orders where) {when:cond}]";

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
      "(in | converted to | turned into) (uppercase|upper-case|capitals | upper case | capital letters)",
    ],
    build: (expr) => call("upper", expr),
  },
  {
    patterns: ["(in | converted to | turned into) (lowercase|lower-case | lower case)"],
    build: (expr) => call("lower", expr),
  },
  { patterns: ["trimmed"], build: (expr) => call("trim", expr) },
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

/** A share that is put on or taken off what stands before it, always or for a condition. */
const SHARES: readonly { patterns: string[]; op: "add" | "subtract" }[] = [
  {
    op: "subtract",
    patterns: [
      `(with|less|minus|after|including|applying) {percent:percent} discount|reduction [off] ${MAYBE}`,
    ],
  },
  {
    op: "add",
    patterns: [
      `(with|plus|and|including|add|adding) {percent:percent} (${LEVY}) ${MAYBE}`,
    ],
  },
];

function readShare(reader: Reader, before: Parsed<ExprRead>, at: number): Parsed<ExprRead> | null {
  for (const { patterns, op } of SHARES) {
    for (const pattern of patterns) {
      const found = matchPrefix(reader, pattern, at);
      if (!found) continue;
      const notes = [...before.value.notes, ...Object.values(found.value).flatMap((slot) => slot.notes)];
      return {
        end: found.end,
        value: { kind: "expr", expr: shared(before.value.expr, op, found.value), notes },
      };
    }
  }
  return null;
}

function shared(whole: Expr, op: "add" | "subtract", match: Match): Expr {
  const share: Expr = { kind: "math", op: "multiply", left: whole, right: numberExpr(match, "percent") };
  const changed: Expr = { kind: "math", op, left: whole, right: share };
  if (!match.when) return changed;
  return { kind: "choose", when: exprOf(match, "when"), then: changed, otherwise: whole };
}

function numberExpr(match: Match, slot: string): Expr {
  return { kind: "number", value: numberOf(match, slot) };
}

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
  const share = readShare(reader, before, at);
  if (share) return share;
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

function call(fn: "ceil" | "floor" | "min" | "max" | "upper" | "lower" | "trim", ...args: Expr[]): Expr {
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

/** What may follow a formula: rounding and limits. "price times 1.2, rounded to 2 decimals, at most 100". */
import type { Expr } from "../expr.ts";
import { type ExprRead, readSum } from "./formulas.ts";
import { readEmpty } from "./lists/empty.ts";
import { readLimits } from "./limits.ts";
import type { Match, Parsed, Reader } from "./reader.ts";
import { isWord, matchPrefix, skipFillers } from "./reader.ts";
import { readSlabs } from "./slabs.ts";
import { type ChangeRead, readRounding } from "./rounding.ts";

interface Adjustment {
  patterns: string[];
  build(expr: Expr, match: Match): Expr;
}

const LEVY = "tax|vat|gst|surcharge|fee|markup|tip|commission | sales tax | service charge";
const MAYBE = "[(if|when|whenever | for orders where) {when:cond}]";

const ADJUSTMENTS: readonly Adjustment[] = [
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

/** Where the values of a formula come from says nothing more where a table gives them. */
const FROM_TABLE =
  "(using|with|from | according to | taken from | looked up in | as per | based on | as listed in) [the|its|matching|this] (row|table|list | rate table | price list | price table | table above | table below | matching row) [above|below] [(for|of|by) {by:known}]";

export function readFormulas(reader: Reader, from: number): Parsed<ExprRead>[] {
  const [slabs] = readSlabs(reader, skipFillers(reader, from));
  const sum = slabs ?? readSum(reader, from);
  if (!sum) return [];
  const found = [sum];
  for (let next = readAdjustment(reader, sum); next; next = readAdjustment(reader, next)) found.unshift(next);
  return found;
}

function readAdjustment(reader: Reader, before: Parsed<ExprRead>): Parsed<ExprRead> | null {
  let at = before.end;
  while (isWord(reader, at, ",", "and")) at++;
  const source = matchPrefix(reader, FROM_TABLE, at);
  if (source) return { end: source.end, value: before.value };
  const empty = readEmpty(reader, before, at);
  if (empty) return empty;
  const share = readShare(reader, before, at);
  if (share) return share;
  const [change] = before.value.expr.kind === "text"
    ? []
    : [...readRounding(reader, at), ...readLimits(reader, at)];
  if (change) return changed(before, change);
  for (const { patterns, build } of ADJUSTMENTS) {
    for (const pattern of patterns) {
      const found = matchPrefix(reader, pattern, at);
      if (!found) continue;
      const slots = Object.values(found.value).flatMap((slot) => slot.notes);
      const notes = [...before.value.notes, ...slots];
      return { end: found.end, value: { kind: "expr", expr: build(before.value.expr, found.value), notes } };
    }
  }
  return null;
}

function changed(before: Parsed<ExprRead>, change: Parsed<ChangeRead>): Parsed<ExprRead> {
  const notes = [...before.value.notes, ...change.value.notes];
  return { end: change.end, value: { kind: "expr", expr: change.value.apply(before.value.expr), notes } };
}

function call(fn: "upper" | "lower" | "trim", ...args: Expr[]): Expr {
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

/** The least and the most that a number may be, as a tail: "at most 100", "but never less than the deposit", "max 5". */
import type { Expr } from "../expr.ts";
import { readSum } from "./formulas.ts";
import type { Parsed, Reader } from "./reader.ts";
import { isWord, matchPrefix } from "./reader.ts";
import type { ChangeRead } from "./rounding.ts";

const BUT = "[but|yet|though] [always|only] [is|are|be]";
const MOST =
  `${BUT} (capped (at|to) | limited to | [up] to a maximum of | at most | at the most | up to | with [a] (maximum|cap|ceiling|limit) of | subject to a maximum of | (no|not|never) (more|higher|greater) than | not exceeding | without exceeding | (never|not) [to] exceed | (never|not) exceeding | never exceeds | (never|not) (above|over) | [a] maximum [of|is|:] | max [of|is|:] | and no more than)`;
const LEAST =
  `${BUT} (at least | at the least | down to a minimum of | with [a] (minimum|floor) of | subject to a minimum of | (no|not|never) (less|lower|smaller|fewer) than | (never|not) (below|under) | [a] minimum [of|is|:] | min [of|is|:])`;

/** The longest run of limits: "at least 5 and at most 50". */
export function readLimits(reader: Reader, from: number): Parsed<ChangeRead>[] {
  const first = readLimit(reader, from);
  if (!first) return [];
  let at = first.end;
  while (isWord(reader, at, ",", "and")) at++;
  const [second] = at > first.end ? readLimits(reader, at) : [];
  if (!second) return [first];
  const apply = (expr: Expr) => second.value.apply(first.value.apply(expr));
  const notes = [...first.value.notes, ...second.value.notes];
  return [{ end: second.end, value: { kind: "change", apply, notes } }, first];
}

function readLimit(reader: Reader, from: number): Parsed<ChangeRead> | null {
  return limitOf(reader, from, MOST, "min") ?? limitOf(reader, from, LEAST, "max");
}

function limitOf(reader: Reader, from: number, words: string, fn: "min" | "max"): Parsed<ChangeRead> | null {
  const lead = matchPrefix(reader, words, from);
  const limit = lead && readSum(reader, lead.end);
  if (!limit || limit.value.expr.kind === "text") return null;
  const end = isWord(reader, limit.end, "in") && isWord(reader, limit.end + 1, "total")
    ? limit.end + 2
    : limit.end;
  const apply = (expr: Expr): Expr => ({ kind: "call", fn, args: [expr, limit.value.expr] });
  return { end, value: { kind: "change", apply, notes: limit.value.notes } };
}

/** How many of something there are: "7 nights or more", "from 100 copies", "more than 10 days", "fewer than 3 seats". */
import type { CompareOp, Expr } from "../expr.ts";
import { readNumber } from "./numbers.ts";
import { readThing } from "./quantities.ts";
import { matchPrefix, type Parsed, type Reader, type SlotValue } from "./reader.ts";

type ExprRead = Extract<SlotValue, { kind: "expr" }>;

const BEFORE: readonly (readonly [CompareOp, string])[] = [
  ["ge", "(from | at least | no fewer than | not less than | starting (at|from|with) | a minimum of)"],
  ["gt", "(more than | over | above | upwards of)"],
  ["le", "(up to [and including] | at most | no more than | not more than)"],
  ["lt", "(fewer than | less than | under | below)"],
];
const MORE = "(or|and) (more|longer|over|up|upwards|above|better|later|older|heavier)";
const LESS = "(or|and) (fewer|less|shorter|under|below|lighter)";
const AFTER: readonly (readonly [CompareOp, string])[] = [
  ["ge", `(${MORE}|upwards|onwards|+)`],
  ["le", `(${LESS})`],
];

export function readCounts(reader: Reader, from: number): Parsed<ExprRead>[] {
  for (const [op, words] of BEFORE) {
    const lead = matchPrefix(reader, words, from);
    const many = lead && manyAt(reader, lead.end);
    const end = many && op === "ge"
      ? matchPrefix(reader, "(on|onwards|upwards|up)", many.end)?.end
      : undefined;
    if (many) return [compared(op, many, end ?? many.end)];
  }
  return limitAfter(reader, from);
}

/** "7 nights or more", "7 or more nights". */
function limitAfter(reader: Reader, from: number): Parsed<ExprRead>[] {
  for (const [op, words] of AFTER) {
    const many = manyAt(reader, from);
    const after = many && matchPrefix(reader, words, many.end);
    if (after) return [compared(op, many, after.end)];
    const number = readNumber(reader, from);
    const between = number && !number.value.isPercent ? matchPrefix(reader, words, number.end) : null;
    const thing = between && readThing(reader, between.end);
    if (thing) return [compared(op, { ...thing, limit: number!.value.value }, thing.end)];
  }
  return [];
}

type Many = Parsed<ExprRead> & { limit: string };

/** A number of what a field of the input counts. */
function manyAt(reader: Reader, from: number): Many | null {
  const number = readNumber(reader, from);
  if (!number || number.value.isPercent) return null;
  for (const at of number.value.unit ? [number.end - 1, number.end] : [number.end]) {
    const thing = readThing(reader, at);
    if (thing) return { ...thing, limit: number.value.value };
  }
  return null;
}

function compared(op: CompareOp, { value, limit }: Many, end: number): Parsed<ExprRead> {
  const right: Expr = { kind: "number", value: limit };
  return { end, value: { ...value, expr: { kind: "compare", op, left: value.expr, right } } };
}

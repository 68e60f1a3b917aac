/**
 * How numbers are rounded, in the many ways to say it: "rounded to 2 decimals", "to the nearest penny", "2 dp", "up to
 * the next quarter", "to whole euros, half up". Read once here, and used as a tail of formulas, outputs and sentences.
 */
import type { Expr } from "../expr.ts";
import type { Note, Parsed, Reader, SlotValue } from "./reader.ts";
import { isWord, matchPrefix, skipFillers } from "./reader.ts";
import { NUMBER_WORDS, UNITS } from "./words.ts";

export type ChangeRead = Extract<SlotValue, { kind: "change" }>;

type Direction = "round" | "ceil" | "floor";

/** A number of decimals, or a step that the result is a multiple of. */
type Precision = { digits: string } | { step: string };

const HALF_UP: Note = { kind: "assumed", text: "halves are rounded away from zero" };

export function round(expr: Expr, digits: string): Expr {
  return roundedTo(expr, "round", { digits });
}

/** With the word itself, "rounded up to the next euro", or without it, "to 2 decimals". */
export function readRounding(reader: Reader, from: number): Parsed<ChangeRead>[] {
  const start = skipFillers(reader, from);
  if (isWord(reader, start, "(")) return bracketed(reader, start);
  const word = matchPrefix(reader, `${OF_ALL} (rounded|rounding) [off]`, start);
  if (word) return afterWord(reader, word.end);
  const at = matchPrefix(reader, `${OF_ALL} [expressed|given|shown|stated|reported|quoted]`, start)?.end ??
    start;
  const precision = isWord(reader, at, "to", "with", "at") || isPlaces(reader, at)
    ? readPrecision(reader, at)
    : null;
  return precision && "digits" in precision.value ? [changeOf(precision.end, "round", precision.value)] : [];
}

const OF_ALL = "[all|each|both] [always]";

function bracketed(reader: Reader, at: number): Parsed<ChangeRead>[] {
  const inner = readRounding(reader, at + 1).find(({ end }) => isWord(reader, end, ")"));
  return inner ? [{ ...inner, end: inner.end + 1 }] : [];
}

/** What comes after "round the total". */
export function readRoundingRest(reader: Reader, from: number): Parsed<ChangeRead>[] {
  return afterWord(reader, from);
}

function afterWord(reader: Reader, from: number): Parsed<ChangeRead>[] {
  const direction = readDirection(reader, from);
  const precision = readPrecision(reader, direction.end);
  if (precision) {
    const end = afterHalfUp(reader, precision.end);
    return [changeOf(end, direction.value, precision.value)];
  }
  // "rounded up" by itself goes to the next whole number; "rounded" by itself says too little.
  return direction.value === "round" ? [] : [changeOf(direction.end, direction.value, { digits: "0" })];
}

function readDirection(reader: Reader, from: number): Parsed<Direction> {
  const at = isWord(reader, from, "always") ? from + 1 : from;
  const half = matchPrefix(reader, "(half up | half-up | halves up | commercially | arithmetically)", at);
  if (half) return { end: half.end, value: "round" };
  if (isWord(reader, at, "up", "upwards", "upward")) return { end: at + 1, value: "ceil" };
  if (isWord(reader, at, "down", "downwards", "downward")) return { end: at + 1, value: "floor" };
  return { end: from, value: "round" };
}

function afterHalfUp(reader: Reader, at: number): number {
  const found = matchPrefix(
    reader,
    "[,] [LPAR] [with|using] (half up | half-up | halves up | halves rounded up | halves (go|round|are rounded) up) [rounding] [RPAR]",
    at,
  );
  return found?.end ?? at;
}

const PLACES =
  "(decimal (places|place|digits|digit) | decimals|decimal | digits after [decimal] (point|comma) | digits|places|place|dp | fraction digits | fractional digits)";
const WHOLE = "(nearest|next|closest|whole|full|complete|entire|previous)";

function readPrecision(reader: Reader, from: number): Parsed<Precision> | null {
  return readPlaces(reader, from) ?? readNamedPlace(reader, from) ?? readStep(reader, from) ??
    readWhole(reader, from);
}

function isPlaces(reader: Reader, at: number): boolean {
  return matchPrefix(reader, "{digits:count} (dp | decimal places | decimals)", at) !== null;
}

/** "to 2 decimals", "to one decimal place", "with two decimals", "2 dp". */
function readPlaces(reader: Reader, from: number): Parsed<Precision> | null {
  const found = matchPrefix(reader, `[to|with|at|on] [exactly] {digits:count} ${PLACES}`, from);
  const digits = found?.value.digits;
  if (digits?.kind !== "number" || !/^\d$/.test(digits.value)) return null;
  return { end: found!.end, value: { digits: digits.value } };
}

/** "to the nearest cent", "to hundredths", "to whole cents". */
function readNamedPlace(reader: Reader, from: number): Parsed<Precision> | null {
  const cents = matchPrefix(
    reader,
    `to [${WHOLE}] (cent|cents|penny|pennies|pence|hundredth|hundredths)`,
    from,
  );
  if (cents) return { end: cents.end, value: { digits: "2" } };
  const tenths = matchPrefix(reader, `to [${WHOLE}] (tenth|tenths)`, from);
  return tenths && { end: tenths.end, value: { digits: "1" } };
}

/** "to the nearest 5 cents", "to the nearest 0.05", "to the next ten", "to the nearest half", "to multiples of 5". */
function readStep(reader: Reader, from: number): Parsed<Precision> | null {
  const to = matchPrefix(reader, `to [${WHOLE}] [(multiple|multiples) of]`, from);
  if (!to || isWord(reader, to.end - 1, "to")) return null;
  const cents = matchPrefix(reader, "{step:count} (cents|cent|pence|p)", to.end);
  const plain = matchPrefix(reader, "{step:count}", to.end);
  const named = STEPS[reader.tokens[to.end]?.lower ?? ""];
  const step = (cents ?? plain)?.value.step;
  if (step?.kind === "number" && Number(step.value) > 0) {
    const value = cents ? hundredth(step.value) : step.value;
    return {
      end: afterUnit(reader, (cents ?? plain)!.end),
      value: value === "1" ? { digits: "0" } : { step: value },
    };
  }
  return named === undefined ? null : { end: afterUnit(reader, to.end + 1), value: { step: named } };
}

const STEPS: Readonly<Record<string, string>> = {
  ten: "10",
  hundred: "100",
  thousand: "1000",
  half: "0.5",
  quarter: "0.25",
};

function hundredth(step: string): string {
  return String(Number(step) / 100);
}

function afterUnit(reader: Reader, at: number): number {
  return isUnit(reader, at) ? at + 1 : at;
}

const WHOLES = new Set(
  "integer integers number numbers unit units whole one percent percentage point points litre litres liter liters"
    .split(" "),
);

/** "to the nearest whole number", "to a full euro", "to whole litres", "to an integer". */
function readWhole(reader: Reader, from: number): Parsed<Precision> | null {
  const found = matchPrefix(reader, `to [${WHOLE}] [whole|full]`, from);
  if (!found) return null;
  const isNamed = /^(whole|full|complete|entire)$/.test(reader.tokens[found.end - 1]?.lower ?? "");
  const at = skipFillers(reader, found.end);
  const word = reader.tokens[at]?.lower ?? "";
  const isSaid = WHOLES.has(word) || isUnit(reader, at) ||
    (isNamed && /^[a-z]+$/.test(word) && !STOPS.has(word));
  if (isSaid) {
    const end = word === "percentage" && isWord(reader, at + 1, "point") ? at + 2 : at + 1;
    return { end: isWord(reader, end, "number") && word === "whole" ? end + 1 : end, value: { digits: "0" } };
  }
  return null;
}

const STOPS = new Set("of and or if when".split(" "));

function isUnit(reader: Reader, at: number): boolean {
  return Object.hasOwn(UNITS, reader.tokens[at]?.lower ?? "");
}

function changeOf(end: number, direction: Direction, precision: Precision): Parsed<ChangeRead> {
  const notes = direction === "round" ? [HALF_UP] : [];
  const apply = (expr: Expr) => roundedTo(expr, direction, precision);
  return { end, value: { kind: "change", apply, notes } };
}

function roundedTo(expr: Expr, direction: Direction, precision: Precision): Expr {
  if ("step" in precision) return inSteps(expr, direction, precision.step);
  if (direction === "round") {
    return { kind: "call", fn: "round", args: [expr, { kind: "number", value: precision.digits }] };
  }
  if (precision.digits === "0") return { kind: "call", fn: direction, args: [expr] };
  return inSteps(expr, direction, `0.${"1".padStart(Number(precision.digits), "0")}`);
}

/** As many whole steps as there are, times the step. */
function inSteps(expr: Expr, direction: Direction, step: string): Expr {
  const by: Expr = { kind: "number", value: step };
  const times: Expr = {
    kind: "call",
    fn: direction,
    args: [{ kind: "math", op: "divide", left: expr, right: by }],
  };
  return { kind: "math", op: "multiply", left: times, right: by };
}

/** `2`, "two", "one": how many, without a unit. */
export function readCount(reader: Reader, from: number): Parsed[] {
  const token = reader.tokens[from];
  const word = token?.kind === "word" && Object.hasOwn(NUMBER_WORDS, token.lower)
    ? NUMBER_WORDS[token.lower]
    : undefined;
  const value = token?.kind === "number" ? token.text : word;
  return value === undefined ? [] : [{ end: from + 1, value: { kind: "number", value, notes: [] } }];
}

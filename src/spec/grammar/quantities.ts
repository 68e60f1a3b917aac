/**
 * What is counted: "per started hour", "for each full euro of amount", "for every floor after the first", "per 100 g".
 * A noun is a number field of that name, one whose name ends in it (`distanceKm`), or one that is given in that unit.
 */
import type { Expr } from "../expr.ts";
import { canonical, type Symbol, wordsOf } from "../text/vocabulary.ts";
import { readNumber } from "./numbers.ts";
import type { Note, Parsed, Reader, SlotValue } from "./reader.ts";
import { isWord, matchPrefix, skipFillers } from "./reader.ts";
import { UNITS } from "./words.ts";

type ExprRead = Extract<SlotValue, { kind: "expr" }>;
type Read = Parsed<ExprRead>;

const EACH = "(per | for each | for every | for each of | each | every)";

/** "per started hour", "for each accident": how many there are. */
export function readPer(reader: Reader, from: number): Read | null {
  const each = matchPrefix(reader, EACH, from);
  if (!each) return null;
  const counted = readCounted(reader, each.end);
  return counted && beyond(reader, counted);
}

/** What stands after "per", with how parts of one count. */
function readCounted(reader: Reader, from: number): Read | null {
  const part = matchPrefix(reader, "(started|commenced|begun|partial|part-hour | or part thereof)", from);
  const full = part ? null : matchPrefix(reader, "(full|complete|completed|whole|entire)", from);
  const at = (part ?? full)?.end ?? from;
  const size = readNumber(reader, at);
  const sized = size && !size.value.isPercent && isAboutSize(reader, at, size) ? size : null;
  const thing = sized ? readSized(reader, sized) : readThing(reader, at);
  if (!thing) return null;
  const isPart = part !== null ||
    matchPrefix(reader, "or part (thereof | of (it|one|that))", thing.end) !== null;
  const end = isPart && !part ? thing.end + (isWord(reader, thing.end + 2, "thereof") ? 3 : 4) : thing.end;
  const fn = isPart ? "ceil" : full ? "floor" : null;
  if (!fn) return thing;
  return { end, value: { ...thing.value, expr: { kind: "call", fn, args: [thing.value.expr] } } };
}

function isAboutSize(reader: Reader, at: number, size: Parsed<{ value: string }>): boolean {
  return size.end > at && Number(size.value.value) > 0 && !isWord(reader, at, "one");
}

/** "100 g", "1,000 of budget", "10 euros spent": as many times as that fits. */
function readSized(reader: Reader, size: Parsed<{ value: string; unit?: string }>): Read | null {
  const { value, unit } = size.value;
  const named = matchPrefix(reader, "[of] {what:field}", size.end);
  const field = named?.value.what?.kind === "name" ? named.value.what.name.symbol : undefined;
  const found = field && isCount(field) ? { symbol: field, end: named!.end } : byUnit(reader, unit, size.end);
  if (!found) return null;
  const counted = converted(found.symbol, unit);
  if (!counted) return null;
  const right: Expr = { kind: "number", value };
  return {
    end: afterVerb(reader, found.end),
    value: { ...counted, expr: { kind: "math", op: "divide", left: counted.expr, right } },
  };
}

function byUnit(
  reader: Reader,
  unit: string | undefined,
  end: number,
): { symbol: Symbol; end: number } | null {
  const having = unit === undefined
    ? []
    : countsOf(reader).filter((symbol) => unitOf(symbol) === unit || isAlike(symbol, unit));
  return having.length === 1 ? { symbol: having[0]!, end } : null;
}

/** "accident", "year of experience", "kg of weight", "unit used", "day in days_overdue". */
export function readThing(reader: Reader, from: number): Read | null {
  const at = skipFillers(reader, from);
  const known = reader.vocabulary.at(reader.tokens, at);
  if (known && isCount(known.symbol)) return refTo(known.symbol, afterVerb(reader, known.end));
  const noun = nounAt(reader, at);
  if (!noun) return null;
  const of = matchPrefix(reader, "(of|in) {what:known}", noun.end);
  const owner = of?.value.what?.kind === "name" ? of.value.what.name.symbol : undefined;
  if (owner && isCount(owner)) return inUnit(owner, noun.unit, of!.end);
  const fields = countsOf(reader).filter((symbol) => isCountOf(symbol, noun));
  const [only, second] = fields;
  if (!only || second) return null;
  return inUnit(only, noun.unit, afterVerb(reader, noun.end));
}

interface Noun {
  words: string;
  unit?: string;
  end: number;
}

function nounAt(reader: Reader, at: number): Noun | null {
  const token = reader.tokens[at];
  if (token?.kind === "symbol" && Object.hasOwn(UNITS, token.lower)) {
    return { words: token.lower, unit: UNITS[token.lower], end: at + 1 };
  }
  if (token?.kind !== "word") return null;
  const square = matchPrefix(reader, "(square|sq|sqm) (metre|meter|metres|meters|m|foot|feet)", at);
  if (square) return { words: "square metre", unit: "m2", end: square.end };
  const next = reader.tokens[at + 1];
  const two = next?.kind === "word" ? `${token.text} ${next.text}` : "";
  if (two && countsOf(reader).some((symbol) => canonical(symbol.key) === canonical(two))) {
    return { words: two, end: at + 2 };
  }
  const unit = Object.hasOwn(UNITS, token.lower) ? UNITS[token.lower] : undefined;
  return { words: token.text, unit, end: at + 1 };
}

/** The value in the unit that it is counted in; an hour has sixty minutes. */
function inUnit(symbol: Symbol, unit: string | undefined, end: number): Read | null {
  const read = converted(symbol, unit);
  return read && { end, value: read };
}

const SIZES: Readonly<Record<string, readonly [dimension: string, size: number]>> = {
  second: ["time", 1],
  minute: ["time", 60],
  hour: ["time", 3600],
  day: ["time", 86_400],
  week: ["time", 604_800],
  g: ["weight", 1],
  kg: ["weight", 1000],
  m: ["length", 1],
  km: ["length", 1000],
};

/** Other units of one dimension are turned into the one that is counted; what is in another dimension is not counted by it. */
function converted(symbol: Symbol, unit: string | undefined): ExprRead | null {
  const ref: Expr = { kind: "ref", id: symbol.id };
  const own = unitOf(symbol);
  const [wanted, given] = [SIZES[unit ?? ""], SIZES[own ?? ""]];
  if (!wanted || !given || own === unit) return { kind: "expr", expr: ref, notes: unitNotes(symbol, unit) };
  if (wanted[0] !== given[0]) return null;
  const isSmaller = given[1] < wanted[1];
  const factor: Expr = {
    kind: "number",
    value: String(isSmaller ? wanted[1] / given[1] : given[1] / wanted[1]),
  };
  const text = `${symbol.key} is in ${own}s; one ${isSmaller ? unit : own} has ${factor.value} ${
    isSmaller ? own : unit
  }s`;
  const notes: Note[] = [{ kind: "assumed", text }];
  return {
    kind: "expr",
    expr: { kind: "math", op: isSmaller ? "divide" : "multiply", left: ref, right: factor },
    notes,
  };
}

function unitNotes(symbol: Symbol, unit: string | undefined): Note[] {
  return unit !== undefined && SIZES[unit] && unitOf(symbol) === undefined
    ? [{ kind: "assumed", text: `${symbol.key} is given in ${unit}` }]
    : [];
}

/** The unit that a field was declared in, or that its name ends in: `distanceKm`, `minutes`, `weight_g`. */
export function unitOf(symbol: Symbol): string | undefined {
  const last = wordsOf(symbol.key).at(-1) ?? "";
  return symbol.unit ?? (Object.hasOwn(UNITS, last) ? UNITS[last] : undefined);
}

function isCountOf(symbol: Symbol, noun: Noun): boolean {
  if (noun.unit !== undefined && isAlike(symbol, noun.unit)) return true;
  const words = wordsOf(symbol.key).map(canonical);
  return words.includes(canonical(noun.words)) ||
    (canonical(noun.words) === "person" && words.includes("people"));
}

/** Whether a field counts in that unit or in another one of its kind. */
function isAlike(symbol: Symbol, unit: string): boolean {
  const own = unitOf(symbol);
  const [wanted, given] = [SIZES[unit], SIZES[own ?? ""]];
  return own === unit || (wanted !== undefined && given !== undefined && wanted[0] === given[0]);
}

function countsOf(reader: Reader): Symbol[] {
  return reader.vocabulary.symbols().filter(isCount);
}

function isCount({ type, role }: Symbol): boolean {
  return role === "input" ? type === "number" || type === "integer" : type === undefined || type === "number";
}

function refTo(symbol: Symbol, end: number): Read {
  return { end, value: { kind: "expr", expr: { kind: "ref", id: symbol.id }, notes: [] } };
}

const VERBS =
  "used|spent|worked|sold|bought|ordered|booked|driven|travelled|consumed|stayed|rented|ridden|parked|completed|delivered|reported";

/** "per unit used": the verb says nothing more. */
function afterVerb(reader: Reader, at: number): number {
  const verb = matchPrefix(reader, `[that was|that is|they|you] (${VERBS})`, at)?.end ?? at;
  return matchPrefix(reader, "[,] (counted|counting) from (arrival|entry|start|booking)", verb)?.end ?? verb;
}

/** "after the first", "beyond 40", "above 10,000": only what is more than that. */
function beyond(reader: Reader, counted: Read): Read {
  const first = matchPrefix(
    reader,
    "(after|beyond|above|over|past|exceeding|except) [the] first",
    counted.end,
  );
  const number = first ? readNumber(reader, first.end) : null;
  if (first) {
    return over(counted, { kind: "number", value: number?.value.value ?? "1" }, number?.end ?? first.end);
  }
  const more = matchPrefix(
    reader,
    "(beyond|above|over|past|exceeding | more than | in excess of) {limit:sum}",
    counted.end,
  );
  const limit = more?.value.limit;
  return limit?.kind === "expr" ? over(counted, limit.expr, more!.end) : counted;
}

function over(counted: Read, limit: Expr, end: number): Read {
  const rest: Expr = { kind: "math", op: "subtract", left: innermost(counted.value.expr), right: limit };
  const zero: Expr = { kind: "number", value: "0" };
  const most: Expr = { kind: "call", fn: "max", args: [rest, zero] };
  const { expr } = counted.value;
  const whole: Expr = expr.kind === "call" ? { ...expr, args: [most] } : most;
  return { end, value: { ...counted.value, expr: whole } };
}

/** "per started hour beyond 2": the hours beyond are counted, then rounded up. */
function innermost(expr: Expr): Expr {
  return expr.kind === "call" ? expr.args[0]! : expr;
}

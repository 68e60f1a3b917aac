/** Formulas, read by precedence climbing (a Pratt parser): "price times quantity plus 10%", `(a + b) / 2`. */
import type { CallFn, Expr, MathOp } from "../expr.ts";
import { type Symbol, wordsOf } from "../text/vocabulary.ts";
import { percentFactor, readNumber } from "./numbers.ts";
import { readImplied } from "./implied.ts";
import { readListValue } from "./lists/values.ts";
import { readLibrary } from "./library/mod.ts";
import type { Note, Parsed, Reader, SlotValue } from "./reader.ts";
import { readPower } from "./powers.ts";
import { readPer } from "./quantities.ts";
import { isWord, matchPrefix, skipFillers } from "./reader.ts";
import { readTotal } from "./totals.ts";

export type ExprRead = Extract<SlotValue, { kind: "expr" }>;
type Read = Parsed<ExprRead>;

const SUM = 1;
const PRODUCT = 2;
const DEEPEST = 30;

interface Operator {
  words: string[];
  op: MathOp;
  power: number;
}

const OPERATORS: readonly Operator[] = [
  { words: ["+"], op: "add", power: SUM },
  { words: ["plus"], op: "add", power: SUM },
  { words: ["increased", "by"], op: "add", power: SUM },
  { words: ["followed", "by"], op: "add", power: SUM },
  { words: ["reduced", "by"], op: "subtract", power: SUM },
  { words: ["decreased", "by"], op: "subtract", power: SUM },
  { words: ["-"], op: "subtract", power: SUM },
  { words: ["minus"], op: "subtract", power: SUM },
  { words: ["*"], op: "multiply", power: PRODUCT },
  { words: ["x"], op: "multiply", power: PRODUCT },
  { words: ["times"], op: "multiply", power: PRODUCT },
  { words: ["multiplied", "by"], op: "multiply", power: PRODUCT },
  { words: ["multiplied", "with"], op: "multiply", power: PRODUCT },
  { words: ["/"], op: "divide", power: PRODUCT },
  { words: ["divided", "by"], op: "divide", power: PRODUCT },
  { words: ["split", "by"], op: "divide", power: PRODUCT },
  { words: ["less"], op: "subtract", power: SUM },
  { words: ["lowered", "by"], op: "subtract", power: SUM },
  { words: ["raised", "by"], op: "add", power: SUM },
];

/** Functions by their spoken and their written names. `of` reads "the larger of a and b" and "max(a, b)". */
const FUNCTIONS: readonly { words: string; fn: CallFn | "sum" | "product" | "average" | "difference" }[] = [
  { words: "sum|total of", fn: "sum" },
  { words: "product of", fn: "product" },
  { words: "average|mean of", fn: "average" },
  { words: "difference (between|of)", fn: "difference" },
  { words: "(smaller|smallest|lower|lowest|minimum|lesser|min) of", fn: "min" },
  { words: "(larger|largest|higher|highest|maximum|greater|max) of", fn: "max" },
  { words: "absolute value of", fn: "abs" },
  { words: "(length of | (number|count) of characters|letters (in|of) | character count of)", fn: "length" },
  { words: "((number|count) of words (in|of) | word count of)", fn: "words" },
  {
    words: "(uppercase|upper-case|uppercased|capitalised|capitalized | upper case) [version|form] [of]",
    fn: "upper",
  },
  { words: "(lowercase|lower-case|lowercased | lower case) [version|form] [of]", fn: "lower" },
  { words: "(trimmed) [version|form] [of]", fn: "trim" },
];

export function readSum(reader: Reader, from: number): Read | null {
  return readBinary(reader, skipFillers(reader, from), SUM, 0);
}

/** A formula without sums: where "the sum of price × quantity plus shipping" adds the shipping to the sum. */
export function readProduct(reader: Reader, from: number, depth: number): Read | null {
  return readBinary(reader, from, PRODUCT, depth);
}

function readBinary(reader: Reader, from: number, power: number, depth: number): Read | null {
  if (depth > DEEPEST || reader.budget.stepsLeft-- <= 0) return null;
  const start = skipFillers(reader, from);
  const exponent = (at: number) => readPrimary(reader, at, depth + 1) ?? readImplied(reader, at);
  const known = readPower(reader, readPrimary(reader, start, depth), exponent);
  let left = known ?? readPower(reader, readImplied(reader, start), exponent);
  const bare = known ? undefined : left;
  while (left) {
    left = readRate(reader, left);
    const operator = operatorAt(reader, left.end, power);
    const next = operator ? left.end + operator.words.length : left.end;
    const right = operator &&
      ((operator.words[0] === "followed" ? readMark(reader, next) : null) ??
        readPercent(reader, next, operator, left) ??
        readBinary(reader, next, operator.power + 1, depth + 1));
    if (!operator || !right || isRange(operator, left, right)) break;
    if (operator.op === "multiply") left = asFactor(reader, left);
    left = operator.words[0] === "followed" ? concatenated(left, right) : combined(operator.op, left, right);
  }
  // A name by itself is no formula: "the fee is negotiable".
  return left === null || (left === bare && depth === 0) ? null : readShare(reader, left, power);
}

/** "2 per night", "1.5% of the amount per day": as many times as the field says. */
function readRate(reader: Reader, rate: Read): Read {
  const count = rate.value.expr.kind === "text" ? null : readPer(reader, rate.end);
  // The unit of what is paid is no unit of what it is compared with.
  return count
    ? combined("multiply", { ...rate, value: { ...rate.value, notes: ratesOf(rate) } }, count)
    : rate;
}

function ratesOf({ value }: Read): Note[] {
  return value.notes.filter(({ kind }) => kind !== "unit");
}

const MARKS: Readonly<Record<string, string>> = {
  space: " ",
  comma: ",",
  dash: "-",
  hyphen: "-",
  colon: ":",
};

/** "followed by a space". */
function readMark(reader: Reader, from: number): Read | null {
  const at = skipFillers(reader, from);
  const mark = MARKS[reader.tokens[at]?.lower ?? ""];
  return mark === undefined
    ? null
    : { end: at + 1, value: { kind: "expr", expr: { kind: "text", value: mark }, notes: [] } };
}

/** "debt as a percentage of income". */
function readShare(reader: Reader, part: Read, power: number): Read {
  if (power !== SUM) return part;
  const found = matchPrefix(reader, "[,] [expressed|given|stated] as percentage|percent|share of", part.end);
  const whole = found && readBinary(reader, found.end, PRODUCT, 1);
  if (!whole) {
    return readInPercent(
      part,
      matchPrefix(reader, "[,] [expressed|given|stated] (as a percentage | in percent | in %)", part.end),
    );
  }
  const hundred: Read = {
    end: whole.end,
    value: { kind: "expr", expr: { kind: "number", value: "100" }, notes: [] },
  };
  return { ...combined("multiply", combined("divide", part, whole), hundred), end: whole.end };
}

/** "points divided by the most points, as a percentage". */
function readInPercent(part: Read, words: { end: number } | null): Read {
  const isRatio = part.value.expr.kind === "math" && part.value.expr.op === "divide";
  if (!words || !isRatio) return part;
  return combined("multiply", part, { end: words.end, value: constant("100") });
}

/** "1-5" is a range wherever it stands; nobody subtracts one constant from another. */
function isRange({ words }: Operator, left: Read, right: Read): boolean {
  return words[0] === "-" && left.value.expr.kind === "number" && right.value.expr.kind === "number";
}

function operatorAt(reader: Reader, at: number, power: number): Operator | undefined {
  if (isWord(reader, at, "less") && isWord(reader, at + 1, "than", "or")) return undefined;
  return OPERATORS.find((operator) =>
    operator.power >= power && operator.words.every((word, n) => isWord(reader, at + n, word))
  );
}

function combined(op: MathOp, left: Read, right: Read): Read {
  if (op === "add" && (isText(left.value.expr) || isText(right.value.expr))) return concatenated(left, right);
  const expr: Expr = { kind: "math", op, left: left.value.expr, right: right.value.expr };
  return {
    end: right.end,
    value: { kind: "expr", expr, notes: [...left.value.notes, ...right.value.notes] },
  };
}

function isText(expr: Expr): boolean {
  return expr.kind === "text" || (expr.kind === "call" && expr.fn === "concat");
}

/** `"Hello, " + name + "!"` */
function concatenated(left: Read, right: Read): Read {
  const args = [left, right].flatMap(({ value: { expr } }) =>
    expr.kind === "call" && expr.fn === "concat" ? expr.args : [expr]
  );
  const notes = [...left.value.notes, ...right.value.notes];
  return { end: right.end, value: { kind: "expr", expr: { kind: "call", fn: "concat", args }, notes } };
}

/** "plus 10%" adds a tenth of what stands before it; "times 10%" takes a tenth; so does a field: "minus discount percent". */
function readPercent(reader: Reader, at: number, operator: Operator, left: Read): Read | null {
  const share = percentAt(reader, at, operator);
  if (!share || isWord(reader, share.end, "of")) return null;
  const isShare = operator.power === SUM;
  const expr: Expr = isShare
    ? { kind: "math", op: "multiply", left: left.value.expr, right: share.value.expr }
    : share.value.expr;
  const said = reader.tokens.slice(at, share.end).map(({ text }) => text).join(" ");
  const notes: Note[] = isShare
    ? [{ kind: "assumed", text: `"${said}" is taken of what stands before it` }]
    : share.value.notes;
  const end = isShare && isWord(reader, share.end, ...LEVIES) ? share.end + 1 : share.end;
  return { end, value: { kind: "expr", expr, notes } };
}

/** A percentage as a factor: a number, a field with the word "percent", or a field that is declared as a percentage. */
function percentAt(reader: Reader, from: number, { op }: Operator): Read | null {
  const number = readNumber(reader, from);
  if (number?.value.isPercent) {
    return { end: number.end, value: constant(percentFactor(number.value.value)) };
  }
  const known = reader.vocabulary.at(reader.tokens, skipFillers(reader, from));
  if (!known) return null;
  const isSaid = isWord(reader, known.end, "%", "percent");
  const isDeclared = op === "multiply" && isPercentage(known.symbol) && !mentionsHundred(reader);
  if (!isSaid && !isDeclared) return null;
  const ref: Expr = { kind: "ref", id: known.symbol.id };
  const expr: Expr = { kind: "math", op: "divide", left: ref, right: { kind: "number", value: "100" } };
  const notes: Note[] = isSaid ? [] : [percentageNote(known.symbol)];
  return { end: isSaid ? known.end + 1 : known.end, value: { kind: "expr", expr, notes } };
}

/** A field that was declared as a percentage, or is called one: `tipPercent`. */
function isPercentage({ unit, key, role }: Symbol): boolean {
  return unit === "%" || (role === "input" && /^(percent|percentage|pct)$/.test(wordsOf(key).at(-1) ?? ""));
}

/** "taxPercent times amount": a percentage that stands first is a factor as well. */
function asFactor(reader: Reader, left: Read): Read {
  const { expr, notes } = left.value;
  const symbol = expr.kind === "ref" ? reader.vocabulary.get(expr.id) : undefined;
  if (!symbol || !isPercentage(symbol) || mentionsHundred(reader)) return left;
  const factor = combined("divide", left, { end: left.end, value: constant("100") });
  return { ...factor, value: { ...factor.value, notes: [...notes, percentageNote(symbol)] } };
}

function percentageNote({ key }: Symbol): Note {
  return { kind: "assumed", text: `${key} is a percentage: 20 is a fifth` };
}

/** Where the division by 100 is written out, it is not done twice. */
function mentionsHundred({ tokens }: Reader): boolean {
  return tokens.some(({ text, lower }) => text === "100" || lower === "hundred" || text === "0.01");
}

function constant(value: string): ExprRead {
  return { kind: "expr", expr: { kind: "number", value }, notes: [] };
}

/** What a percentage that is put on a price is called; the word changes nothing. */
const LEVIES = ["tax", "vat", "gst", "surcharge", "tip", "commission", "markup"];

function readPrimary(reader: Reader, at: number, depth: number): Read | null {
  return readParenthesis(reader, at, depth) ?? readListValue(reader, at) ?? readLibrary(reader, at) ??
    readTotal(reader, at) ??
    readFunction(reader, at, depth) ??
    readRef(reader, at) ??
    readQuantity(reader, at, depth) ?? readQuoted(reader, at) ?? readMultiple(reader, at, depth);
}

function readParenthesis(reader: Reader, at: number, depth: number): Read | null {
  if (!isWord(reader, at, "(")) return null;
  const inner = readBinary(reader, at + 1, SUM, depth + 1);
  return inner && isWord(reader, inner.end, ")") ? { ...inner, end: inner.end + 1 } : null;
}

function readRef(reader: Reader, at: number): Read | null {
  const known = reader.vocabulary.at(reader.tokens, at);
  if (!known) return null;
  const isSaid = isWord(reader, known.end, "%", "percent");
  const share = isSaid || isPercentage(known.symbol)
    ? readShareOf(reader, isSaid ? known.end + 1 : known.end, known.symbol.id, 0)
    : null;
  if (share) return share;
  const length = /^(length|size)$/.test(reader.tokens[known.end]?.lower ?? "") &&
    known.symbol.type === "string";
  const ref: Expr = { kind: "ref", id: known.symbol.id };
  const expr: Expr = length ? { kind: "call", fn: "length", args: [ref] } : ref;
  return { end: known.end + (length ? 1 : 0), value: { kind: "expr", expr, notes: [] } };
}

/** "rate percent of price", where the rate is a field. */
function readShareOf(reader: Reader, at: number, id: string, depth: number): Read | null {
  const whole = isWord(reader, at, "of") ? readBinary(reader, at + 1, PRODUCT, depth + 1) : null;
  if (!whole) return null;
  const rate: Read = { end: at, value: { kind: "expr", expr: { kind: "ref", id }, notes: [] } };
  const hundred: Read = {
    end: at,
    value: { kind: "expr", expr: { kind: "number", value: "100" }, notes: [] },
  };
  return { ...combined("divide", combined("multiply", whole, rate), hundred), end: whole.end };
}

function readQuantity(reader: Reader, at: number, depth: number): Read | null {
  const number = readNumber(reader, at);
  if (!number) return null;
  const { value, unit, isPercent } = number.value;
  if (!isPercent) {
    const notes: Note[] = unit ? [{ kind: "unit", text: unit }] : [];
    return { end: number.end, value: { kind: "expr", expr: { kind: "number", value }, notes } };
  }
  const whole = isWord(reader, number.end, "of")
    ? readBinary(reader, number.end + 1, PRODUCT, depth + 1)
    : null;
  if (!whole) return null;
  const factor: Read = {
    end: number.end,
    value: { kind: "expr", expr: { kind: "number", value: percentFactor(value) }, notes: [] },
  };
  return { ...combined("multiply", whole, factor), end: whole.end };
}

/** A text; `"Hello, {name}!"` is put together from the values that it names. */
function readQuoted(reader: Reader, at: number): Read | null {
  const token = reader.tokens[at];
  if (token?.kind !== "quoted") return null;
  const expr = fillPlaceholders(token.text, reader);
  return expr && { end: at + 1, value: { kind: "expr", expr, notes: [] } };
}

export const PLACEHOLDER = /\$?\{\{?\s*([^{}]*?)\s*\}\}?/;

function fillPlaceholders(text: string, reader: Reader): Expr | null {
  const parts = text.split(PLACEHOLDER);
  const args: Expr[] = [];
  for (const [n, part] of parts.entries()) {
    const symbol = n % 2 === 1 ? reader.vocabulary.find(part) : undefined;
    if (n % 2 === 1 && !symbol) return null;
    if (symbol) args.push({ kind: "ref", id: symbol.id });
    else if (part !== "") args.push({ kind: "text", value: part });
  }
  return parts.length === 1 ? { kind: "text", value: text } : { kind: "call", fn: "concat", args };
}

/** "half of x", "twice x". */
function readMultiple(reader: Reader, at: number, depth: number): Read | null {
  const found = matchPrefix(reader, "(half [of] | twice | double | triple | (two|three) times)", at);
  const inner = found && readBinary(reader, found.end, PRODUCT, depth + 1);
  if (!inner) return null;
  const factor =
    ({ half: "0.5", triple: "3", three: "3" } as Record<string, string>)[reader.tokens[at]!.lower] ?? "2";
  const times: Expr = { kind: "number", value: factor };
  return {
    end: inner.end,
    value: { ...inner.value, expr: { kind: "math", op: "multiply", left: inner.value.expr, right: times } },
  };
}

function readFunction(reader: Reader, at: number, depth: number): Read | null {
  const written = /^(round|floor|ceil|abs|min|max|length|upper|lower|uppercase|lowercase|trim|concat)$/.exec(
    reader.tokens[at]?.lower ?? "",
  );
  if (written && isWord(reader, at + 1, "(")) return readCall(reader, at, functionNamed(written[1]!), depth);
  for (const { words, fn } of FUNCTIONS) {
    const found = matchPrefix(reader, words, at);
    const args = found && readArguments(reader, found.end, depth, ["and", ","]);
    if (args && args.value.length > 0) return applied(fn, args);
  }
  return null;
}

function functionNamed(name: string): CallFn {
  return name.replace(/case$/, "") as CallFn;
}

function readCall(reader: Reader, at: number, fn: CallFn, depth: number): Read | null {
  const args = readArguments(reader, at + 2, depth, [","]);
  return isWord(reader, args.end, ")") && args.value.length > 0
    ? applied(fn, { ...args, end: args.end + 1 })
    : null;
}

/** Formulas one after the other, as the arguments of a function. */
export function readArguments(
  reader: Reader,
  from: number,
  depth: number,
  separators: string[],
): Parsed<ExprRead[]> {
  const args: ExprRead[] = [];
  let end = from;
  for (let at = from;;) {
    const next = readBinary(reader, at, SUM, depth + 1);
    if (!next) return { end, value: args };
    args.push(next.value);
    end = next.end;
    if (!isWord(reader, end, ...separators)) return { end, value: args };
    at = isWord(reader, end, ",") && isWord(reader, end + 1, "and") ? end + 2 : end + 1;
  }
}

function applied(fn: (typeof FUNCTIONS)[number]["fn"], args: Parsed<ExprRead[]>): Read | null {
  const notes = args.value.flatMap((arg) => arg.notes);
  const exprs = args.value.map((arg) => arg.expr);
  const expr = call(fn, exprs);
  return expr && { end: args.end, value: { kind: "expr", expr, notes } };
}

function call(fn: (typeof FUNCTIONS)[number]["fn"], args: Expr[]): Expr | null {
  if (fn === "sum") return fold("add", args);
  if (fn === "product") return fold("multiply", args);
  if (fn === "difference") return args.length === 2 ? fold("subtract", args) : null;
  if (fn === "average") {
    return {
      kind: "math",
      op: "divide",
      left: fold("add", args),
      right: { kind: "number", value: `${args.length}` },
    };
  }
  const isMany = fn === "min" || fn === "max" || fn === "concat";
  const [fewest, most] = isMany ? [2, 20] : fn === "round" ? [1, 2] : [1, 1];
  return args.length >= fewest && args.length <= most ? { kind: "call", fn, args } : null;
}

function fold(op: MathOp, args: Expr[]): Expr {
  return args.reduce((left, right) => ({ kind: "math", op, left, right }));
}

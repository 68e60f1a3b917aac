/**
 * Slabs: "5% of the first 10,000 and 8% of everything above", "£0.20 for each of the first 100 units and £0.15 for the
 * rest". Each rate is for the part of a number that lies in its slab, and the parts are added up.
 */
import type { Expr } from "../expr.ts";
import type { Symbol } from "../text/vocabulary.ts";
import { percentFactor, readNumber } from "./numbers.ts";
import { unitOf } from "./quantities.ts";
import type { Note, Parsed, Reader, SlotValue } from "./reader.ts";
import { isWord, matchPrefix } from "./reader.ts";

type ExprRead = Extract<SlotValue, { kind: "expr" }>;

interface Slab {
  rate: Expr;
  low: Expr;
  high?: Expr;
}

const ZERO: Expr = { kind: "number", value: "0" };

export function readSlabs(reader: Reader, from: number): Parsed<ExprRead>[] {
  const slabs: Slab[] = [];
  const found: Parsed<ExprRead>[] = [];
  let subject: Symbol | undefined;
  for (let at = from;;) {
    const slab = readSlab(reader, at, slabs.at(-1)?.high ?? ZERO);
    if (!slab) break;
    subject ??= subjectOf(reader, from);
    slabs.push(slab.value);
    const of = matchPrefix(reader, "of {of:known}", slab.end);
    const named = of?.value.of?.kind === "name" ? of.value.of.name.symbol : undefined;
    if (named) subject = named;
    const end = named ? of!.end : slab.end;
    if (subject && slabs.length > 1) found.unshift({ end, value: total(slabs, subject) });
    at = afterJoint(reader, end);
    if (at === end || slab.value.high === undefined) break;
  }
  return found;
}

/** "on sales", "from sales (a number)": said before the slabs; else the one number that there is. */
function subjectOf(reader: Reader, from: number): Symbol | undefined {
  const numbers = reader.vocabulary.symbols().filter(({ role, type }) =>
    role === "input" && (type === "number" || type === "integer")
  );
  const named = new Set<Symbol>();
  for (let at = 0; at < from; at++) {
    const known = reader.vocabulary.at(reader.tokens, at)?.symbol;
    if (known && numbers.includes(known)) named.add(known);
  }
  const [before, other] = [...named];
  if (before && !other) return before;
  const [only, second] = numbers;
  return second ? undefined : only ?? byUnit(reader, numbers, from);
}

function byUnit(reader: Reader, numbers: readonly Symbol[], from: number): Symbol | undefined {
  for (let at = from; at < reader.tokens.length; at++) {
    const unit = readNumber(reader, at)?.value.unit;
    const fitting = unit ? numbers.filter((symbol) => unitOf(symbol) === unit) : [];
    if (fitting.length === 1) return fitting[0];
  }
  return undefined;
}

function afterJoint(reader: Reader, from: number): number {
  let at = from;
  while (isWord(reader, at, ",", ";", "and", "plus", "then")) at++;
  return at;
}

const UNIT = "[unit|units|{unit:unit}]";

function readSlab(reader: Reader, from: number, before: Expr): Parsed<Slab> | null {
  const at = matchPrefix(reader, "[a|an] [charge|fee|tax|commission|rate of]", from)?.end ?? from;
  const number = readNumber(reader, at);
  if (!number) return null;
  const { value, isPercent } = number.value;
  const rate: Expr = { kind: "number", value: isPercent ? percentFactor(value) : value };
  const on = matchPrefix(reader, isPercent ? "(of|on|for)" : PER, number.end);
  return on && readPart(reader, on.end, rate, before);
}

const PER =
  "(per {unit:unit} (for|on) | for each [of] | each for | a {unit:unit} for | per (unit|item) (for|on) | for every [one] [of])";

/** Which part of the number the rate is for. */
function readPart(reader: Reader, at: number, rate: Expr, before: Expr): Parsed<Slab> | null {
  const first = matchPrefix(
    reader,
    `[the] (first | part|amount|portion up to | amounts up to | up to) {high:sum} ${UNIT}`,
    at,
  );
  if (first?.value.high?.kind === "expr") {
    return { end: first.end, value: { rate, low: before, high: first.value.high.expr } };
  }
  const next = matchPrefix(reader, `[the] next {size:sum} ${UNIT}`, at);
  if (next?.value.size?.kind === "expr") {
    return { end: next.end, value: { rate, low: before, high: plus(before, next.value.size.expr) } };
  }
  const range = matchPrefix(
    reader,
    `[the] [part|amount|portion] (between|from) {low:sum} (and|to) {high:sum} ${UNIT}`,
    at,
  );
  if (range?.value.low?.kind === "expr" && range.value.high?.kind === "expr") {
    return { end: range.end, value: { rate, low: range.value.low.expr, high: range.value.high.expr } };
  }
  return readTop(reader, at, rate, before);
}

const ABOVE = "(above|over|beyond|exceeding|after | in excess of | on top of)";

function readTop(reader: Reader, at: number, rate: Expr, before: Expr): Parsed<Slab> | null {
  const above = matchPrefix(
    reader,
    `[the] [everything|anything|all|amounts|amount|part|portion|rest|remainder|each|every|any] [unit|units|additional|further|part|amount] ${ABOVE} {low:sum} ${UNIT}`,
    at,
  );
  if (above?.value.low?.kind === "expr") {
    return { end: above.end, value: { rate, low: above.value.low.expr } };
  }
  const rest = matchPrefix(
    reader,
    `([the] (rest|remainder|excess|remaining|balance) [amount|part|units] | [the] (everything|anything|all|amount|part|each|every|any|additional|further) [unit|units|additional|further] ${ABOVE} [that|this|it] | each additional (unit|one) | everything else)`,
    at,
  );
  return rest && before !== ZERO ? { end: rest.end, value: { rate, low: before } } : null;
}

function plus(left: Expr, right: Expr): Expr {
  return left.kind === "number" && right.kind === "number"
    ? { kind: "number", value: String(Number(left.value) + Number(right.value)) }
    : { kind: "math", op: "add", left, right };
}

function total(slabs: readonly Slab[], { id, key }: Symbol): ExprRead {
  const parts = slabs.map(({ rate, low, high }): Expr => {
    const ref: Expr = { kind: "ref", id };
    return { kind: "math", op: "multiply", left: partOf(ref, low, high), right: rate };
  });
  const notes: Note[] = [{ kind: "assumed", text: `each rate is for the part of ${key} within its bounds` }];
  return {
    kind: "expr",
    expr: parts.reduce((left, right) => ({ kind: "math", op: "add", left, right })),
    notes,
  };
}

/** What of a number lies between two bounds. */
export function partOf(ref: Expr, low: Expr, high?: Expr): Expr {
  const below: Expr = high ? { kind: "call", fn: "min", args: [ref, high] } : ref;
  if (low.kind === "number" && Number(low.value) === 0) return below;
  return { kind: "call", fn: "max", args: [{ kind: "math", op: "subtract", left: below, right: low }, ZERO] };
}

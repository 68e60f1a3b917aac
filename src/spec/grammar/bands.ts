/**
 * Bands of a number: "A for 90 or more, B from 80 to 89, F below", `"walk" up to 2 km, "bike" above 2 km up to 10 km and
 * "car" beyond that`, "4 = strong, 2-3 = medium, 0-1 = weak". What they are bands of is said before, or can be only one.
 */
import type { Expr } from "../expr.ts";
import { compareFrom } from "./conditions.ts";
import { newNames } from "./names.ts";
import { readNumber } from "./numbers.ts";
import { unitOf } from "./quantities.ts";
import type { Note, Parsed, Reader, SlotValue } from "./reader.ts";
import { isWord, matchPrefix, passOver, skipFillers } from "./reader.ts";

type ExprRead = Extract<SlotValue, { kind: "expr" }>;
type Chain = Extract<SlotValue, { kind: "chain" }>;

const MOST_BANDS = 50;
const LEAD =
  "[for|if|when|at|with|in] [it is | it's] [(a|an|the)] [anything|everything|scores|values|ages|marks|amounts|weights|distances|orders|totals|people|score|mark|value|age|those|ones|all] [of|that is|that are]";
const REST =
  "(otherwise|else | in all other cases | for (everything|anything|all) (lower|higher|else|less|more|below|above|beyond|under|over) | (everything|anything|all|those) (lower|higher|else|less|more|below|above|beyond|under|over) [that|this] | (beyond|above|over|below|under) (that|this) | for the rest | rest)";

/** Values first, or bands first; at least two. */
export function readBands(reader: Reader, from: number): Parsed<Chain>[] {
  const subject = subjectOf(reader, from);
  if (!subject) return [];
  return [...series(reader, from, subject, valueThenBand), ...series(reader, from, subject, bandThenValue)]
    .toSorted((
      a,
      b,
    ) => b.end - a.end);
}

/** One band without its value: "under 6", "6 to 17", "65 and over". */
export function readBand(reader: Reader, from: number): Parsed<ExprRead>[] {
  const subject = subjectOf(reader, from);
  const band = subject && bandAt(reader, from, subject);
  return band
    ? [{ end: band.end, value: { ...band.value, notes: [...band.value.notes, ...subject.notes] } }]
    : [];
}

interface Link {
  when?: Expr;
  value: Expr;
  notes: Note[];
}

type ReadLink = (reader: Reader, at: number, subject: ExprRead) => Parsed<Link> | null;

function series(reader: Reader, from: number, subject: ExprRead, readLink: ReadLink): Parsed<Chain>[] {
  const chain: Chain = { kind: "chain", branches: [], notes: [...subject.notes] };
  const found: Parsed<Chain>[] = [];
  for (let at = from; chain.branches.length < MOST_BANDS;) {
    const link = readLink(reader, at, subject);
    if (!link) return found;
    const { when, value, notes } = link.value;
    chain.notes.push(...notes);
    if (when) chain.branches.push({ when, value });
    const isMany = chain.branches.length > 1 || (chain.branches.length === 1 && !when);
    if (isMany) {
      found.unshift({
        end: link.end,
        value: { ...chain, branches: [...chain.branches], otherwise: when ? undefined : value },
      });
    }
    if (!when) return found;
    at = afterJoint(reader, link.end);
    if (at === link.end) return found;
  }
  return found;
}

function afterJoint(reader: Reader, from: number): number {
  let at = from;
  while (isWord(reader, at, ",", ";", "and", "or", "|")) at++;
  return at;
}

function valueThenBand(reader: Reader, at: number, subject: ExprRead): Parsed<Link> | null {
  for (const value of valuesAt(reader, at).toReversed()) {
    const link = bandOf(reader, value, subject);
    if (link) return link;
  }
  return restThenValue(reader, at);
}

/** "…, else 20" after bands that stand behind their values. */
function restThenValue(reader: Reader, at: number): Parsed<Link> | null {
  const rest = matchPrefix(reader, `${REST} [,|:] [it is]`, at);
  const [value] = rest ? valuesAt(reader, rest.end) : [];
  return value?.value.kind === "expr"
    ? { end: value.end, value: { value: value.value.expr, notes: value.value.notes } }
    : null;
}

/** "£6 above", at the end: all that no band before has. */
function bareRest(reader: Reader, at: number): number | null {
  const next = reader.tokens[at + 1];
  const isLast = next === undefined || [".", ";", ")"].includes(next.lower);
  return isLast && isWord(reader, at, "above", "beyond", "over", "below", "under") ? at + 1 : null;
}

/** The band of a value that was read: the shortest value first, since "up to" is its band and no limit of it. */
function bandOf(reader: Reader, value: Parsed, subject: ExprRead): Parsed<Link> | null {
  if (value.value.kind !== "expr") return null;
  const rest = matchPrefix(reader, REST, value.end);
  if (rest) return { end: rest.end, value: { value: value.value.expr, notes: value.value.notes } };
  const band = bandAt(reader, value.end, subject);
  const bare = band ? null : bareRest(reader, value.end);
  if (bare !== null) return { end: bare, value: { value: value.value.expr, notes: value.value.notes } };
  return band &&
    {
      end: band.end,
      value: {
        when: band.value.expr,
        value: value.value.expr,
        notes: [...value.value.notes, ...band.value.notes],
      },
    };
}

function bandThenValue(reader: Reader, at: number, subject: ExprRead): Parsed<Link> | null {
  const rest = matchPrefix(reader, `${REST} [,|:|=|->|=>|is|are|gives|means|gets|costs|get] [it is]`, at);
  const band = rest ? null : bandAt(reader, at, subject);
  const is = band
    ? matchPrefix(reader, "(is|are|=|:|->|=>|gets|get|means|becomes|gives|costs|counts as|-)", band.end)
    : rest;
  const [value] = is ? valuesAt(reader, is.end) : [];
  if (value?.value.kind !== "expr") return null;
  const notes = [...(band?.value.notes ?? []), ...value.value.notes];
  return { end: value.end, value: { when: band?.value.expr, value: value.value.expr, notes } };
}

/** A quoted text, a number, a capital letter, or one plain word: never a stretch of words that could hold a meaning. */
function valuesAt(reader: Reader, from: number): Parsed[] {
  const at = skipLetterless(reader, from);
  const plain = reader.slots.plain!(reader, at);
  const token = reader.tokens[at];
  if (token?.kind === "word" && /^[A-F][+-]?$/.test(token.text)) return [textAt(at, token.text)];
  if (plain.length > 0) return plain;
  const isOneWord = token?.kind === "word" && !STOPS.has(token.lower);
  return isOneWord ? [textAt(at, token.text)] : [];
}

/** An article before a grade is passed over; the grade "A" itself is none. */
function skipLetterless(reader: Reader, from: number): number {
  return isWord(reader, from, "a", "an", "the") && reader.tokens[from]!.text !== "A"
    ? from + 1
    : skipFillers(reader, from);
}

function textAt(at: number, text: string): Parsed {
  const notes: Note[] = [{ kind: "literal", text }];
  return { end: at + 1, value: { kind: "expr", expr: { kind: "text", value: text }, notes } };
}

const STOPS = new Set(
  "it they ask call maybe sometimes usually mostly if when for unless otherwise else and or not the is are never always use see"
    .split(" "),
);

function bandAt(reader: Reader, from: number, subject: ExprRead): Parsed<ExprRead> | null {
  for (const at of new Set([passOver(reader, LEAD, from), from])) {
    if (namesOther(reader, from, at, subject)) continue;
    const first = compareFrom(reader, at, subject);
    const second = first ? compareFrom(reader, passOver(reader, "[,] [and|but]", first.end), subject) : null;
    if (first && second && isLower(first.expr) && isUpper(second.expr)) {
      return {
        end: second.end,
        value: exprOf({ kind: "all", of: [first.expr, second.expr] }, [...first.notes, ...second.notes]),
      };
    }
    if (first) return { end: first.end, value: exprOf(first.expr, first.notes) };
    const exact = readNumber(reader, at);
    if (exact && !exact.value.isPercent && isWord(reader, exact.end, "=", ":", "->", "=>")) {
      const right: Expr = { kind: "number", value: exact.value.value };
      return { end: exact.end, value: exprOf({ kind: "compare", op: "eq", left: subject.expr, right }, []) };
    }
  }
  return null;
}

/** "when age is under 18" is no band of the fee. */
function namesOther(reader: Reader, from: number, to: number, { expr }: ExprRead): boolean {
  for (let at = from; at < to; at++) {
    const known = reader.vocabulary.at(reader.tokens, at)?.symbol;
    if (known && !(expr.kind === "ref" && expr.id === known.id)) return true;
  }
  return false;
}

function isLower(expr: Expr): boolean {
  return expr.kind === "compare" && (expr.op === "gt" || expr.op === "ge");
}

function isUpper(expr: Expr): boolean {
  return expr.kind === "compare" && (expr.op === "lt" || expr.op === "le");
}

function exprOf(expr: Expr, notes: Note[]): ExprRead {
  return { kind: "expr", expr, notes };
}

/** What the bands are of: what the lead-in says; what is given in their unit; what was worked out just before; the only number. */
function subjectOf(reader: Reader, from: number): ExprRead | null {
  if (reader.about) return { kind: "expr", expr: { kind: "ref", id: reader.about }, notes: [] };
  const numbers = reader.vocabulary.symbols().filter(({ role, type }) =>
    role === "input" && (type === "number" || type === "integer")
  );
  const turned = turnedName(reader);
  if (turned) return { kind: "expr", expr: { kind: "ref", id: turned }, notes: [] };
  const unit = unitIn(reader, from);
  const inUnit = unit === undefined ? [] : numbers.filter((symbol) => unitOf(symbol) === unit);
  const [only, second] = inUnit.length === 1 ? inUnit : reader.recent ? [] : numbers;
  const id = only && !second ? only.id : reader.recent;
  if (id === undefined) return null;
  return {
    kind: "expr",
    expr: { kind: "ref", id },
    notes: [{ kind: "assumed", text: `the bands are of ${id.replace(/^(in|val)\./, "")}` }],
  };
}

/** "Turn a mark (0-100) into a grade: …" is about the mark, which the sentence itself declares. */
function turnedName(reader: Reader): string | undefined {
  if (!isWord(reader, 0, "turn", "convert", "translate", "map")) return undefined;
  const names = newNames(reader, skipFillers(reader, 1));
  const name = names.find(({ end }) => isWord(reader, end, "(", "into", "to"));
  return name && `in.${name.value.name.key}`;
}

function unitIn(reader: Reader, from: number): string | undefined {
  for (let at = from; at < Math.min(reader.tokens.length, from + 20); at++) {
    const unit = readNumber(reader, at)?.value.unit;
    if (unit !== undefined) return unit;
  }
  return undefined;
}

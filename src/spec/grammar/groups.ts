/**
 * Those whom a rule is about, said as a noun: "Members", "Students who are 16 or older", "Purchase requests under
 * £1,000", "Anything above 20 kg", "Gold customers". It becomes a condition on the one field that it can mean.
 */
import type { Expr } from "../expr.ts";
import { canonical, ENTITIES, type Symbol, wordsOf } from "../text/vocabulary.ts";
import { compareFrom, readConditions } from "./conditions.ts";
import { readNumber } from "./numbers.ts";
import { unitOf } from "./quantities.ts";
import { readCounts } from "./counts.ts";
import type { Note, Parsed, Reader, SlotValue } from "./reader.ts";
import { isWord, matchPrefix, passOver, skipFillers } from "./reader.ts";

type ExprRead = Extract<SlotValue, { kind: "expr" }>;
type Read = Parsed<ExprRead>;

const PEOPLE = new Set(
  "people person customer guest visitor applicant user member passenger student kid child adult anyone everyone someone anybody driver candidate patient employee client buyer pupil resident lead"
    .split(" "),
);
const THINGS = new Set(
  "anything everything amount value those one any order request parcel package shipment basket cart purchase booking invoice claim loan stay distance delivery trip ride bill sale transaction payment score mark result item file message ticket absence"
    .split(" "),
);

export function readGroups(reader: Reader, from: number): Read[] {
  const start = passOver(reader, "[all|any|every|each|for] [of]", skipFillers(reader, from));
  const at = skipFillers(reader, start);
  return [
    ...readCounts(reader, at),
    ...bareRange(reader, at),
    ...flagged(reader, at),
    ...ofOption(reader, at),
    ...nouns(reader, at),
  ];
}

/** "From £1,000 up to £10,000 they …": the bounds alone, of the one number that there is. */
function bareRange(reader: Reader, at: number): Read[] {
  if (!isWord(reader, at, "from", "between", "above", "over", "under", "below", "up", "beyond", "at")) {
    return [];
  }
  return compared(reader, at, []).map((read) => ({
    ...read,
    end: isWord(reader, read.end, "they", "it", ",") ? afterThey(reader, read.end) : read.end,
  }));
}

function afterThey(reader: Reader, at: number): number {
  return passOver(reader, "[,] [they|it]", at);
}

/** "Members", "gold members", "students who are 16 or older". */
function flagged(reader: Reader, at: number): Read[] {
  const known = reader.vocabulary.at(reader.tokens, at);
  if (known?.symbol.type !== "boolean" || known.symbol.role !== "input") return [];
  const noun = singular(reader, known.end);
  const end = ENTITIES.has(noun) || PEOPLE.has(noun) || THINGS.has(noun) ? known.end + 1 : known.end;
  const holds: Read = { end, value: exprOf(isTrue(known.symbol)) };
  const words = wordsOf(known.symbol.key).map(canonical);
  return [...restricted(reader, end, words).map((read) => conjoined(holds, read)), holds];
}

/** "Gold customers", "contractors", "express orders": one of the values that one field lists. */
function ofOption(reader: Reader, at: number): Read[] {
  const option = reader.slots.option!(reader, at)[0] ?? pluralOption(reader, at);
  if (option?.value.kind !== "expr") return [];
  const noun = singular(reader, option.end);
  const end = ENTITIES.has(noun) || PEOPLE.has(noun) || THINGS.has(noun) ? option.end + 1 : option.end;
  const holds: Read = { end, value: option.value };
  return [...restricted(reader, end, []).map((read) => conjoined(holds, read)), holds];
}

function pluralOption(reader: Reader, at: number): Parsed | undefined {
  const word = canonical(reader.tokens[at]?.text ?? "");
  const having = word.length < 3
    ? []
    : reader.vocabulary.symbols().flatMap((symbol) =>
      symbol.role === "input"
        ? (symbol.options ?? []).filter((each) => canonical(each) === word).map((value) => ({
          symbol,
          value,
        }))
        : []
    );
  const [only, second] = having;
  if (!only || second) return undefined;
  const left: Expr = { kind: "ref", id: only.symbol.id };
  const expr: Expr = { kind: "compare", op: "eq", left, right: { kind: "text", value: only.value } };
  return { end: at + 1, value: exprOf(expr) };
}

/** "Purchase requests under £1,000", "people under 16", "anything above 20 kg". */
function nouns(reader: Reader, at: number): Read[] {
  for (const length of [2, 1, 3]) {
    const noun = singular(reader, at + length - 1);
    const before = reader.tokens.slice(at, at + length - 1);
    if (!PEOPLE.has(noun) && !THINGS.has(noun) && !ENTITIES.has(noun)) continue;
    if (before.some(({ kind, lower }) => kind !== "word" || QUALIFIERS.test(lower))) continue;
    const words = reader.tokens.slice(at, at + length).map(({ text }) => canonical(text));
    const found = restricted(reader, at + length, words);
    if (found.length > 0) return found;
  }
  return [];
}

/** Words that narrow what they stand before; they are no mere part of a noun. */
const QUALIFIERS =
  /^(new|old|good|bad|large|small|big|loyal|regular|premium|first|last|late|early|only|most|some|other|eu|foreign|domestic|local|international|urgent|valid|invalid|suspicious|heavy|long|short|high|low|repeat|returning|best)$/;

function singular(reader: Reader, at: number): string {
  return canonical(reader.tokens[at]?.lower ?? "");
}

/** What follows the noun and narrows it. */
function restricted(reader: Reader, at: number, words: readonly string[]): Read[] {
  const clause = matchPrefix(reader, "(who|that|which) [are|is|were]", at);
  const whose = matchPrefix(reader, "(whose|where|with|having) [a|an]", at);
  const who = matchPrefix(reader, "(who|that|which)", at);
  return [
    ...(clause ? compared(reader, clause.end, words) : []),
    ...(whose ? [...readConditions(reader, whose.end), ...having(reader, whose.end)] : []),
    ...lacking(reader, at),
    ...readCounts(reader, passOver(reader, "[of|for|with|lasting]", at)),
    ...(who ? readConditions(reader, who.end) : []),
    ...compared(
      reader,
      passOver(reader, "[aged|costing|weighing|worth|totalling|totaling|lasting]", at),
      words,
    ),
  ];
}

/** "with defaults" */
function having(reader: Reader, at: number): Read[] {
  const flag = reader.vocabulary.at(reader.tokens, at);
  return flag?.symbol.type === "boolean" && flag.symbol.role === "input"
    ? [{ end: flag.end, value: exprOf(isTrue(flag.symbol)) }]
    : [];
}

/** "without a membership" */
function lacking(reader: Reader, at: number): Read[] {
  const without = matchPrefix(reader, "(without | with no | who have no | having no) [a|an|any]", at);
  return without
    ? having(reader, without.end).map(({ end, value }) => ({
      end,
      value: exprOf({ kind: "not", of: value.expr }),
    }))
    : [];
}

/** A comparison whose subject is the field that the noun, or the unit, stands for. */
function compared(reader: Reader, at: number, words: readonly string[]): Read[] {
  const subject = subjectOf(reader, at, words);
  if (!subject) return [];
  const read: ExprRead = { kind: "expr", expr: { kind: "ref", id: subject.id }, notes: [] };
  const term = compareFrom(reader, passOver(reader, "[of]", at), read) ??
    compareFrom(reader, at, read);
  if (!term || JSON.stringify(term.expr).length === 0) return [];
  const note: Note[] = [{
    kind: "assumed",
    text: `${[...words].join(" ") || "a bare number"} is about ${subject.key}`,
  }];
  return [{
    end: term.end,
    value: {
      kind: "expr",
      expr: term.expr,
      notes: [...term.notes.filter(({ kind }) => kind !== "unit"), ...note],
    },
  }];
}

/** The field that a bare number is about: people's age, what is given in that unit, what bears the noun's name, or the only number. */
function subjectOf(reader: Reader, at: number, words: readonly string[]): Symbol | null {
  const numbers = reader.vocabulary.symbols().filter(({ role, type }) =>
    role === "input" && (type === "number" || type === "integer")
  );
  const age = numbers.find(({ key }) => canonical(key) === "age");
  if (age && PEOPLE.has(words.at(-1) ?? "") && !unitAfter(reader, at)?.match(/^(?!year$)/)) return age;
  const unit = unitAfter(reader, at);
  const inUnit = unit
    ? numbers.filter((symbol) => unitOf(symbol) === unit || (CURRENCIES.has(unit) && MONEY.test(symbol.key)))
    : [];
  const named = numbers.filter(({ key }) => wordsOf(key).some((word) => isNamed(word, words)));
  for (const found of [inUnit, named, numbers]) if (found.length === 1) return found[0]!;
  return null;
}

/** "Requests" are about what is requested. */
function isNamed(word: string, words: readonly string[]): boolean {
  return words.includes(canonical(word)) || words.includes(canonical(word.replace(/ed$/, "")));
}

const CURRENCIES = new Set(["USD", "EUR", "GBP"]);
const MONEY = /amount|price|total|cost|value|sum|subtotal|income|salary|budget|sales|revenue/i;

/** The unit of the first number that follows. */
function unitAfter(reader: Reader, at: number): string | undefined {
  for (let n = at; n < at + 6; n++) {
    const number = readNumber(reader, n);
    if (number) return number.value.unit;
  }
  return undefined;
}

function isTrue({ id }: Symbol): Expr {
  return { kind: "compare", op: "eq", left: { kind: "ref", id }, right: { kind: "boolean", value: true } };
}

function conjoined(first: Read, second: Read): Read {
  const notes = [...first.value.notes, ...second.value.notes];
  return {
    end: second.end,
    value: { kind: "expr", expr: { kind: "all", of: [first.value.expr, second.value.expr] }, notes },
  };
}

function exprOf(expr: Expr): ExprRead {
  return { kind: "expr", expr, notes: [] };
}

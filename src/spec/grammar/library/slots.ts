/** The slots of the phrases on texts and dates. */
import type { Expr } from "../../expr.ts";
import type { CharacterKind } from "../../library/mod.ts";
import type { Symbol } from "../../text/vocabulary.ts";
import { readImplied } from "../implied.ts";
import { readNumber } from "../numbers.ts";
import { isWord, type Parsed, type Reader, skipFillers, type SlotParser, type SlotValue } from "../reader.ts";
import { dayKindSlot } from "./day_kinds.ts";
import { readDateLiteral } from "./date_literals.ts";
import { readDatePhrase, readDateTails } from "./dates.ts";
import { readEdit } from "./edits.ts";
import { readShape } from "./shapes.ts";
import { readTextPhrase, readTextTails } from "./texts.ts";

type ExprValue = Extract<SlotValue, { kind: "expr" }>;

export const LIBRARY_SLOTS: Readonly<Record<string, SlotParser>> = {
  textual: readTextual,
  whole: (reader, from) => readTextual(reader, from).slice(-1),
  theText: readTheText,
  birthDate: (reader, from) => onlyDate(reader, from, ({ key }) => BIRTH.test(key)),
  otherDate: (reader, from) => onlyDate(reader, from, ({ key }) => !BIRTH.test(key)),
  firstDate: (reader, from) => oneOfTwoDates(reader, from, 0),
  secondDate: (reader, from) => oneOfTwoDates(reader, from, 1),
  dayKind: dayKindSlot,
  dated: readDated,
  mark: readMark,
  charKind: readCharacterKind,
  amountOf: readAmount,
  shape: readShape,
  plainText: (reader, from) => readTextual(reader, from),
  edit: readEdit,
  sample: readSample,
  onlyShape: (reader, from) =>
    readShape(reader, from).filter(({ value }) => value.kind === "text" && value.value.endsWith("]+")),
  datedKnown: (reader, from) => listOf(knownOf(reader, from, isDate)),
  emailField: (reader, from) => listOf(knownOf(reader, from, ({ key }) => /e?mail/i.test(key))),
  dateUnit: readDateUnit,
  datePattern: readDatePattern,
  dateSample: readDateSample,
  isoDate: (reader, from) =>
    [...readDateSample(reader, from), ...readDatePattern(reader, from)].filter(({ value }) =>
      value.kind === "text" && (value.value === "iso" || value.value === "YYYY-MM-DD")
    ),
  weekdays: (reader, from) => readListOf(reader, from, WEEKDAYS),
  months: (reader, from) => readListOf(reader, from, MONTHS),
};

/** A text: a field or value that is one, a phrase for one, or what is written out in quotes. */
function readTextual(reader: Reader, from: number): Parsed[] {
  const at = skipFillers(reader, from);
  const plain = knownOf(reader, at, isText) ?? quoted(reader, at);
  const read = readTextPhrase(reader, at) ?? plain ?? readImplied(reader, at);
  if (!read) return [];
  const tailed = readTextTails(reader, read);
  return tailed.end > read.end ? [tailed, read] : [read];
}

function readDated(reader: Reader, from: number): Parsed[] {
  const at = skipFillers(reader, from);
  const read = readDatePhrase(reader, at) ?? knownOf(reader, at, isDate) ?? readDateLiteral(reader, at);
  if (!read) return [];
  const tailed = readDateTails(reader, read);
  return tailed.end > read.end ? [tailed, read] : [read];
}

const BIRTH = /birth|born|dob/i;

/** The one date of the request that fits, without a word of it. */
function onlyDate(reader: Reader, from: number, fits: (symbol: Symbol) => boolean): Parsed[] {
  const dates = reader.vocabulary.symbols().filter((symbol) =>
    symbol.role === "input" && isDate(symbol) && fits(symbol)
  );
  const [only, second] = dates;
  return only && !second ? [{ end: from, value: exprOf({ kind: "ref", id: only.id }) }] : [];
}

/** "Between the two": the dates of a request that has two, in the order in which they are declared. */
function oneOfTwoDates(reader: Reader, from: number, index: 0 | 1): Parsed[] {
  const dates = reader.vocabulary.symbols().filter((symbol) => symbol.role === "input" && isDate(symbol));
  return dates.length === 2 ? [{ end: from, value: exprOf({ kind: "ref", id: dates[index]!.id }) }] : [];
}

/** Nothing is said of which text, where the request has but one. */
function readTheText(reader: Reader, from: number): Parsed[] {
  const texts = reader.vocabulary.symbols().filter((symbol) =>
    symbol.role === "input" && (symbol.type ?? "string") === "string" && !symbol.options
  );
  const [only, second] = texts;
  return only && !second ? [{ end: from, value: exprOf({ kind: "ref", id: only.id }) }] : [];
}

function isText({ type, role }: Symbol): boolean {
  return type === "string" || type === undefined || (type === "date" && role === "input");
}

function isDate({ type }: Symbol): boolean {
  return type === "date";
}

function knownOf(reader: Reader, at: number, fits: (symbol: Symbol) => boolean): Parsed<ExprValue> | null {
  const known = reader.vocabulary.at(reader.tokens, at);
  if (!known || !fits(known.symbol)) return null;
  const again = isWord(reader, known.end, "field", "value", "string") ? known.end + 1 : known.end;
  return { end: again, value: exprOf({ kind: "ref", id: known.symbol.id }) };
}

function quoted(reader: Reader, at: number): Parsed<ExprValue> | null {
  const token = reader.tokens[at];
  if (token?.kind !== "quoted" || token.text.includes("{")) return null;
  return { end: at + 1, value: exprOf({ kind: "text", value: token.text }) };
}

/** What an example of a value is: everything up to the bracket that closes, or to the next comma. */
function readSample(reader: Reader, from: number): Parsed[] {
  let end = from;
  while (reader.tokens[end] && ![")", ",", ";"].includes(reader.tokens[end]!.lower)) end++;
  const isShort = end > from && end <= from + 8;
  return isShort ? [{ end, value: { kind: "text", value: "", notes: [] } }] : [];
}

function listOf<T>(value: T | null): T[] {
  return value === null ? [] : [value];
}

function readDateUnit(reader: Reader, from: number): Parsed[] {
  const unit = /^(day|week|month|year)s?$/.exec(reader.tokens[from]?.lower ?? "")?.[1];
  return unit ? [{ end: from + 1, value: { kind: "text", value: `${unit}s`, notes: [] } }] : [];
}

/** `YYYY-MM-DD`, `DD/MM/YYYY`, `D MMMM YYYY`, with or without quotes. */
function readDatePattern(reader: Reader, from: number): Parsed[] {
  const { tokens } = reader;
  let end = from;
  while (tokens[end] && /^([YMD]+|[-/., ]|(?:YYYY|MM|DD|[-/.])+)$/.test(tokens[end]!.text)) end++;
  const quoted = tokens[from]?.kind === "quoted" ? tokens[from]!.text : null;
  const written = tokens.slice(from, end).map((token, n) =>
    n > 0 && token.start > tokens[from + n - 1]!.end ? ` ${token.text}` : token.text
  ).join("").replace(/[.,]$/, "");
  const pattern = quoted ?? written;
  if (!/[YMD]{1,4}.*[YMD]{1,4}/.test(pattern) || /[^YMDd\s\-/.,]/.test(pattern)) return [];
  return [{ end: quoted === null ? end : from + 1, value: { kind: "text", value: pattern, notes: [] } }];
}

/** A date that shows how dates are written: "e.g. 2025-07-14". */
function readDateSample(reader: Reader, from: number): Parsed[] {
  const at = isWord(reader, from, "e.g", "eg") ? from + (isWord(reader, from + 1, ".") ? 2 : 1) : from;
  const read = readDateLiteral(reader, at);
  const isIso = read && /^\d{4}-/.test(reader.tokens[at]?.text.padEnd(5, "-") ?? "");
  return read && isIso ? [{ end: read.end, value: { kind: "text", value: "iso", notes: [] } }] : [];
}

const WEEKDAYS = new Map(
  ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"].flatMap((day) => [
    [day.toLowerCase(), day],
    [`${day.toLowerCase()}s`, day],
  ]),
);
const MONTHS = new Map(
  "january february march april may june july august september october november december".split(" ")
    .map((month, n) => [month, String(n + 1)]),
);

/** "Saturday or Sunday", "December, January and February". */
function readListOf(reader: Reader, from: number, names: ReadonlyMap<string, string>): Parsed[] {
  const values: string[] = [];
  let end = from;
  for (let at = skipFillers(reader, from);;) {
    const value = names.get(reader.tokens[at]?.lower ?? "");
    if (value === undefined) break;
    values.push(value);
    end = at + 1;
    at = end;
    while (isWord(reader, at, ",", "or", "and", "on", "in", "a", "either")) at++;
  }
  return values.length > 0 ? [{ end, value: { kind: "texts", values, isAll: false, notes: [] } }] : [];
}

function exprOf(expr: Expr): ExprValue {
  return { kind: "expr", expr, notes: [] };
}

const MARKS: Readonly<Record<string, string>> = {
  space: " ",
  spaces: " ",
  blank: " ",
  blanks: " ",
  whitespace: " ",
  hyphen: "-",
  hyphens: "-",
  dash: "-",
  dashes: "-",
  underscore: "_",
  underscores: "_",
  comma: ",",
  commas: ",",
  dot: ".",
  dots: ".",
  period: ".",
  periods: ".",
  colon: ":",
  colons: ":",
  semicolon: ";",
  semicolons: ";",
  slash: "/",
  slashes: "/",
  asterisk: "*",
  asterisks: "*",
  star: "*",
  stars: "*",
  hash: "#",
  apostrophe: "'",
  apostrophes: "'",
  ampersand: "&",
  pipe: "|",
  newline: "\n",
  ellipsis: "...",
  zeros: "0",
  zeroes: "0",
};

/** A character by its name, or any text in quotes: "a hyphen", "an exclamation mark", `"..."`. */
function readMark(reader: Reader, from: number): Parsed[] {
  const at = skipFillers(reader, from);
  const token = reader.tokens[at];
  if (token?.kind === "quoted") {
    return [{ end: at + 1, value: { kind: "text", value: token.text, notes: [] } }];
  }
  const lower = token?.lower ?? "";
  const two = `${lower} ${reader.tokens[at + 1]?.lower ?? ""}`;
  const pairs: Record<string, string> = {
    "exclamation mark": "!",
    "exclamation point": "!",
    "question mark": "?",
    "full stop": ".",
    "at sign": "@",
    "single space": " ",
    "blank space": " ",
    "three dots": "...",
    "line break": "\n",
    "new line": "\n",
    "x characters": "x",
  };
  if (Object.hasOwn(pairs, two)) {
    return [{ end: at + 2, value: { kind: "text", value: pairs[two]!, notes: [] } }];
  }
  if (Object.hasOwn(MARKS, lower) && token?.kind === "word") {
    const end = isWord(reader, at + 1, "character", "sign", "symbol", "characters") ? at + 2 : at + 1;
    return [{ end, value: { kind: "text", value: MARKS[lower]!, notes: [] } }];
  }
  return token && /^[@#*._/-]$/.test(token.text)
    ? [{ end: at + 1, value: { kind: "text", value: token.text, notes: [] } }]
    : [];
}

const KINDS: Readonly<Record<string, CharacterKind>> = {
  vowel: "vowels",
  consonant: "consonants",
  digit: "digits",
  number: "digits",
  letter: "letters",
  space: "spaces",
  blank: "spaces",
  whitespace: "spaces",
  "white space": "spaces",
  capital: "uppercase",
  "capital letter": "uppercase",
  "uppercase letter": "uppercase",
  "upper-case letter": "uppercase",
  "upper case letter": "uppercase",
  "uppercase character": "uppercase",
  "lowercase letter": "lowercase",
  "lower-case letter": "lowercase",
  "lower case letter": "lowercase",
  "lowercase character": "lowercase",
  "small letter": "lowercase",
  "punctuation": "punctuation",
  "punctuation mark": "punctuation",
  "punctuation character": "punctuation",
  "special character": "symbols",
  "special sign": "symbols",
  symbol: "symbols",
  "non-alphanumeric character": "symbols",
  "numeric character": "digits",
  "numeric digit": "digits",
};

/** A kind of characters, in the singular or the plural: "vowels", "an upper case letter". */
function readCharacterKind(reader: Reader, from: number): Parsed[] {
  const at = skipFillers(reader, from);
  for (let length = 3; length > 0; length--) {
    const words = reader.tokens.slice(at, at + length).map(({ lower }) => lower).join(" ");
    const kind = KINDS[words] ?? KINDS[words.replace(/s$/, "")];
    if (kind) return [{ end: at + length, value: { kind: "text", value: kind, notes: [] } }];
  }
  return [];
}

/** How many: a number, or a field or value that is one. */
function readAmount(reader: Reader, from: number): Parsed[] {
  const at = skipFillers(reader, from);
  const known = knownOf(
    reader,
    at,
    ({ type }) => type === "number" || type === "integer" || type === undefined,
  );
  if (known) return [known];
  const read = readNumber({ ...reader, vocabulary: reader.vocabulary }, at);
  if (!read || read.value.isPercent) return [];
  const isUnit = read.value.unit !== undefined && read.end > at + 1;
  const end = isUnit ? read.end - 1 : read.end;
  return [{ end, value: exprOf({ kind: "number", value: read.value.value }) }];
}

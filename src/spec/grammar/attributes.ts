/**
 * What people say about a field: one row per property. Read wherever a field is declared or constrained:
 * "price: number, required, at least 0", "age must be an integer between 18 and 120".
 */
import { FORMAT_ATTRIBUTES } from "./library/mod.ts";
import { LIST_ATTRIBUTES } from "./lists/attributes.ts";
import { percentFactor, readNumber } from "./numbers.ts";
import type { Attribute, Match, Note, Parsed, Reader, SlotValue } from "./reader.ts";
import { glossEnd, glossType } from "./glosses.ts";
import { isWord, matchPrefix, passOver, skipFillers } from "./reader.ts";
import { readTexts } from "./texts.ts";

export interface AttributeRow {
  patterns: string[];
  build(match: Match): Attribute[];
  /** Stated with every match. */
  assumes?: string;
}

const WHEN_ABSENT =
  "(if|when|where) [(it|this|that|they|one|nothing|none)] [(is|are|was|were)] (isn't|wasn't|aren't|not|left|omitted|missing|absent|empty|blank) [(given|provided|specified|set|sent|supplied|present|there|stated|passed|filled|out|in|blank)] [in]";
const CHARACTERS = "(characters|chars|letters|character) [long]";

const ROWS: readonly AttributeRow[] = [
  ...LIST_ATTRIBUTES,
  ...FORMAT_ATTRIBUTES,
  {
    patterns: [`[of] [exactly|precisely] {n:number} ${CHARACTERS}`, `[of] length {n:number}`],
    build: (
      match,
    ) => [{ kind: "length", min: Number(numberOf(match, "n")), max: Number(numberOf(match, "n")) }],
  },
  {
    patterns: [`of {low:number} (to|-) {high:number} ${CHARACTERS}`],
    build: (
      match,
    ) => [{ kind: "length", min: Number(numberOf(match, "low")), max: Number(numberOf(match, "high")) }],
  },
  {
    patterns: [
      "(can't|cannot|mustn't | can not | must not | may not | should not) [be] (negative | below zero | below 0 | less than zero)",
    ],
    build: () => [{ kind: "range", min: "0" }],
  },
  {
    patterns: ["(can't|cannot|mustn't | can not | must not | may not | should not) [be] (empty|blank)"],
    build: () => [{ kind: "length", min: 1 }],
  },
  {
    patterns: [
      "{value:literal} (if left out | if omitted | if missing | if not given | if not provided | if absent | when omitted | by default | as default)",
      `{value:literal} ${WHEN_ABSENT}`,
      `${WHEN_ABSENT} [,] [it is|then] {value:literal}`,
    ],
    build: (match) => [{ kind: "default", value: literalOf(match) }],
  },
  { patterns: ["(for example | e . g . | eg | such as | like) {sample:sample}"], build: () => [] },
  {
    patterns: ["(string|text) (list|array)", "(strings|tags)", "string LBRA RBRA"],
    build: () => [{ kind: "type", type: "string_list" }],
  },
  {
    patterns: ["(integer|int|integers | whole (number|numbers) [of])"],
    build: () => [{ kind: "type", type: "integer" }],
  },
  {
    patterns: [
      "number|numbers|num|numeric|decimal|float|double|money|amount|currency [value|number]",
    ],
    build: () => [{ kind: "type", type: "number" }],
  },
  {
    patterns: [
      "(can|may|might) (be|have|contain|include) [a] (half|halves|fractional|fraction|fractions|decimal|decimals) [{unit:unit} | value | values | number | numbers | places]",
    ],
    build: () => [{ kind: "type", type: "number" }],
  },
  {
    patterns: ["percentage|percent|percentages|pct [value|number]", "(number|numbers) in percent", "%"],
    build: () => [{ kind: "type", type: "number" }, { kind: "unit", unit: "%" }],
  },
  {
    patterns: [
      "boolean|booleans|bool|flag [value]",
      "(true|yes) or (false|no)",
      "(true|yes) (or|/) (false|no)",
      "true/false|yes/no",
    ],
    build: () => [{ kind: "type", type: "boolean" }],
  },
  {
    patterns: [
      "enum [:] [of] {list:texts}",
      "(one of | any of | either | allowed values [are] | possible values [are] | options [are]) [:] {list:texts}",
      "(string|text) in {list:texts}",
    ],
    build: (match) => [{ kind: "options", options: textsOf(match) }],
  },
  {
    patterns: ["string|text|str|texts|strings [value]", "free-text|freetext", "free text"],
    build: () => [{ kind: "type", type: "string" }],
  },
  {
    patterns: [
      "required|mandatory",
      "not optional",
      "(must|has to) be (present|provided|given)",
      "present|provided",
    ],
    build: () => [{ kind: "required", required: true }],
  },
  {
    patterns: [
      "optional",
      "not required|mandatory",
      "(can|may) be (omitted|missing|empty|absent)",
      "if (any|given|available|provided)",
    ],
    build: () => [{ kind: "required", required: false }],
  },
  {
    patterns: ["[with] default|defaults|defaulting [value] [of|to|is|:|=] {value:literal}"],
    build: (match) => [{ kind: "default", value: literalOf(match) }],
  },
  {
    patterns: [
      `between {low:number} (and|to|-) {high:number} ${CHARACTERS}`,
      `{low:number} (to|-) {high:number} ${CHARACTERS}`,
    ],
    build: (
      match,
    ) => [{ kind: "length", min: Number(numberOf(match, "low")), max: Number(numberOf(match, "high")) }],
  },
  {
    patterns: [
      `(at most | max | maximum [of] | up to | no more than | not longer than | maximum length [of|:] | max length [of|:] ) {high:number} ${CHARACTERS}`,
      "(maximum length | max length | maxlength) [of|:|=|is] {high:number}",
      `{high:number} ${CHARACTERS} (max|maximum | or less | or fewer)`,
    ],
    build: (match) => [{ kind: "length", max: Number(numberOf(match, "high")) }],
  },
  {
    patterns: [
      `(at least | min | minimum [of] | no fewer than | not shorter than) {low:number} ${CHARACTERS}`,
      "(minimum length | min length | minlength) [of|:|=|is] {low:number}",
      `{low:number} ${CHARACTERS} (min|minimum | or more)`,
    ],
    build: (match) => [{ kind: "length", min: Number(numberOf(match, "low")) }],
  },
  {
    patterns: ["(not empty | non-empty | not blank | nonempty | not be (empty|blank))"],
    build: () => [{ kind: "length", min: 1 }],
  },
  {
    patterns: [
      "[in] [range] (between|from|of|range) {low:number} (and|to|-|..) {high:number} [inclusive|inclusively]",
      "{low:number} (to|-|..) {high:number} [inclusive|inclusively]",
    ],
    build: (match) => [{ kind: "range", min: numberOf(match, "low"), max: numberOf(match, "high") }],
  },
  {
    patterns: [
      "(at least | minimum | min | no less than | not less than | not below | >= | not under) [of|value|is|:|=] {low:number}",
      "[of] {low:number} or (more|above|higher|greater|over|up|older)",
      "{low:number} and (over|above|up|older|more)",
      "{low:number} +",
      "greater than or equal to {low:number}",
    ],
    build: (match) => [{ kind: "range", min: numberOf(match, "low") }],
  },
  {
    patterns: [
      "(at most | maximum | max | no more than | not more than | not exceed | not above | not over | up to | <=) [of|value|is|:|=] {high:number}",
      "{high:number} or (less|below|lower|fewer|under|younger)",
      "less than or equal to {high:number}",
    ],
    build: (match) => [{ kind: "range", max: numberOf(match, "high") }],
  },
  {
    patterns: ["((greater|more|larger|higher) than | above | over | >) {low:number}"],
    build: (match) => [{ kind: "range", min: numberOf(match, "low"), minExclusive: true }],
  },
  {
    patterns: ["((less|smaller|lower|fewer) than | below | under | <) {high:number}"],
    build: (match) => [{ kind: "range", max: numberOf(match, "high"), maxExclusive: true }],
  },
  {
    patterns: ["positive [number]", "not (zero or negative)"],
    build: () => [{ kind: "range", min: "0", minExclusive: true }],
  },
  {
    patterns: ["non-negative|nonnegative [number]", "not [be] negative"],
    build: () => [{ kind: "range", min: "0" }],
  },
  {
    patterns: ["[in] {unit:unit} (per|/) {per:unit}"],
    build: (match) =>
      match.unit?.kind === "text" && match.per?.kind === "text"
        ? [{ kind: "unit", unit: `${match.unit.value}/${match.per.value}` }]
        : [],
  },
  {
    patterns: ["in {unit:unit}"],
    build: (match) => match.unit?.kind === "text" ? [{ kind: "unit", unit: match.unit.value }] : [],
  },
  {
    patterns: ["{unit:unit}"],
    build: (match) => match.unit?.kind === "text" ? [{ kind: "unit", unit: match.unit.value }] : [],
  },
];

function textsOf(match: Match): string[] {
  return match.list?.kind === "texts" ? match.list.values : [];
}

function numberOf(match: Match, slot: string): string {
  const value = match[slot];
  return value?.kind === "number" ? value.value : "0";
}

function literalOf(match: Match): string | number | boolean {
  const { value } = match;
  if (value?.kind === "number") return Number(value.value);
  if (value?.kind === "text") return value.value;
  return value?.kind === "expr" && value.expr.kind === "boolean" && value.expr.value;
}

/** As many properties as follow one another; the longest run first. */
export function readAttributes(
  reader: Reader,
  from: number,
): Parsed<Extract<SlotValue, { kind: "attributes" }>>[] {
  const found: Parsed<Extract<SlotValue, { kind: "attributes" }>>[] = [];
  const attributes: Attribute[] = [];
  const notes: Note[] = [];
  for (let at = from;;) {
    const next = readAttribute(reader, at);
    if (!next) return found;
    attributes.push(...next.value.attributes);
    notes.push(...next.value.notes);
    found.unshift({
      end: next.end,
      value: { kind: "attributes", attributes: [...attributes], notes: [...notes] },
    });
    at = afterJoint(reader, next.end);
  }
}

function afterJoint(reader: Reader, at: number): number {
  let next = at;
  while (
    isWord(reader, next, ",", ";", "and", "but", "with", "be", "must", "has", "have", "to", "-", "is", ":")
  ) next++;
  return next;
}

function readAttribute(
  reader: Reader,
  from: number,
): Parsed<Extract<SlotValue, { kind: "attributes" }>> | null {
  const at = skipFillers(reader, from);
  if (isWord(reader, at, "(", "[")) return readBracketed(reader, at);
  for (const row of ROWS) {
    for (const pattern of row.patterns) {
      const found = matchPrefix(reader, pattern, at);
      if (!found) continue;
      const stated: Note[] = row.assumes ? [{ kind: "assumed", text: row.assumes }] : [];
      const notes = [...Object.values(found.value).flatMap((slot) => slot.notes), ...stated];
      return { end: found.end, value: { kind: "attributes", attributes: row.build(found.value), notes } };
    }
  }
  return readBareOptions(reader, at);
}

/** "low, medium or high", `free | pro`: the values themselves, in the place of a type. */
function readBareOptions(
  reader: Reader,
  from: number,
): Parsed<Extract<SlotValue, { kind: "attributes" }>> | null {
  for (const { end, value } of readTexts(reader, from)) {
    const joints = reader.tokens.slice(from, end).filter(({ lower }) => lower === "or" || lower === "|");
    const isPlain = value.values.every((text) => !NO_OPTIONS.has(text.toLowerCase()) && !text.includes(" "));
    if (value.values.length < 2 || joints.length === 0 || value.isAll || !isPlain) continue;
    return {
      end,
      value: { kind: "attributes", attributes: [{ kind: "options", options: value.values }], notes: [] },
    };
  }
  return null;
}

/** Kinds of values and words for their absence are no values of an enum. */
const NO_OPTIONS = new Set(
  "string text number integer int boolean bool null none undefined empty list array object date email url any float decimal required optional missing"
    .split(" "),
);

const MUST_BE = "[(it|which|that)] (must|should|shall | has to | needs to) (be|have)";

/** "(years of service, whole number)", "(EUR)": words that explain the name, and properties after them. */
function readGlossed(
  reader: Reader,
  from: number,
  close: string,
): Parsed<Extract<SlotValue, { kind: "attributes" }>> | null {
  const end = glossEnd(reader, from);
  if (end === null) return null;
  const type = glossType(reader.tokens.slice(from, end));
  if (isWord(reader, end, close)) {
    return { end: end + 1, value: { kind: "attributes", attributes: type, notes: [] } };
  }
  const rest = readAttributes(reader, end + 1).find((found) => isWord(reader, found.end, close));
  if (!rest || !isWord(reader, end, ",", ";", "-", ":")) return null;
  const isTyped = rest.value.attributes.some(({ kind }) => kind === "type");
  const attributes = isTyped ? rest.value.attributes : [...type, ...rest.value.attributes];
  return { end: rest.end + 1, value: { ...rest.value, attributes } };
}

function readBracketed(
  reader: Reader,
  at: number,
): Parsed<Extract<SlotValue, { kind: "attributes" }>> | null {
  const close = isWord(reader, at, "(") ? ")" : "]";
  const start = passOver(reader, MUST_BE, at + 1);
  const inner = readAttributes(reader, start).find((found) => isWord(reader, found.end, close));
  if (inner) return { ...inner, end: inner.end + 1 };
  const glossed = readGlossed(reader, at + 1, close);
  if (glossed) return glossed;
  const list = readTexts(reader, at + 1).find((found) => isWord(reader, found.end, close));
  if (!list || list.value.values.length < 2) return null;
  const options: Attribute = { kind: "options", options: list.value.values };
  return { end: list.end + 1, value: { kind: "attributes", attributes: [options], notes: [] } };
}

/** Percentages are written "20%" and kept as the number before the sign, as a caller would send it. */
export function readPlainNumber(
  reader: Reader,
  from: number,
): Parsed<Extract<SlotValue, { kind: "number" }>>[] {
  const number = readNumber(reader, from);
  if (!number || number.value.isPercent) return [];
  const notes: Note[] = number.value.unit ? [{ kind: "unit", text: number.value.unit }] : [];
  return [{ end: number.end, value: { kind: "number", value: number.value.value, notes } }];
}

export function readPercentage(
  reader: Reader,
  from: number,
): Parsed<Extract<SlotValue, { kind: "number" }>>[] {
  const number = readNumber(reader, from);
  if (!number?.value.isPercent) return [];
  return [{
    end: number.end,
    value: { kind: "number", value: percentFactor(number.value.value), notes: [] },
  }];
}

/** The kinds of slots that patterns may name, each with the parser that reads it. */
import type { Expr } from "../expr.ts";
import { readAttributes, readPercentage, readPlainNumber } from "./attributes.ts";
import { readChains, readIfChains } from "./chains.ts";
import { readConditions } from "./conditions.ts";
import { readDeclarations } from "./declarations.ts";
import { readFormulas } from "./adjustments.ts";
import { PLACEHOLDER, readSum } from "./formulas.ts";
import { newNames, readNameList, readNames } from "./names.ts";
import type { Parsed, Reader, SlotParser, SlotValue } from "./reader.ts";
import { readText, readTexts } from "./texts.ts";
import { UNITS } from "./words.ts";

export const SLOTS: Readonly<Record<string, SlotParser>> = {
  attributes: readAttributes,
  chain: readChains,
  cond: readConditions,
  declarations: readDeclarations,
  expr: readFormulas,
  field: (reader, from) => known(reader, from, "input"),
  ifchain: readIfChains,
  json: readJson,
  known: (reader, from) => known(reader, from),
  literal: readLiteral,
  name: readNames,
  names: readNameList,
  newName: newNames,
  number: readPlainNumber,
  operand: readOperand,
  percent: readPercentage,
  points: readPoints,
  quoted: readQuoted,
  status: readStatus,
  sum: (reader, from) => listOf(readSum(reader, from)),
  text: (reader, from) => readTextSlot(reader, from),
  texts: readTexts,
  unit: readUnit,
  value: readValue,
};

function listOf<T>(value: T | null): T[] {
  return value === null ? [] : [value];
}

function known(reader: Reader, from: number, role?: "input"): Parsed[] {
  const found = reader.vocabulary.at(reader.tokens, from);
  if (!found || (role && found.symbol.role !== role)) return [];
  return readNames(reader, from);
}

function readJson(reader: Reader, from: number): Parsed[] {
  const token = reader.tokens[from];
  return token?.kind === "json"
    ? [{ end: from + 1, value: { kind: "text", value: token.text, notes: [] } }]
    : [];
}

/** A fixed text. One with a placeholder would be answered as it stands, which nobody means. */
function readQuoted(reader: Reader, from: number): Parsed[] {
  const token = reader.tokens[from];
  if (token?.kind !== "quoted" || PLACEHOLDER.test(token.text)) return [];
  return [{ end: from + 1, value: { kind: "text", value: token.text, notes: [] } }];
}

/** A number of points: no unit but "points". */
function readPoints(reader: Reader, from: number): Parsed[] {
  return readPlainNumber(reader, from).filter(({ value }) =>
    value.notes.every((note) => note.text === "point")
  )
    .map(({ end, value }) => ({ end, value: { ...value, notes: [] } }));
}

function readStatus(reader: Reader, from: number): Parsed[] {
  const token = reader.tokens[from];
  if (token?.kind !== "number" || !/^[45]\d\d$/.test(token.text)) return [];
  return [{ end: from + 1, value: { kind: "number", value: token.text, notes: [] } }];
}

function readUnit(reader: Reader, from: number): Parsed[] {
  const lower = reader.tokens[from]?.lower ?? "";
  if (!Object.hasOwn(UNITS, lower)) return [];
  return [{ end: from + 1, value: { kind: "text", value: UNITS[lower]!, notes: [] } }];
}

function readTextSlot(reader: Reader, from: number): Parsed[] {
  const text = readText(reader, from);
  if (!text) return [];
  const { text: value, isQuoted } = text.value;
  const notes = isQuoted ? [] : [{ kind: "assumed" as const, text: `"${value}" is taken as that very text` }];
  return [{ end: text.end, value: { kind: "text", value, notes } }];
}

function readBoolean(reader: Reader, from: number): Parsed | null {
  const lower = reader.tokens[from]?.lower;
  if (lower !== "true" && lower !== "false") return null;
  return { end: from + 1, value: exprOf({ kind: "boolean", value: lower === "true" }) };
}

function exprOf(expr: Expr): SlotValue {
  return { kind: "expr", expr, notes: [] };
}

function readLiteral(reader: Reader, from: number): Parsed[] {
  const boolean = readBoolean(reader, from);
  return boolean ? [boolean] : [...readPlainNumber(reader, from), ...readTextSlot(reader, from)];
}

/** What something is compared with: a formula, or an unquoted text that can be nothing else. */
function readOperand(reader: Reader, from: number): Parsed[] {
  const sum = readSum(reader, from);
  return sum ? [sum] : listOf(readBareText(reader, from));
}

/** An unquoted text: one of the listed options of a field, or a word written like a name (Germany, US). */
function readBareText(reader: Reader, from: number): Parsed | null {
  const options = reader.vocabulary.symbols().flatMap((symbol) => symbol.options ?? []);
  for (let length = 5; length > 0; length--) {
    const tokens = reader.tokens.slice(from, from + length);
    const text = tokens.map((token) => token.text).join(" ");
    const option = options.find((each) => each.toLowerCase() === text.toLowerCase());
    if (option !== undefined) return { end: from + length, value: exprOf({ kind: "text", value: option }) };
  }
  const token = reader.tokens[from];
  if (token?.kind !== "word" || !/^[A-Z]/.test(token.text)) return null;
  const expr: Expr = { kind: "text", value: token.text };
  const notes = [{ kind: "assumed" as const, text: `"${token.text}" is taken as that very text` }];
  return { end: from + 1, value: { kind: "expr", expr, notes } };
}

/** What something becomes: a formula, true or false, or a text, with or without quotes. */
function readValue(reader: Reader, from: number): Parsed[] {
  const boolean = readBoolean(reader, from);
  if (boolean) return [boolean];
  const formulas = readFormulas(reader, from);
  if (formulas.length > 0) return formulas;
  return readTextSlot(reader, from).map(({ end, value }) => ({
    end,
    value: {
      kind: "expr",
      expr: { kind: "text", value: value.kind === "text" ? value.value : "" },
      notes: value.notes,
    },
  }));
}

/** Cells of tables: "under 100", "5-10", "any", "DE or FR" as conditions, "€ 4.90", "19%", "yes" as values. */
import type { Expr } from "../expr.ts";
import type { Token } from "../text/tokens.ts";
import type { Symbol } from "../text/vocabulary.ts";
import { readFormulas } from "./adjustments.ts";
import { compareFrom } from "./conditions.ts";
import { percentFactor, readNumber } from "./numbers.ts";
import { isWord, type Note, type Reader } from "./reader.ts";

export type CellCondition =
  | { kind: "any" }
  /** Everything that no other row names. */
  | { kind: "rest" }
  | { kind: "when"; when: Expr; notes: Note[] };

const ANY = /^(any|all|\*|-|every|whatever|n\/a|any value|doesn't matter|irrelevant|)$/;
const REST =
  /^(other|others|any other|anything else|everything else|all others?|all other \w+|any other \w+|other \w+|else|otherwise|default|rest|the rest|rest of (the )?world|elsewhere|everywhere else)$/;
const YES = /^(yes|true|y|x|✓|✔|✅)$/;
const NO = /^(no|false|n|✗|✘|❌)$/;

function textOf(tokens: readonly Token[]): string {
  return tokens.map((token, n) => {
    const gap = n > 0 && token.start > tokens[n - 1]!.end ? " " : "";
    return gap + token.text;
  }).join("");
}

/** What a cell asks of the field of its column, or `null` if it says nothing that can be understood. */
export function conditionOf(reader: Reader, field: Symbol): CellCondition | null {
  const { tokens } = reader;
  const text = textOf(tokens);
  const lower = text.toLowerCase();
  if (ANY.test(lower)) return { kind: "any" };
  if (REST.test(lower)) return { kind: "rest" };
  const left: Expr = { kind: "ref", id: field.id };
  if (field.type === "boolean") return flagOf(left, lower);
  const numeric = numberCondition(reader, left);
  if (numeric) return numeric;
  if (field.type === "number" || field.type === "integer") return null;
  return { kind: "when", when: oneOf(left, textsOf(tokens, text, field)), notes: [] };
}

function flagOf(left: Expr, text: string): CellCondition | null {
  if (!YES.test(text) && !NO.test(text)) return null;
  const right: Expr = { kind: "boolean", value: YES.test(text) };
  return { kind: "when", when: { kind: "compare", op: "eq", left, right }, notes: [] };
}

function numberCondition(reader: Reader, left: Expr): CellCondition | null {
  const plain = readNumber(reader, 0);
  if (plain && plain.end === reader.tokens.length) {
    const right: Expr = { kind: "number", value: plain.value.value };
    return { kind: "when", when: { kind: "compare", op: "eq", left, right }, notes: [] };
  }
  const open = isWord(reader, 0, "from") ? openEnd(reader, left) : null;
  if (open) return open;
  const band = compareFrom(reader, 0, { kind: "expr", expr: left, notes: [] });
  const upper = band && compareFrom(reader, band.end, { kind: "expr", expr: left, notes: [] });
  // "more than 1 up to 5"
  if (band && upper?.end === reader.tokens.length) {
    return { kind: "when", when: { kind: "all", of: [band.expr, upper.expr] }, notes: [] };
  }
  return band && band.end === reader.tokens.length && band.comparator?.kind !== "match"
    ? { kind: "when", when: band.expr, notes: [] }
    : null;
}

/** "from 50", without an end. */
function openEnd(reader: Reader, left: Expr): CellCondition | null {
  const number = readNumber(reader, 1);
  if (!number || number.end !== reader.tokens.length) return null;
  const right: Expr = { kind: "number", value: number.value.value };
  return { kind: "when", when: { kind: "compare", op: "ge", left, right }, notes: [] };
}

/** "DE, FR or IT" are three; a value that is known is never taken apart. */
function textsOf(tokens: readonly Token[], text: string, field: Symbol): string[] {
  const known = (value: string) =>
    field.options?.find((option) => option.toLowerCase() === value.toLowerCase()) ?? value;
  if (field.options?.some((option) => option.toLowerCase() === text.toLowerCase())) return [known(text)];
  if (tokens.length === 1) return [known(text)];
  return text.split(/\s*(?:,|\/|\bor\b)\s*/).filter((part) => part !== "").map(known);
}

function oneOf(left: Expr, texts: readonly string[]): Expr {
  const of = texts.map((value): Expr => ({
    kind: "compare",
    op: "eq",
    left,
    right: { kind: "text", value },
  }));
  return of.length === 1 ? of[0]! : { kind: "any", of };
}

export interface CellValue {
  value: Expr;
  isPercent: boolean;
  notes: Note[];
}

/** What a cell gives: a number with or without a unit, a percentage, yes or no, a formula, or its text. */
export function valueOf(reader: Reader): CellValue | null {
  const { tokens } = reader;
  if (tokens.length === 0) return null;
  const [first] = tokens;
  if (tokens.length === 1 && first!.kind === "quoted") return given({ kind: "text", value: first!.text });
  const number = amountOf(reader);
  if (number) return number;
  const text = textOf(tokens);
  if (YES.test(text.toLowerCase())) return given({ kind: "boolean", value: true });
  if (NO.test(text.toLowerCase())) return given({ kind: "boolean", value: false });
  const formula = readFormulas(reader, 0).find(({ end }) => end === tokens.length);
  if (formula && formula.value.expr.kind !== "ref") {
    return { value: formula.value.expr, isPercent: false, notes: formula.value.notes };
  }
  return given({ kind: "text", value: text });
}

function given(value: Expr): CellValue {
  return { value, isPercent: false, notes: [] };
}

const CURRENCY = /^(eur|usd|gbp|chf|dollars?|euros?|pounds?|\$|€|£)$/;

/** "9", "€ 9", "EUR 600", "9 EUR", "12 euros", "19%". */
function amountOf(reader: Reader): CellValue | null {
  const start = CURRENCY.test(reader.tokens[0]?.lower ?? "") && reader.tokens[0]?.kind === "word" ? 1 : 0;
  const number = readNumber(reader, start);
  if (!number) return null;
  const rest = reader.tokens.slice(number.end);
  if (rest.some(({ lower }) => !CURRENCY.test(lower))) return null;
  const { value, isPercent } = number.value;
  return { value: { kind: "number", value: isPercent ? percentFactor(value) : value }, isPercent, notes: [] };
}

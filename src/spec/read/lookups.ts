/** A row of a table of values as facts: for these values of the fields, these answers. */
import type { Expr } from "../expr.ts";
import { type CellValue, conditionOf, valueOf } from "../grammar/cells.ts";
import { percentFactor } from "../grammar/numbers.ts";
import { labelOf, readWholePair } from "../grammar/pairs.ts";
import { type Name, type Note, readerOf } from "../grammar/reader.ts";
import type { Fact, Row } from "../rows/facts.ts";
import type { Token } from "../text/tokens.ts";
import { keyOf, type Symbol, type Vocabulary } from "../text/vocabulary.ts";
import type { TableRow } from "./lookup_rows.ts";
import { ALL_SLOTS, type RowRead } from "./rows.ts";
import type { Statement } from "./statements.ts";

export const LOOKUP_ROW: Row = {
  id: "lookup.row",
  patterns: [],
  build: () => null,
  paraphrase: "a row of a table",
  examples: [],
  negatives: [],
};

type Column = { kind: "key"; field: Symbol } | { kind: "value"; name: Name };

const STEPS_PER_CELL = 4_000;

export function readTableRow(row: TableRow, vocabulary: Vocabulary): RowRead {
  const columns = columnsOf(row, vocabulary);
  if (!columns) return { kind: "unread" };
  const cells = row.rows[row.at]!;
  const when = conditionOfRow(row, columns, vocabulary);
  if (!when) return { kind: "unread" };
  const facts: Fact[] = [];
  const notes: Note[] = [...when.notes];
  for (const [n, column] of columns.entries()) {
    if (column.kind !== "value") continue;
    const cell = valueOf(cellReader(cells[n]!, vocabulary));
    if (!cell) return { kind: "unread" };
    notes.push(...cell.notes);
    facts.push(rowFact(row, column.name, when.expr, asPercent(cell, row.header[n]!)));
  }
  return { kind: "facts", row: LOOKUP_ROW, facts, notes };
}

/** "VAT %" over plain numbers: 19 is 19%. */
function asPercent(cell: CellValue, title: readonly Token[]): CellValue {
  const isTitled = title.some(({ lower }) => lower === "%" || /percent|pct/.test(lower));
  if (cell.isPercent || !isTitled || cell.value.kind !== "number") return cell;
  return { ...cell, isPercent: true, value: { kind: "number", value: percentFactor(cell.value.value) } };
}

function rowFact(
  { table }: TableRow,
  target: Name,
  when: Expr | null,
  { value, isPercent }: { value: Expr; isPercent: boolean },
): Fact {
  const branches = when ? [{ when, value }] : [];
  return { kind: "decide", target, branches, ...(when ? {} : { otherwise: value }), table, isPercent };
}

function cellReader(tokens: readonly Token[], vocabulary: Vocabulary) {
  return readerOf(tokens, vocabulary, ALL_SLOTS, { stepsLeft: STEPS_PER_CELL });
}

/** Columns named like a field are what is looked up; the others are what is found. */
function columnsOf({ header }: TableRow, vocabulary: Vocabulary): Column[] | null {
  const fields = header.map((title) => fieldOf(title, vocabulary));
  const firstIsKey = fields.every((field) => field === undefined);
  const only = firstIsKey ? onlyField(vocabulary) : undefined;
  if (firstIsKey && !only) return null;
  if (fields.every((field) => field !== undefined)) return null;
  return header.map((title, n): Column => {
    const field = fields[n] ?? (n === 0 ? only : undefined);
    return field ? { kind: "key", field } : { kind: "value", name: nameOf(title, vocabulary) };
  });
}

/** "Weight (kg)" is the field "weight". */
function fieldOf(title: readonly Token[], vocabulary: Vocabulary): Symbol | undefined {
  const plain = withoutUnit(title);
  for (let length = plain.length; length > 0; length--) {
    for (const words of [plain.slice(0, length), plain.slice(plain.length - length)]) {
      const found = vocabulary.find(words.map(({ text }) => text).join(" "));
      if (found?.role === "input") return found;
      if (found && length === plain.length) return undefined;
    }
  }
  return undefined;
}

/** A table that has no column named like a field is about the one field there is. */
function onlyField(vocabulary: Vocabulary): Symbol | undefined {
  const [only, second] = vocabulary.symbols().filter(({ role, entry }) => role === "input" && !entry);
  return second ? undefined : only;
}

function withoutUnit(title: readonly Token[]): Token[] {
  const open = title.findIndex(({ lower }) => lower === "(" || lower === "[");
  const plain = open > 0 ? title.slice(0, open) : [...title];
  return plain.filter(({ kind }) => kind === "word");
}

function nameOf(title: readonly Token[], vocabulary: Vocabulary): Name {
  const words = withoutUnit(title);
  const spoken = words.map(({ text }) => text).join(" ");
  const symbol = vocabulary.find(spoken);
  return { key: symbol?.key ?? keyOf(words), words: spoken, symbol };
}

/** What the row asks of the request; nothing, when it stands for all that no other row names. */
function conditionOfRow(
  row: TableRow,
  columns: readonly Column[],
  vocabulary: Vocabulary,
): { expr: Expr | null; notes: Note[] } | null {
  const parts: Expr[] = [];
  const notes: Note[] = [];
  for (const [n, column] of columns.entries()) {
    if (column.kind !== "key") continue;
    const cell = conditionOf(cellReader(row.rows[row.at]![n]!, vocabulary), column.field);
    if (!cell) return null;
    if (cell.kind === "when") {
      parts.push(cell.when);
      notes.push(...cell.notes);
    }
    if (cell.kind === "rest" && columns.filter(({ kind }) => kind === "key").length > 1) {
      const named = namedElsewhere(row, n, column.field, vocabulary);
      if (named.length > 0) parts.push({ kind: "not", of: { kind: "any", of: named } });
    }
  }
  if (parts.length === 0) return { expr: null, notes };
  return { expr: parts.length === 1 ? parts[0]! : { kind: "all", of: parts }, notes };
}

function namedElsewhere({ rows }: TableRow, n: number, field: Symbol, vocabulary: Vocabulary): Expr[] {
  const named = rows.flatMap((cells) => {
    const cell = conditionOf(cellReader(cells[n]!, vocabulary), field);
    return cell?.kind === "when" ? [cell.when] : [];
  });
  const seen = new Set<string>();
  return named.filter((when) => !seen.has(JSON.stringify(when)) && seen.add(JSON.stringify(when)));
}

/** "- Germany: 19%" under "VAT rates by country:". */
export function readPairItem(
  { tokens, isItem, leadIn, section }: Statement,
  vocabulary: Vocabulary,
  budget: { stepsLeft: number },
): RowRead {
  if (!isItem || section === "input" || section === "output" || tokens.length > MOST_PAIR_TOKENS) {
    return { kind: "unread" };
  }
  const reader = readerOf(tokens, vocabulary, ALL_SLOTS, budget);
  const pair = readWholePair(reader);
  if (!pair) return { kind: "unread" };
  const label = leadIn ? labelOf(reader, leadIn.filter(({ lower }) => lower !== ":")) : { words: "" };
  const fact: Fact = { kind: "pair", lookup: leadIn?.[0]?.start ?? 0, label, ...pair };
  return { kind: "facts", row: LOOKUP_ROW, facts: [fact], notes: [] };
}

/** Whether a line begins with one of the values that some field can have: "adult: 12" is no value of its own. */
export function namesOption(tokens: readonly Token[], vocabulary: Vocabulary): boolean {
  const colon = tokens.findIndex(({ lower }) => [":", "->", "=", "-", "=>"].includes(lower));
  const words = tokens.slice(0, Math.max(colon, 0)).map(({ text }) => text).join(" ").toLowerCase();
  return words !== "" &&
    vocabulary.symbols().some(({ role, options }) =>
      role === "input" && options?.some((option) => option.toLowerCase() === words)
    );
}

const MOST_PAIR_TOKENS = 14;

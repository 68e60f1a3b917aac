/** Tables of values, one statement for each row, so that each row is accounted for and quoted by itself. */
import type { Block } from "../text/blocks.ts";
import { type Token, tokensOf } from "../text/tokens.ts";
import type { Section } from "../rows/facts.ts";
import type { Statement } from "./statements.ts";

type Table = Extract<Block, { kind: "table" }>;

/** A row with the table it belongs to: its header, and all its rows. */
export interface TableRow {
  /** Where the table stands in the text; no two stand at the same place. */
  table: number;
  header: Token[][];
  rows: Token[][][];
  at: number;
}

const MOST_ROWS = 200;

/** One statement for each row, or `null` when it has rows of different lengths. */
export function lookupRows(text: string, table: Table, section: Section): Statement[] | null {
  const [header = [], ...rows] = table.rows;
  if (
    rows.length === 0 || rows.length > MOST_ROWS || header.length < 2 ||
    rows.some((row) => row.length !== header.length)
  ) return null;
  const cells = rows.map((row) => row.map((cell) => tokensOf(text, cell)));
  const names = header.map((cell) => tokensOf(text, cell));
  const heading: Statement = {
    kind: "tableHeader",
    start: header[0]!.start,
    end: header.at(-1)!.end,
    tokens: [],
    section,
  };
  const statements = rows.map((row, at): Statement => ({
    kind: "tableRow",
    start: row[0]!.start,
    end: row.at(-1)!.end,
    tokens: [],
    section,
    row: { table: table.start, header: names, rows: cells, at },
  }));
  return [heading, ...statements];
}

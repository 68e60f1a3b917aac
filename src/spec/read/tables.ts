/** Tables that list fields, read row by row as if each were a line "name: type, required". */
import type { Block, Span } from "../text/blocks.ts";
import { type Token, tokensOf } from "../text/tokens.ts";
import type { Section } from "../rows/facts.ts";
import { lookupRows } from "./lookup_rows.ts";
import type { Statement } from "./statements.ts";
import { transitionRows } from "./transitions.ts";

type Table = Extract<Block, { kind: "table" }>;
type Column = "name" | "type" | "required" | "default" | "limits" | "description";

const COLUMNS: Readonly<Record<Column, RegExp>> = {
  name: /^(field|name|parameter|key|property|input|output|column)s?( name)?$/i,
  type: /^(data )?type$/i,
  required: /^(required|mandatory|required\?|optional)$/i,
  default: /^default( value)?$/i,
  limits: /^(constraints?|limits?|validation|rules?|allowed( values)?|values|range|format)$/i,
  description: /^(description|notes?|meaning|comment|details)$/i,
};
/** The order in which the cells of a row make a sentence. */
const ORDER: readonly Column[] = ["type", "required", "default", "limits", "description"];

export function tableStatements(text: string, table: Table, section: Section): Statement[] {
  const moves = transitionRows(text, table);
  if (moves) return moves;
  const [header = [], ...rows] = table.rows;
  const columns = header.map((cell) => columnOf(text.slice(cell.start, cell.end)));
  const isOfFields = columns.includes("name") && columns.includes("type") &&
    columns.every((column) => column !== null);
  if (!isOfFields || rows.some((row) => row.length !== header.length)) {
    const rows = lookupRows(text, table, section);
    return rows ??
      [{ kind: "table", start: table.start, end: table.end, tokens: [], section, rows: table.rows }];
  }
  const isOptional = header.some((cell) => /^optional/i.test(text.slice(cell.start, cell.end)));
  const heading: Statement = {
    kind: "heading",
    start: header[0]!.start,
    end: header.at(-1)!.end,
    tokens: [],
    section,
  };
  const fields = rows.map((row): Statement => ({
    kind: "sentence",
    start: row[0]!.start,
    end: row.at(-1)!.end,
    tokens: rowTokens(text, row, columns, isOptional),
    section: section === "output" ? "output" : "input",
  }));
  return [heading, ...fields];
}

function columnOf(title: string): Column | null {
  const found = Object.entries(COLUMNS).find(([, pattern]) => pattern.test(title.trim()));
  return found ? found[0] as Column : null;
}

function rowTokens(text: string, row: Span[], columns: (Column | null)[], isOptional: boolean): Token[] {
  const cell = (column: Column): Token[] => {
    const at = columns.indexOf(column);
    return at === -1 ? [] : tokensOf(text, row[at]!).filter((token) => token.lower !== "-");
  };
  const tokens = [...cell("name")];
  for (const column of ORDER) {
    const given = column === "required" ? presence(cell(column), isOptional) : cell(column);
    if (given.length === 0) continue;
    const mark = column === "type" || column === "description" ? ":" : ",";
    tokens.push(
      joint(mark, given[0]!),
      ...(column === "default" ? [joint("default", given[0]!)] : []),
      ...given,
    );
  }
  return tokens;
}

/** "yes" under "Required" is "required", and under "Optional" it is "optional". */
function presence(tokens: Token[], isOptional: boolean): Token[] {
  const [token] = tokens;
  if (!token || tokens.length > 1) return tokens;
  if (/^(yes|true|y|required|x|✓|✔|✅)$/i.test(token.text)) {
    return [joint(isOptional ? "optional" : "required", token)];
  }
  if (/^(no|false|n|optional|✗|❌)$/i.test(token.text)) {
    return [joint(isOptional ? "required" : "optional", token)];
  }
  return tokens;
}

/** A token that the table implies, at the place of the one that implies it. */
function joint(text: string, { start, end }: Token): Token {
  return { kind: /^\w/.test(text) ? "word" : "symbol", text, lower: text, isName: false, start, end };
}

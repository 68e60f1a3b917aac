/** Tables of changes of state, read row by row as sentences "from … to … on …". */
import type { Block, Span } from "../text/blocks.ts";
import { type Token, tokensOf } from "../text/tokens.ts";
import type { Statement } from "./statements.ts";

type Table = Extract<Block, { kind: "table" }>;
type Column = "from" | "to" | "on" | "by";

const COLUMNS: Readonly<Record<Column, RegExp>> = {
  from:
    /^(from( state| status)?|(current|old|present|start|starting|initial)?[ _]?(state|status|stage)|before|in)$/i,
  to:
    /^(to( state| status)?|(next|new|target|end|resulting|allowed|possible)[ _]?(states?|status(es)?|stage)?|next|after|becomes|result|allowed next states?)$/i,
  on: /^(action|event|trigger|command|transition|on|when|input|what happens|step)$/i,
  by:
    /^((allowed|required|user|acting)?[ _]?roles?|(allowed |done |performed )?by( whom| who| role)?|who( may| can)?|actor|allowed (for|to)|permitted (for|roles?))$/i,
};

/** One statement for each row, or `null` when the table is about something else. */
export function transitionRows(text: string, table: Table): Statement[] | null {
  const [header = [], ...rows] = table.rows;
  const columns = header.map((cell) => columnOf(text.slice(cell.start, cell.end)));
  const isWhole = columns.every((column) => column !== null) && new Set(columns).size === columns.length &&
    columns.includes("from") && columns.includes("to");
  if (!isWhole || rows.some((row) => row.length !== header.length)) return null;
  const heading: Statement = {
    kind: "heading",
    start: header[0]!.start,
    end: header.at(-1)!.end,
    tokens: [],
    section: "transitions",
  };
  return [heading, ...rows.map((row) => rowStatement(text, row, columns as Column[]))];
}

function columnOf(title: string): Column | null {
  const found = Object.entries(COLUMNS).find(([, pattern]) => pattern.test(title.replaceAll("`", "").trim()));
  return found ? found[0] as Column : null;
}

function rowStatement(text: string, row: Span[], columns: readonly Column[]): Statement {
  const cells = (column: Column): Token[] => {
    const at = columns.indexOf(column);
    const tokens = at === -1 ? [] : tokensOf(text, row[at]!);
    return tokens.length > 0 ? [joint(column, tokens[0]!), ...tokens] : [];
  };
  const first = tokensOf(text, row[0]!)[0];
  const mark = first ? [joint("transition", first)] : [];
  return {
    kind: "sentence",
    start: row[0]!.start,
    end: row.at(-1)!.end,
    tokens: [...mark, ...cells("from"), ...cells("to"), ...cells("on"), ...cells("by")],
    section: "transitions",
  };
}

/** A word that the table implies, at the place of the one that it stands before. */
function joint(text: string, { start, end }: Token): Token {
  return { kind: "word", text, lower: text, isName: false, start, end };
}

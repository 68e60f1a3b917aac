/**
 * The requirements as Markdown-like blocks. Offsets are into the normalised text, and every block keeps the
 * text of its lines at the same offsets, so that a sentence of it can be quoted exactly.
 */
export type Block =
  | { kind: "heading"; level: number; start: number; end: number }
  | { kind: "paragraph"; start: number; end: number }
  | { kind: "item"; depth: number; numbered: boolean; start: number; end: number }
  | { kind: "table"; rows: Span[][]; start: number; end: number }
  | { kind: "code"; language: string; start: number; end: number; bodyStart: number; bodyEnd: number };

export interface Span {
  start: number;
  end: number;
}

interface Line extends Span {
  text: string;
}

const HEADING = /^ {0,3}(#{1,6}) +(.*?)[ #]*$/;
const ITEM = /^( *)(?:([-*+])|(\d{1,3}[.)])) +(?=\S)/;
const FENCE = /^ *(`{3,}|~{3,}) *([A-Za-z0-9_-]*) *$/;
const RULE = /^ *(?:-{3,}|\*{3,}|_{3,}|={3,}) *$/;
const QUOTE = /^ *>+ ?/;

export function blocksOf(text: string): Block[] {
  const lines = linesOf(text);
  const blocks: Block[] = [];
  for (let i = 0; i < lines.length;) i = readBlock(lines, i, blocks);
  return blocks;
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const line of text.split("\n")) {
    lines.push({ text: line, start, end: start + line.length });
    start += line.length + 1;
  }
  return lines;
}

/** Reads the block that starts at line `at` into `blocks` and returns the line after it. */
function readBlock(lines: Line[], at: number, blocks: Block[]): number {
  const line = lines[at]!;
  if (line.text.trim() === "" || RULE.test(line.text)) return at + 1;
  if (FENCE.test(line.text)) return readFence(lines, at, blocks);
  if (isTableStart(lines, at)) return readTable(lines, at, blocks);
  const heading = HEADING.exec(line.text);
  if (heading) {
    const start = line.start + line.text.indexOf(heading[2]!, heading[1]!.length);
    blocks.push({ kind: "heading", level: heading[1]!.length, start, end: start + heading[2]!.length });
    return at + 1;
  }
  const item = ITEM.exec(line.text);
  return item ? readItem(lines, at, item, blocks) : readParagraph(lines, at, blocks);
}

function readFence(lines: Line[], at: number, blocks: Block[]): number {
  const open = FENCE.exec(lines[at]!.text)!;
  let close = at + 1;
  while (close < lines.length && !lines[close]!.text.trim().startsWith(open[1]!)) close++;
  const bodyStart = Math.min(lines[at]!.end + 1, lines.at(-1)!.end);
  const last = lines[Math.min(close, lines.length - 1)]!;
  const bodyEnd = close < lines.length ? Math.max(bodyStart, last.start - 1) : last.end;
  blocks.push({
    kind: "code",
    language: open[2]!.toLowerCase(),
    start: lines[at]!.start,
    end: last.end,
    bodyStart,
    bodyEnd,
  });
  return close + 1;
}

function isTableStart(lines: Line[], at: number): boolean {
  const divider = lines[at + 1]?.text;
  return lines[at]!.text.includes("|") && divider !== undefined && divider.includes("|") &&
    /^[ |:-]+$/.test(divider) && divider.includes("-");
}

function readTable(lines: Line[], at: number, blocks: Block[]): number {
  const rows: Span[][] = [cellsOf(lines[at]!)];
  let next = at + 2;
  while (next < lines.length && lines[next]!.text.includes("|")) rows.push(cellsOf(lines[next++]!));
  blocks.push({ kind: "table", rows, start: lines[at]!.start, end: lines[next - 1]!.end });
  return next;
}

function cellsOf(line: Line): Span[] {
  const cells: Span[] = [];
  let start = 0;
  for (const cell of line.text.split("|")) {
    const lead = cell.length - cell.trimStart().length;
    cells.push({ start: line.start + start + lead, end: line.start + start + lead + cell.trim().length });
    start += cell.length + 1;
  }
  if (line.text.trimStart().startsWith("|")) cells.shift();
  if (line.text.trimEnd().endsWith("|")) cells.pop();
  return cells;
}

function readItem(lines: Line[], at: number, item: RegExpExecArray, blocks: Block[]): number {
  const indent = item[1]!.length;
  const next = continuationEnd(lines, at + 1, (line) => line.text.search(/\S/) > indent);
  const start = lines[at]!.start + item[0].length;
  blocks.push({
    kind: "item",
    depth: indent,
    numbered: item[3] !== undefined,
    start,
    end: lines[next - 1]!.end,
  });
  return next;
}

function readParagraph(lines: Line[], at: number, blocks: Block[]): number {
  const next = continuationEnd(lines, at + 1, () => true);
  const start = lines[at]!.start + (QUOTE.exec(lines[at]!.text)?.[0].length ?? 0);
  blocks.push({ kind: "paragraph", start, end: lines[next - 1]!.end });
  return next;
}

function continuationEnd(lines: Line[], from: number, belongs: (line: Line) => boolean): number {
  let next = from;
  while (next < lines.length && isPlain(lines, next) && belongs(lines[next]!)) next++;
  return next;
}

/** A line that can only go on with what was begun before it. */
function isPlain(lines: Line[], at: number): boolean {
  const { text } = lines[at]!;
  return text.trim() !== "" && ![RULE, FENCE, HEADING, ITEM].some((start) => start.test(text)) &&
    !isTableStart(lines, at);
}

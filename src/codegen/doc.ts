/**
 * A small pretty-printer (after Wadler, "A prettier printer"): code is built as a document that knows where it may
 * break, and is laid out so that no line is longer than it has to be. It breaks where `deno fmt` breaks.
 */
export type Doc =
  | string
  | { kind: "line"; flat: string }
  | { kind: "hard" }
  | { kind: "group"; of: Doc }
  | { kind: "indent"; of: Doc }
  | { kind: "ifBroken"; text: string }
  | Doc[];

export const LINE_WIDTH = 110;
const STEP = 2;

export const line: Doc = { kind: "line", flat: " " };
export const softLine: Doc = { kind: "line", flat: "" };
export const hardLine: Doc = { kind: "hard" };
export const trailingComma: Doc = { kind: "ifBroken", text: "," };

export function group(...of: Doc[]): Doc {
  return { kind: "group", of };
}

export function indent(...of: Doc[]): Doc {
  return { kind: "indent", of };
}

export function join(parts: readonly Doc[], separator: Doc): Doc[] {
  return parts.flatMap((part, n) => n === 0 ? [part] : [separator, part]);
}

/** `open a, b close` on one line, or one entry per line with a comma after the last. */
export function enclosed(open: string, parts: readonly Doc[], close: string, pad: Doc = softLine): Doc {
  if (parts.length === 0) return `${open}${close}`;
  return group(open, indent(pad, join(parts, [",", line])), trailingComma, pad, close);
}

export function call(name: string, ...args: Doc[]): Doc {
  return [name, enclosed("(", args, ")")];
}

export function array(parts: readonly Doc[]): Doc {
  return enclosed("[", parts, "]");
}

export function object(entries: readonly Doc[]): Doc {
  return enclosed("{", entries, "}", line);
}

/** A text as a literal, in the quotes that need fewer escapes; double ones when it makes no difference. */
export function textLiteral(text: string): string {
  const doubled = JSON.stringify(text);
  const doubles = text.split('"').length;
  if (doubles <= text.split("'").length) return doubled;
  return `'${doubled.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

interface Frame {
  doc: Doc;
  depth: number;
  isFlat: boolean;
}

export function print(doc: Doc, width = LINE_WIDTH): string {
  const out: string[] = [];
  let column = 0;
  const stack: Frame[] = [{ doc, depth: 0, isFlat: false }];
  for (let frame = stack.pop(); frame; frame = stack.pop()) {
    const text = printFrame(frame, stack, width - column);
    if (text === null) continue;
    out.push(text);
    const broke = text.lastIndexOf("\n");
    column = broke === -1 ? column + text.length : text.length - broke - 1;
  }
  return out.join("").replace(/[ ]+\n/g, "\n");
}

/** The text of a frame, or `null` after its parts were put on the stack. */
function printFrame({ doc, depth, isFlat }: Frame, stack: Frame[], room: number): string | null {
  if (typeof doc === "string") return doc;
  if (Array.isArray(doc)) {
    for (const part of doc.toReversed()) stack.push({ doc: part, depth, isFlat });
    return null;
  }
  switch (doc.kind) {
    case "line":
      return isFlat ? doc.flat : `\n${" ".repeat(depth)}`;
    case "hard":
      return `\n${" ".repeat(depth)}`;
    case "ifBroken":
      return isFlat ? "" : doc.text;
    case "indent":
      stack.push({ doc: doc.of, depth: depth + STEP, isFlat });
      return null;
    case "group":
      stack.push({ doc: doc.of, depth, isFlat: isFlat || fits(doc.of, room, stack) });
      return null;
  }
}

/** Whether a group fits on the rest of the line, with what follows it up to the next place that may break. */
function fits(doc: Doc, room: number, rest: readonly Frame[]): boolean {
  const waiting: Frame[] = [{ doc, depth: 0, isFlat: true }];
  let left = room;
  let behind = rest.length;
  while (left >= 0) {
    const frame = waiting.pop() ?? rest[--behind];
    if (!frame) return true;
    const part = frame.doc;
    if (typeof part === "string") left -= part.length;
    else if (Array.isArray(part)) waiting.push(...part.toReversed().map((each) => ({ ...frame, doc: each })));
    else if (part.kind === "hard") return !frame.isFlat || waiting.length === 0;
    else if (part.kind === "line") {
      if (!frame.isFlat) return true;
      left -= part.flat.length;
    } else if (part.kind === "ifBroken") left -= frame.isFlat ? 0 : part.text.length;
    else waiting.push({ ...frame, doc: part.of });
  }
  return false;
}

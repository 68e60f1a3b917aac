/** What a new record has: "a generated id and done = false", `title, text and status "open"`. */
import type { Detail } from "../rows/effects.ts";
import { isWord, matchPrefix, type Parsed, type Reader, skipFillers, type SlotValue } from "./reader.ts";
import { newNames, readNames } from "./names.ts";

const NEW_ID =
  "(generated|unique|new|auto-generated|automatic|random|own|fresh | automatically generated | newly generated | system generated) [text] (id|ids|identifier|key|uuid)";
const NUMBERED_ID =
  "(sequential|numeric|running|incrementing|auto-incrementing|auto-increment|autoincrement | generated numeric | auto-incremented | generated sequential) [numeric|integer|number] (id|ids|identifier|number)";
const COUNTS_UP = "[that|,|which] (starts|starting|counting|counts) [up] (at|from|with) 1";

interface Read {
  end: number;
  detail?: Detail;
  newId?: "text" | "number";
}

export function detailsSlot(reader: Reader, from: number): Parsed[] {
  const found: Parsed<Extract<SlotValue, { kind: "details" }>>[] = [];
  const details: Detail[] = [];
  let newId: Read["newId"];
  let at = from;
  for (let read = readDetail(reader, at); read; read = readDetail(reader, at)) {
    if (read.detail) details.push(read.detail);
    newId ??= read.newId;
    found.unshift({ end: read.end, value: { kind: "details", details: [...details], newId, notes: [] } });
    let next = read.end;
    while (isWord(reader, next, ",", "and", "&", "plus")) next++;
    if (next === read.end) break;
    at = next;
  }
  return found;
}

function readDetail(reader: Reader, from: number): Read | null {
  const at = skipFillers(reader, from);
  const numbered = matchPrefix(reader, NUMBERED_ID, at);
  if (numbered) {
    return { end: matchPrefix(reader, COUNTS_UP, numbered.end)?.end ?? numbered.end, newId: "number" };
  }
  const generated = matchPrefix(reader, NEW_ID, at);
  if (generated) {
    const counted = matchPrefix(reader, COUNTS_UP, generated.end);
    return { end: counted?.end ?? generated.end, newId: counted ? "number" : "text" };
  }
  return readField(reader, at);
}

function readField(reader: Reader, at: number): Read | null {
  for (const { end, value: { name } } of [...readNames(reader, at), ...newNames(reader, at)]) {
    const link = isWord(reader, end, "=", ":", "is", "as")
      ? end + 1
      : matchPrefix(reader, "set to", end)?.end ?? end;
    const value = readLiteral(reader, link);
    if (value) return { end: value.end, detail: { name, value: value.expr } };
    if (link === end) return { end, detail: { name } };
  }
  return null;
}

/** A value that is the same for every new record. */
function readLiteral(reader: Reader, at: number) {
  const token = reader.tokens[at];
  const end = at + 1;
  if (token?.kind === "quoted") return { end, expr: { kind: "text" as const, value: token.text } };
  if (token?.kind === "number") return { end, expr: { kind: "number" as const, value: token.text } };
  const isFlag = token?.lower === "true" || token?.lower === "false";
  return isFlag ? { end, expr: { kind: "boolean" as const, value: token.lower === "true" } } : null;
}

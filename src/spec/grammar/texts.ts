import type { Note, Parsed, Reader, SlotValue } from "./reader.ts";
import { isWord } from "./reader.ts";
import type { Token } from "../text/tokens.ts";
import { RESERVED } from "./words.ts";

type Texts = Extract<SlotValue, { kind: "texts" }>;

const VERBS = new Set(
  "is are has have contains includes mentions starts ends begins exceeds equals does must should = == >= <= > < !="
    .split(" "),
);
const LONGEST_TEXT = 5;

/** "in the table" points at something, and is no text. */
const POINTERS = new Set(["table", "list", "map", "row", "rows", "above", "below"]);

/** One text: in quotes, or up to five plain words. */
export function readText(reader: Reader, from: number): Parsed<{ text: string; isQuoted: boolean }> | null {
  const token = reader.tokens[from];
  if (token?.kind === "quoted") return { end: from + 1, value: { text: token.text, isQuoted: true } };
  let end = from;
  while (end < from + LONGEST_TEXT && isPlain(reader, end)) end++;
  if (end === from || startsCondition(reader, from) || POINTERS.has(reader.tokens[from]!.lower)) return null;
  const text = reader.tokens.slice(from, end).map((part) => part.text).join(" ");
  return { end, value: { text, isQuoted: false } };
}

function isPlain(reader: Reader, at: number): boolean {
  const token = reader.tokens[at];
  return token?.kind === "word" &&
    (!RESERVED.has(token.lower) || token.text === "A" || isCode(reader.tokens, token));
}

const CODE = /^[A-Z]{2}$/;

/** "OR" beside "CA" and "NY" is a state. */
export function isCode(tokens: readonly Token[], { text }: Token): boolean {
  return CODE.test(text) && tokens.some((other) => CODE.test(other.text) && !RESERVED.has(other.lower));
}

/** Whether a known name and a verb stand here: the next condition, not one more text of a list. */
function startsCondition(reader: Reader, from: number): boolean {
  const known = reader.vocabulary.at(reader.tokens, from);
  return known !== null && VERBS.has(reader.tokens[known.end]?.lower ?? "");
}

/** `"a", "b" or "c"`, `a, b and c`, `A | B | C`, `US/DE`. The longest list first, then shorter ones. */
export function readTexts(reader: Reader, from: number): Parsed<Texts>[] {
  const found: Parsed<Texts>[] = [];
  const values: string[] = [];
  const notes: Note[] = [];
  let isQuoted = false;
  let isAll = false;
  let at = isWord(reader, from, "[", "(") ? from + 1 : from;
  const closes = at > from ? (isWord(reader, from, "[") ? "]" : ")") : null;
  for (let text = readText(reader, at); text; text = readText(reader, at)) {
    if (values.length > 0 && !continuesList(reader, text, isQuoted)) break;
    isQuoted = text.value.isQuoted;
    values.push(text.value.text);
    if (!text.value.isQuoted) {
      notes.push({ kind: "literal", text: text.value.text });
    }
    const isClosed = closes !== null && isWord(reader, text.end, closes);
    if (isClosed || closes === null) {
      found.unshift({
        end: text.end + (isClosed ? 1 : 0),
        value: { kind: "texts", values: [...values], isAll, notes: [...notes] },
      });
    }
    const next = isClosed ? null : afterSeparator(reader, text.end);
    if (next === null) break;
    isAll = isWord(reader, next - 1, "and", "&");
    at = next;
  }
  return found;
}

/** Whether one more text belongs to the list: quoted like those before it, or followed by the list's next or last entry. */
function continuesList(
  reader: Reader,
  text: Parsed<{ text: string; isQuoted: boolean }>,
  isQuoted: boolean,
): boolean {
  if (text.value.isQuoted || isQuoted) return text.value.isQuoted === isQuoted;
  const next = reader.tokens[text.end];
  return next === undefined ||
    isWord(reader, text.end, ",", ";", ".", "or", "and", "|", "/", "&", "(", ")", "]");
}

function afterSeparator(reader: Reader, at: number): number | null {
  if (reader.tokens[at] && isCode(reader.tokens, reader.tokens[at])) return null;
  if (isWord(reader, at, ",", ";")) return isWord(reader, at + 1, "or", "and") ? at + 2 : at + 1;
  return isWord(reader, at, "or", "and", "|", "/", "&") ? at + 1 : null;
}

/** The answer as JSON shows it: `{ allowed: true, fileName }`, `{"slug": "...", "length": number of characters of slug}`. */
import { isJsonObject, type Json } from "../../lib/json.ts";
import type { Expr } from "../expr.ts";
import { type AnswerItem, isWord, type Name, type Note, type Parsed, type Reader } from "./reader.ts";

const KEY = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;
const MOST_KEYS = 40;

export function answerObjectSlot(reader: Reader, from: number): Parsed[] {
  const token = reader.tokens[from];
  if (token?.kind === "json") return fromJson(reader, from, JSON.parse(token.text));
  if (!isWord(reader, from, "{")) return [];
  const items: AnswerItem[] = [];
  const notes: Note[] = [];
  for (let at = from + 1; items.length < MOST_KEYS;) {
    const entry = readEntry(reader, at);
    if (!entry) return [];
    items.push(entry.value.item);
    notes.push(...entry.value.notes);
    if (isWord(reader, entry.end, "}")) {
      return [{ end: entry.end + 1, value: { kind: "answers", items, notes } }];
    }
    if (!isWord(reader, entry.end, ",")) return [];
    at = entry.end + 1;
  }
  return [];
}

/** What is true or false in it always is; what another value is worked out from, the rules say. */
function fromJson(reader: Reader, from: number, shown: Json): Parsed[] {
  if (!isJsonObject(shown)) return [];
  const entries = Object.entries(shown);
  if (entries.length === 0 || entries.some(([key, value]) => !KEY.test(key) || typeof value === "object")) {
    return [];
  }
  const items = entries.map(([key, value]): AnswerItem => ({
    name: nameOf(reader, key),
    attributes: [],
    ...(typeof value === "boolean" && !isMade(reader, key) ? { value: { kind: "boolean", value } } : {}),
  }));
  return [{ end: from + 1, value: { kind: "answers", items, notes: [] } }];
}

/** Whether it is a field, or another sentence gives it a value. */
function isMade({ vocabulary }: Reader, key: string): boolean {
  const known = vocabulary.find(key);
  return known !== undefined && known.isAnswer !== true;
}

function readEntry(reader: Reader, at: number): Parsed<{ item: AnswerItem; notes: Note[] }> | null {
  const token = reader.tokens[at];
  if (!token || (token.kind !== "word" && token.kind !== "quoted") || !KEY.test(token.text)) return null;
  const item: AnswerItem = { name: nameOf(reader, token.text), attributes: [] };
  if (!isWord(reader, at + 1, ":")) return { end: at + 1, value: { item, notes: [] } };
  const shown = reader.tokens[at + 2];
  const isOpen = shown?.kind === "quoted" && /^(\.\.\.|…)$/.test(shown.text);
  if (isOpen) return { end: at + 3, value: { item, notes: [] } };
  const value = reader.slots.value!(reader, at + 2).find(({ end, value: { kind } }) =>
    kind === "expr" && isWord(reader, end, ",", "}")
  );
  if (value?.value.kind !== "expr") return null;
  const { expr, notes } = value.value;
  // A word that is no name may be a text, or a hint at the type: "title: string".
  if (notes.some(({ kind }) => kind === "literal")) return null;
  const isKnown = isItself(item.name, expr) || (expr.kind === "boolean" && isMade(reader, token.text));
  return { end: value.end, value: { item: isKnown ? item : { ...item, value: expr }, notes } };
}

function isItself(name: Name, expr: Expr): boolean {
  return expr.kind === "ref" && expr.id === name.symbol?.id;
}

function nameOf({ vocabulary }: Reader, key: string): Name {
  const symbol = vocabulary.find(key);
  return { key: symbol?.key ?? key, words: key, ...(symbol ? { symbol } : {}) };
}

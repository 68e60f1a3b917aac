/** What an entry of a list is called. */
import pluralize from "pluralize";
import { canonical, keyOf, type Symbol } from "../../text/vocabulary.ts";
import type { Name, Parsed, Reader } from "../reader.ts";
import { isWord, matchPrefix, skipFillers } from "../reader.ts";
import { NUMBER_WORDS, RESERVED } from "../words.ts";

const LONGEST_NOUN = 2;
const ENDS = new Set(
  "with having has have containing each every where of in characters character letters letter digits chars"
    .split(" "),
);

/** "objects", "line items": one or two plain words that nothing else has a meaning for. The longest first. */
export function entryNoun(reader: Reader, from: number): Parsed[] {
  const found: Parsed[] = [];
  const at = skipFillers(reader, from);
  for (let end = at; end < at + LONGEST_NOUN && isNoun(reader, end);) {
    end++;
    const text = reader.tokens.slice(at, end).map((token) => token.text).join(" ");
    found.unshift({ end, value: { kind: "text", value: text, notes: [] } });
  }
  return found;
}

function isNoun(reader: Reader, at: number): boolean {
  const token = reader.tokens[at];
  return token?.kind === "word" && !RESERVED.has(token.lower) && !ENDS.has(token.lower) &&
    !Object.hasOwn(NUMBER_WORDS, token.lower);
}

/** What stands for an entry of the one list there is. */
const ANY_ENTRY = [
  "item",
  "items",
  "entry",
  "entries",
  "element",
  "elements",
  "object",
  "objects",
  "record",
  "records",
  "row",
  "rows",
  "one",
  "them",
  "these",
  "those",
  "they",
  "list",
];

/** "item", "of the orders", "entry": the list whose entries are meant. */
export function readEntry(reader: Reader, from: number): Parsed[] {
  const list = listAt(reader, from);
  if (!list) return [];
  const name: Name = { key: list.symbol.key, words: list.symbol.key, symbol: list.symbol };
  return [{ end: list.end, value: { kind: "name", name, notes: [] } }];
}

/** The list that is named at a token: by its own name in singular or plural, or as "item" where there is only one. */
export function listAt(reader: Reader, from: number): { symbol: Symbol; end: number } | null {
  const at = skipFillers(reader, from);
  const known = reader.vocabulary.at(reader.tokens, at);
  if (known?.symbol.entry) return known;
  const lists = reader.vocabulary.lists();
  const named = lists.flatMap((symbol) => {
    const end = nounEnd(reader, at, symbol);
    return end === null ? [] : [{ symbol, end }];
  });
  const [longest] = named.toSorted((a, b) => b.end - a.end);
  if (longest) return longest;
  const [only, second] = lists.filter(({ role }) => role === "input");
  if (!only || second) return null;
  const isMeant = isWord(reader, at, ...ANY_ENTRY) ||
    (only.entry?.type === "number" && isWord(reader, at, "numbers", "number", "values", "value")) ||
    (only.entry?.type === "string" &&
      isWord(reader, at, "texts", "strings", "words", "values", "value", "date", "dates"));
  return isMeant ? { symbol: only, end: at + 1 } : null;
}

/** "line item" and "item" are both entries of `lineItems`. */
function nounEnd(reader: Reader, at: number, { key }: Symbol): number | null {
  const whole = canonical(key);
  for (let end = at + 3; end > at; end--) {
    const tokens = reader.tokens.slice(at, end);
    if (tokens.some((token) => token.kind !== "word") || tokens.length < end - at) continue;
    const words = canonical(tokens.map((token) => token.text).join(" "));
    if (words === whole || (words.length > 3 && whole.endsWith(words) && !reader.vocabulary.find(words))) {
      return end;
    }
  }
  return null;
}

/** "each", "every one of them": of the one list there is. */
export function readEachOne(reader: Reader, from: number): Parsed[] {
  const found = matchPrefix(reader, "(each|every) [one] [of (them|these|those)]", from);
  const [list, second] = reader.vocabulary.lists().filter(({ role }) => role === "input");
  if (!found || !list || second) return [];
  return [{
    end: found.end,
    value: { kind: "name", name: { key: list.key, words: list.key, symbol: list }, notes: [] },
  }];
}

/** "item", where the text speaks of "items": a list that nothing has declared yet. */
export function readNewEntry(reader: Reader, from: number): Parsed[] {
  return entryNoun(reader, from).flatMap(({ end, value }): Parsed[] => {
    const noun = value.kind === "text" ? value.value : "";
    const plural = pluralize(noun);
    const known = reader.vocabulary.find(plural);
    if (known?.role === "input" && plural !== noun) {
      return [{
        end,
        value: { kind: "name", name: { key: known.key, words: plural, symbol: known }, notes: [] },
      }];
    }
    if (plural === noun || !reader.vocabulary.isMentioned(plural.toLowerCase())) return [];
    const tokens = plural.split(" ").map((text) => ({ ...reader.tokens[from]!, text, isName: false }));
    return [{ end, value: { kind: "name", name: { key: keyOf(tokens), words: plural }, notes: [] } }];
  });
}

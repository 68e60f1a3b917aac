/** What is kept, by its name: "note", "to-do", "shopping list item"; and how it is said to be there or not. */
import type { Expr } from "../expr.ts";
import { readNameList } from "./names.ts";
import {
  isWord,
  matchPrefix,
  type Name,
  type Parsed,
  type Reader,
  skipFillers,
  type SlotValue,
} from "./reader.ts";
import { canonical } from "../text/vocabulary.ts";
import { RESERVED } from "./words.ts";

/** Whether the record that the request is about is there; put in by the assembly. */
export const FOUND: Expr = { kind: "ref", id: "store.found" };

/** The same, for a record that is told apart by this field. */
export function foundBy({ key }: Name): Expr {
  return { kind: "ref", id: `store.found.${key}` };
}

const STOPS = new Set(
  ("under with by using named called given whose where sorted ordered newest oldest latest first last recent existing new generated already " +
    "is are was were has have exists exist unknown known found missing stored saved kept returned removed deleted created added set " +
    "return returns store stores save saves keep keeps delete deletes remove removes list lists count counts everything anything all " +
    "together again number value counter id key action actions operation operations command type operationtype")
    .split(" "),
);
const LONGEST_THING = 3;

/** Up to three plain words, the longest first. */
export function thingSlot(reader: Reader, from: number): Parsed[] {
  const at = skipFillers(reader, from);
  const found: Parsed[] = [];
  for (let end = at; end < at + LONGEST_THING; end++) {
    const token = reader.tokens[end];
    if (token?.kind !== "word" || token.isName || RESERVED.has(token.lower) || STOPS.has(token.lower)) break;
    const value = reader.tokens.slice(at, end + 1).map(({ lower }) => lower).join(" ");
    found.unshift({ end: end + 1, value: { kind: "text", value, notes: [] } });
  }
  return found;
}

/** A thing that is kept, by the name that another sentence gave it; or a word that stands for any. */
export function knownThingSlot(reader: Reader, from: number): Parsed[] {
  return thingSlot(reader, from).filter(({ value }) =>
    value.kind === "text" && (reader.vocabulary.isThing(value.value) || ANY.has(value.value))
  );
}

const ANY = new Set("record entry item object record entries records items".split(" "));

/** A known field of the input, or the field of that name: what records are told apart by. */
export function keySlot(reader: Reader, from: number): Parsed[] {
  const at = isWord(reader, from, "that", "this", "same", "given", "its", "each", "every", "respective")
    ? from + 1
    : from;
  const known = reader.vocabulary.at(reader.tokens, at) ?? ownedKey(reader, at);
  if (!known || known.symbol.role !== "input") return [];
  const { symbol, end } = known;
  const value: SlotValue = { kind: "name", name: { key: symbol.key, words: symbol.key, symbol }, notes: [] };
  return [{ end, value }];
}

/** "the balance of the user": the user is told apart by the one field that is named after it, `userId`. */
function ownedKey(reader: Reader, at: number) {
  const token = reader.tokens[at];
  if (token?.kind !== "word") return null;
  const noun = canonical(token.text);
  const owned = reader.vocabulary.symbols().filter(({ role, key }) =>
    role === "input" && KEY_ENDS.some((end) => canonical(key) === `${noun}${end}`)
  );
  const [only, second] = owned;
  return only && !second ? { symbol: only, end: at + 1 } : null;
}

const KEY_ENDS = ["id", "key", "number", "no", "code", "name", "slug", "email"];

/** Known fields of the input, one or more. */
export function knownInputsSlot(reader: Reader, from: number): Parsed[] {
  return readNameList(reader, from).filter(({ value }) =>
    value.names.every(({ symbol }) => symbol?.role === "input")
  );
}

/** The names of operations: "get or delete of …". */
export function opNamesSlot(reader: Reader, from: number): Parsed[] {
  const values: string[] = [];
  let end = from;
  for (let at = from;;) {
    const token = reader.tokens[at];
    const name = reader.vocabulary.operations.find((each) =>
      each.toLowerCase() === token?.lower || each === token?.text
    );
    if (name === undefined) break;
    values.push(name);
    end = at + 1;
    at = end;
    while (isWord(reader, at, ",", "or", "and", "/")) at++;
    if (at === end) break;
  }
  return values.length > 0 ? [{ end, value: { kind: "texts", values, isAll: false, notes: [] } }] : [];
}

/** A number, a yes or no, or a text in quotes. */
export function constantSlot(reader: Reader, from: number): Parsed[] {
  const token = reader.tokens[from];
  const end = from + 1;
  const expr = (expr: Expr): Parsed[] => [{ end, value: { kind: "expr", expr, notes: [] } }];
  if (token?.kind === "quoted") return expr({ kind: "text", value: token.text });
  if (token?.kind === "number") return expr({ kind: "number", value: token.text });
  if (token?.lower === "zero") return expr({ kind: "number", value: "0" });
  return token?.lower === "true" || token?.lower === "false"
    ? expr({ kind: "boolean", value: token.lower === "true" })
    : [];
}

export const OLDEST =
  "(oldest first | in the order they were (added|created|saved|stored) | in order of creation | in the order of creation | in insertion order | in creation order | first added first | earliest first)";
export const NEWEST =
  "(newest first | latest first | most recent first | in reverse order | last added first)";

/** A phrase that is there or not. */
export function phraseSlot(reader: Reader, from: number, pattern: string): Parsed[] {
  const found = matchPrefix(reader, pattern, from);
  return found ? [{ end: found.end, value: { kind: "text", value: "", notes: [] } }] : [];
}

/** "email or name": fields of the input of which one may be missing. */
export function missedSlot(reader: Reader, from: number): Parsed[] {
  let end = from;
  for (let at = from;;) {
    const known = reader.vocabulary.at(reader.tokens, at);
    if (known?.symbol.role !== "input") break;
    end = known.end;
    at = end;
    while (isWord(reader, at, ",", "or", "and", "/")) at++;
    if (at === end) break;
  }
  return end > from ? [{ end, value: { kind: "text", value: "", notes: [] } }] : [];
}

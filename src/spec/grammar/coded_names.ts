/**
 * Names that are said in words and then as they are written in JSON: "number of coats (`coats`, a whole number)", "tip
 * percent (tipPercent)", "wall `width`", "a number of pages called `pages`". Both stand for the field.
 */
import type { Token } from "../text/tokens.ts";
import { canonical, keyOf } from "../text/vocabulary.ts";
import { asPlainWord } from "./plain_words.ts";
import type { Attribute, Name } from "./reader.ts";
import { isWord, matchPrefix, type Reader } from "./reader.ts";

export interface CodedName {
  end: number;
  name: Name;
  attributes: Attribute[];
  /** The bracket that gave the name goes on: "(`coats`, a whole number)". */
  isOpen: boolean;
}

const LONGEST_PHRASE = 7;

export function codedName(reader: Reader, from: number): CodedName | null {
  for (let at = from; at < from + LONGEST_PHRASE; at++) {
    if (at > from && isWord(reader, at, "(")) return inBrackets(reader, from, at);
    const called = at > from ? matchPrefix(reader, CALLED, at) : null;
    const code = reader.tokens[called?.end ?? -1];
    if (called && code?.kind === "word") return coded(reader, from, at, code, called.end + 1);
    const token = reader.tokens[at];
    if (!token || !isPhraseWord(reader, at, from)) return null;
    if (token.isName) return at > from && at - from <= 2 ? coded(reader, from, at, token, at + 1) : null;
  }
  return null;
}

const CALLED =
  "[(, which is | which is | , here)] (called|named | referred to as | known as | sent as | passed as | given as | under the (key|name)) [field|key|as]";

function isPhraseWord(reader: Reader, at: number, from: number): boolean {
  const token = reader.tokens[at];
  if (token?.kind !== "word") return false;
  return token.isName || asPlainWord(token) || (at > from && isWord(reader, at, "of", "the", "per"));
}

/** In the brackets stands a name as JSON has it, or the last word of the phrase again. */
function inBrackets(reader: Reader, from: number, open: number): CodedName | null {
  const code = reader.tokens[open + 1];
  const after = open + 2;
  if (code?.kind !== "word" || !isWord(reader, after, ")", ",", ";", ":")) return null;
  const phrase = reader.tokens.slice(from, open);
  const isSame = phrase.some(({ lower }) => canonical(lower) === canonical(code.lower));
  if (phrase.at(-1)!.isName || !(code.isName || isSame)) return null;
  const isOpen = !isWord(reader, after, ")");
  return { ...coded(reader, from, open, code, after + 1), isOpen };
}

function coded(reader: Reader, from: number, to: number, code: Token, end: number): CodedName {
  const phrase = reader.tokens.slice(from, to);
  const isCount = phrase[0]?.lower === "number" ||
    (phrase[0]?.lower === "how" && phrase[1]?.lower === "many");
  const noun = isCount ? phrase.slice(2) : phrase;
  const words = (noun.length > 0 ? noun : phrase).map(({ text }) => text).join(" ");
  const attributes: Attribute[] = isCount ? [{ kind: "type", type: "number" }] : [];
  return { end, name: { key: keyOf([code]), words }, attributes, isOpen: false };
}

/** The text functions of the library, for the interpreter; written apart from those of the generated code. */
import type { CharacterKind, Format, LibraryFn } from "../library/mod.ts";
import { isOfFormat } from "./formats.ts";

/** Arguments as plain values: numbers have become JSON numbers. */
export type PlainValue = string | number | boolean | string[] | null;

type TextFunction = (text: string, ...rest: PlainValue[]) => PlainValue;

const KINDS: Readonly<Record<CharacterKind, RegExp>> = {
  vowels: /[aeiou]/iu,
  consonants: /[b-df-hj-np-tv-z]/iu,
  digits: /\d/u,
  letters: /\p{L}/u,
  uppercase: /\p{Lu}/u,
  lowercase: /\p{Ll}/u,
  spaces: /\s/u,
  punctuation: /\p{P}/u,
  symbols: /[^\p{L}\p{N}\s]/u,
};

/** As many as asked for, and never fewer than none. */
function count(value: PlainValue | undefined): number {
  return Math.max(0, Math.floor(Number(value)));
}

const words = (text: string): string[] => text.match(/\S+/gu) ?? [];
const upperFirst = (text: string): string => {
  const [first = "", ...rest] = text;
  return first.toUpperCase() + rest.join("");
};
const isKind = (kind: PlainValue | undefined, char: string) => KINDS[kind as CharacterKind].test(char);

export const TEXTS: Partial<Record<LibraryFn, TextFunction>> = {
  title_case: (text) => text.replace(/\S+/gu, (word) => upperFirst(word.toLowerCase())),
  capitalized: (text) => upperFirst(text),
  reversed: (text) => [...text].reverse().join(""),
  replaced: (text, from, to) => from === "" ? text : text.split(String(from)).join(String(to)),
  single_spaced: (text) => words(text).join(" "),
  slug: (text) =>
    (text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join("-"),
  first_characters: (text, length) => [...text].slice(0, count(length)).join(""),
  last_characters: (text, length) => {
    const all = [...text];
    return all.slice(Math.max(0, all.length - count(length))).join("");
  },
  truncated: (text, length, mark) => {
    const all = [...text];
    return all.length <= count(length) ? text : all.slice(0, count(length)).join("") + mark;
  },
  masked: (text, start, end, mark) =>
    [...text].map((char, at, all) => at < count(start) || at >= all.length - count(end) ? char : mark).join(
      "",
    ),
  initials: (text) => words(text).map((word) => [...word][0]!.toUpperCase()).join(""),
  text_before: (text, mark) => mark === "" ? text : text.split(String(mark))[0]!,
  text_after: (text, mark) => mark === "" ? "" : text.split(String(mark)).slice(1).join(String(mark)),
  occurrences: (text, part) =>
    part === "" ? 0 : text.toLowerCase().split(String(part).toLowerCase()).length - 1,
  characters_of: (text, kind) => [...text].filter((char) => isKind(kind, char)).length,
  characters_kept: (text, kind) => [...text].filter((char) => isKind(kind, char)).join(""),
  characters_removed: (text, kind) => [...text].filter((char) => !isKind(kind, char)).join(""),
  sentence_count: (text) => text.split(/[.!?]+/u).filter((part) => /[\p{L}\p{N}]/u.test(part)).length,
  line_count: (text) => text === "" ? 0 : text.split("\n").length,
  is_palindrome: (text) => {
    const plain = [...text.toLowerCase()].filter((char) => /[\p{L}\p{N}]/u.test(char));
    return plain.join("") === plain.toReversed().join("");
  },
  emails_in: (text) =>
    words(text).flatMap((word) =>
      word.match(/[\w.%+-]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}/giu) ?? []
    ),
  urls_in: (text) =>
    words(text).flatMap((word) => word.match(/https?:\/\/[^\s<>"']+/iu) ?? []).map((url) =>
      url.replace(/[.,;:!?)\]]+$/u, "")
    ),
  hashtags_in: (text) => text.match(/#[\p{L}\p{N}_]+/gu) ?? [],
  mentions_in: (text) => text.match(/(?<![\p{L}\p{N}_])@[\p{L}\p{N}_]+/gu) ?? [],
  words_in: (text) => words(text),
  longest_word: (text) =>
    words(text).reduce((longest, word) => [...word].length > [...longest].length ? word : longest, ""),
  first_word: (text) => words(text).at(0) ?? "",
  last_word: (text) => words(text).at(-1) ?? "",
  split: (text, mark) => text.split(String(mark)).map((part) => part.trim()).filter((part) => part !== ""),
  padded: (text, length, mark) => {
    const missing = Math.min(count(length), 1000) - [...text].length;
    return missing > 0 ? String(mark).repeat(missing) + text : text;
  },
  is_format: (text, format) => isOfFormat(text, format as Format),
  has_shape: (text, shape) => new RegExp(`^(?:${shape})$`, "u").test(text),
};

export function joined(list: string[], mark: PlainValue): string {
  return list.join(String(mark));
}

import type { LibraryFunction } from "./mod.ts";
import { FORMATS } from "./formats.ts";

/** Kinds of characters that people count, keep and remove. */
export const CHARACTER_KINDS = [
  "vowels",
  "consonants",
  "digits",
  "letters",
  "uppercase",
  "lowercase",
  "spaces",
  "punctuation",
  "symbols",
] as const;
export type CharacterKind = typeof CHARACTER_KINDS[number];

const kind = { oneOf: CHARACTER_KINDS };

export const TEXT_FUNCTIONS = {
  /** The first letter of every word in upper case, all others in lower case. */
  title_case: { takes: ["string"], gives: "string" },
  /** The first character in upper case, the rest as it is. */
  capitalized: { takes: ["string"], gives: "string" },
  reversed: { takes: ["string"], gives: "string" },
  /** text, what to look for (as written, upper and lower case apart), what to put in its place: every occurrence. */
  replaced: { takes: ["string", "string", "string"], gives: "string" },
  /** One space for every run of white space, none at the ends. */
  single_spaced: { takes: ["string"], gives: "string" },
  /** Lower case, accents dropped, letters and digits kept, one hyphen for every run of anything else, none at the ends. */
  slug: { takes: ["string"], gives: "string" },
  /** text, number: that many characters from the start; all of a shorter text. */
  first_characters: { takes: ["string", "number"], gives: "string" },
  last_characters: { takes: ["string", "number"], gives: "string" },
  /** text, length, mark: a longer text is cut to the length, and the mark is put behind it. */
  truncated: { takes: ["string", "number", "string"], gives: "string" },
  /** text, kept at the start, kept at the end, mark: every other character becomes the mark. */
  masked: { takes: ["string", "number", "number", "string"], gives: "string" },
  /** The first letter of every word, in upper case. */
  initials: { takes: ["string"], gives: "string" },
  /** What comes before the first occurrence; all of a text without one. */
  text_before: { takes: ["string", "string"], gives: "string" },
  /** What comes after the first occurrence; empty for a text without one. */
  text_after: { takes: ["string", "string"], gives: "string" },
  /** text, part: how often it occurs, whatever its case, without overlaps. */
  occurrences: { takes: ["string", "string"], gives: "number" },
  characters_of: { takes: ["string", kind], gives: "number" },
  characters_kept: { takes: ["string", kind], gives: "string" },
  characters_removed: { takes: ["string", kind], gives: "string" },
  sentence_count: { takes: ["string"], gives: "number" },
  line_count: { takes: ["string"], gives: "number" },
  /** The same from both ends; case and everything but letters and digits are passed over. */
  is_palindrome: { takes: ["string"], gives: "boolean" },
  emails_in: { takes: ["string"], gives: "string_list" },
  urls_in: { takes: ["string"], gives: "string_list" },
  hashtags_in: { takes: ["string"], gives: "string_list" },
  mentions_in: { takes: ["string"], gives: "string_list" },
  words_in: { takes: ["string"], gives: "string_list" },
  /** Of words of the same length the first; empty for a text without words. */
  longest_word: { takes: ["string"], gives: "string" },
  first_word: { takes: ["string"], gives: "string" },
  last_word: { takes: ["string"], gives: "string" },
  /** The parts of a text between the marks, without the spaces around them; empty parts are left out. */
  split: { takes: ["string", "string"], gives: "string_list" },
  joined: { takes: ["string_list", "string"], gives: "string" },
  /** text, length (at most 1000), mark: marks before it until it is that long. */
  padded: { takes: ["string", "number", "string"], gives: "string" },
  /** Whether a text is of a format: a valid e-mail address, an IBAN whose check digits fit. */
  is_format: { takes: ["string", { oneOf: FORMATS }], gives: "boolean" },
  /** Whether the whole text has a shape, a regular expression of the plain kind that `shape.ts` allows. */
  has_shape: { takes: ["string", "literal"], gives: "boolean" },
} as const satisfies Record<string, LibraryFunction>;

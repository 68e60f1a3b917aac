/** What is done to texts. Characters are Unicode characters; nothing here fails for any text. */

export function titleCase(text: string): string {
  return text.toLowerCase().split(/(\s+)/).map(capitalized).join("");
}

export function capitalized(text: string): string {
  const first = firstCharacters(text, 1);
  return first.toUpperCase() + text.slice(first.length);
}

export function reversed(text: string): string {
  return Array.from(text).toReversed().join("");
}

/** Every occurrence, upper and lower case apart. */
export function replaced(text: string, from: string, to: string): string {
  return from === "" ? text : text.replaceAll(from, () => to);
}

export function singleSpaced(text: string): string {
  return text.trim().replace(/\s+/g, " ");
}

/** Lower case, accents dropped, and one hyphen for every run of anything but letters and digits. */
export function slug(text: string): string {
  const plain = text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase();
  return plain.replace(/[^\p{L}\p{N}]+/gu, " ").trim().replaceAll(" ", "-");
}

export function firstCharacters(text: string, count: number): string {
  return Array.from(text).slice(0, wholeCount(count)).join("");
}

export function lastCharacters(text: string, count: number): string {
  const wanted = wholeCount(count);
  return wanted === 0 ? "" : Array.from(text).slice(-wanted).join("");
}

/** A longer text is cut to the length, and the mark is put behind it. */
export function truncated(text: string, length: number, mark: string): string {
  const short = firstCharacters(text, length);
  return short === text ? text : short + mark;
}

/** Every character becomes the mark, but for some at the start and at the end. */
export function masked(text: string, keptAtStart: number, keptAtEnd: number, mark: string): string {
  const characters = Array.from(text);
  const end = characters.length - wholeCount(keptAtEnd);
  return characters.map((each, at) => at < wholeCount(keptAtStart) || at >= end ? each : mark).join("");
}

export function initials(text: string): string {
  return wordsIn(text).map((word) => firstCharacters(word, 1).toUpperCase()).join("");
}

/** All of a text that does not have the mark. */
export function textBefore(text: string, mark: string): string {
  const at = mark === "" ? -1 : text.indexOf(mark);
  return at === -1 ? text : text.slice(0, at);
}

/** Nothing of a text that does not have the mark. */
export function textAfter(text: string, mark: string): string {
  const at = mark === "" ? -1 : text.indexOf(mark);
  return at === -1 ? "" : text.slice(at + mark.length);
}

/** How often a part occurs, whatever its case. */
export function occurrences(text: string, part: string): number {
  const sought = part.toLowerCase();
  return sought === "" ? 0 : text.toLowerCase().split(sought).length - 1;
}

const KINDS = {
  vowels: /[aeiou]/i,
  consonants: /[b-df-hj-np-tv-z]/i,
  digits: /[0-9]/,
  letters: /\p{L}/u,
  uppercase: /\p{Lu}/u,
  lowercase: /\p{Ll}/u,
  spaces: /\s/,
  punctuation: /\p{P}/u,
  symbols: /[^\p{L}\p{N}\s]/u,
};

type Kind = keyof typeof KINDS;

export function charactersOf(text: string, kind: Kind): number {
  return Array.from(text).filter((each) => KINDS[kind].test(each)).length;
}

export function charactersKept(text: string, kind: Kind): string {
  return Array.from(text).filter((each) => KINDS[kind].test(each)).join("");
}

export function charactersRemoved(text: string, kind: Kind): string {
  return Array.from(text).filter((each) => !KINDS[kind].test(each)).join("");
}

export function sentenceCount(text: string): number {
  return text.split(/[.!?]/).filter((part) => /[\p{L}\p{N}]/u.test(part)).length;
}

export function lineCount(text: string): number {
  return text === "" ? 0 : text.split("\n").length;
}

/** Case and everything but letters and digits are passed over. */
export function isPalindrome(text: string): boolean {
  const plain = text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
  return plain === reversed(plain);
}

export function emailsIn(text: string): string[] {
  return text.match(/[\w.%+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}/g) ?? [];
}

/** Web addresses, without the punctuation of the sentence that they stand in. */
export function urlsIn(text: string): string[] {
  return wordsIn(text).flatMap((word) => /https?:\/\/[^<>"']+/i.exec(word)?.[0] ?? []).map(withoutEnd);
}

function withoutEnd(url: string): string {
  let end = url.length;
  while (".,;:!?)]".includes(url.charAt(end - 1)) && end > 0) end--;
  return url.slice(0, end);
}

export function hashtagsIn(text: string): string[] {
  return text.match(/#[\p{L}\p{N}_]+/gu) ?? [];
}

export function mentionsIn(text: string): string[] {
  return text.match(/(?<![\p{L}\p{N}_])@[\p{L}\p{N}_]+/gu) ?? [];
}

export function wordsIn(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}

/** Of words of the same length the first. */
export function longestWord(text: string): string {
  const length = (word: string) => Array.from(word).length;
  const [longest = ""] = wordsIn(text).toSorted((a, b) => length(b) - length(a));
  return longest;
}

export function firstWord(text: string): string {
  return wordsIn(text)[0] ?? "";
}

export function lastWord(text: string): string {
  return wordsIn(text).at(-1) ?? "";
}

/** The parts between the marks, without the spaces around them; empty parts are left out. */
export function split(text: string, mark: string): string[] {
  return text.split(mark).map((part) => part.trim()).filter((part) => part !== "");
}

/** Marks before the text until it is that long, at most 1000 characters. */
export function padded(text: string, length: number, mark: string): string {
  const missing = Math.min(wholeCount(length), 1000) - Array.from(text).length;
  return mark.repeat(Math.max(0, missing)) + text;
}

function wholeCount(count: number): number {
  return Math.max(0, Math.floor(count));
}

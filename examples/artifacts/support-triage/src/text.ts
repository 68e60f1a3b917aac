/** Looking for words in texts. All comparisons ignore case; an absent text contains nothing. */

const ENDINGS = ["", "s", "es", "d", "ed", "ing"];

export function containsAny(text: string | null, parts: readonly string[]): boolean {
  const lower = text?.toLowerCase() ?? "";
  return text !== null && parts.some((part) => lower.includes(part.toLowerCase()));
}

export function startsWithAny(text: string | null, parts: readonly string[]): boolean {
  const lower = text?.toLowerCase() ?? "";
  return text !== null && parts.some((part) => lower.startsWith(part.toLowerCase()));
}

export function endsWithAny(text: string | null, parts: readonly string[]): boolean {
  const lower = text?.toLowerCase() ?? "";
  return text !== null && parts.some((part) => lower.endsWith(part.toLowerCase()));
}

/** Whether a keyword stands in the text as a whole word, or with an ending such as -s, -ed or -ing. */
export function mentionsAny(text: string | null, keywords: readonly string[]): boolean {
  return text !== null && mentionsIn(separated(text), keywords);
}

/** The value of the first class that has a keyword in one of the texts. */
export function firstMentioned(
  texts: readonly (string | null)[],
  classes: readonly { value: string; keywords: readonly string[] }[],
): string | null {
  const words = separated(texts.map((text) => text ?? "").join("\n"));
  return classes.find(({ keywords }) => mentionsIn(words, keywords))?.value ?? null;
}

/** Whether a list has an entry, whatever its case. */
export function hasEntry(list: readonly string[] | null, entries: readonly string[]): boolean {
  const wanted = new Set(entries.map((entry) => entry.toLowerCase()));
  return list !== null && list.some((entry) => wanted.has(entry.toLowerCase()));
}

/** Characters of a text or entries of a list; 0 when absent. */
export function lengthOf(value: string | readonly unknown[] | null): number {
  return typeof value === "string" ? [...value].length : value?.length ?? 0;
}

/** Words of a text, as they are set apart by spaces; 0 when absent. */
export function wordsOf(text: string | null): number {
  return text?.split(/\s+/).filter((word) => word !== "").length ?? 0;
}

/** Whether a text is there and holds more than spaces. */
export function isFilled(text: string | null): boolean {
  return text !== null && text.trim() !== "";
}

function mentionsIn(words: string, keywords: readonly string[]): boolean {
  return keywords.some((keyword) => {
    const start = separated(keyword).trimEnd();
    return ENDINGS.some((ending) => words.includes(`${start}${ending} `));
  });
}

/** The words of a text in lower case, with one space before and after each. */
function separated(text: string): string {
  return ` ${text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `;
}

/**
 * Shapes of texts ("three letters followed by 4 digits") as regular expressions of a plain kind: one part after the
 * other, each a character or a class of characters, so many times. No groups, alternatives or references, and at most
 * one part without an upper limit, so that no text can make one slow.
 */
const PART =
  /(?:\\[dws.\-+*?()[\]{}|^$/\\]|\[(?:\\[dws.\-\]\\^]|[^\\[\]^])+\]|[^\\[\](){}*+?|^$/])(?:\{\d{1,3}(?:,\d{0,3})?\}|[+*?])?/gy;

export const LONGEST_SHAPE = 300;

export function isShape(source: string): boolean {
  if (source === "" || source.length > LONGEST_SHAPE) return false;
  const parts = source.match(PART) ?? [];
  return parts.join("") === source && parts.filter(isEndless).length <= 1 && isValid(source);
}

function isEndless(part: string): boolean {
  const times = part.replace(/^(?:\\.|\[(?:\\.|[^\]])+\]|.)/, "");
  return /^(?:[+*]|\{\d+,\})$/.test(times);
}

function isValid(source: string): boolean {
  try {
    return new RegExp(`^${source}$`, "u").source !== "";
  } catch {
    return false;
  }
}

/** A text as a part of a shape, letter by letter. */
export function literalShape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}

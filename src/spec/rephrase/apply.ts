/** Puts the words of the table in the place of others. Each new word keeps the place of those it stands for. */
import type { Span } from "../text/blocks.ts";
import type { Token } from "../text/tokens.ts";
import { findIn, type Found } from "./match.ts";
import type { Rephrasing } from "./row.ts";

/** The sentences that one becomes, or `null` where the row says nothing of it. */
export function rephrase(
  tokens: readonly Token[],
  row: Rephrasing,
  words: ReadonlySet<string> = wordsOf(tokens),
): Token[][] | null {
  const found = findIn(tokens, words, row);
  if (!found) return null;
  const before = tokens.slice(0, found.start);
  const after = tokens.slice(found.end);
  const made = row.means.map((means) => [...before, ...written(means, found, tokens), ...after]);
  return made.map(withoutStrayStops).filter((sentence) => sentence.length > 0);
}

export function wordsOf(tokens: readonly Token[]): ReadonlySet<string> {
  return new Set(tokens.map(({ lower }) => lower));
}

function written(means: string, { start, end, slots }: Found, tokens: readonly Token[]): Token[] {
  const span = { start: tokens[start]!.start, end: tokens[end - 1]!.end };
  return means.split(" ").filter(Boolean).flatMap((part) => {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    return name ? slots[name] ?? [] : [wordAt(part, span)];
  });
}

function wordAt(text: string, { start, end }: Span): Token {
  const kind = /^\w/.test(text) ? "word" : "symbol";
  return { kind, text, lower: text.toLowerCase(), isName: false, start, end };
}

/** A comma that began or doubled a clause which isn't there any more. */
function withoutStrayStops(tokens: readonly Token[]): Token[] {
  return tokens.filter(({ text }, at) => text !== "," || (at > 0 && tokens[at - 1]!.text !== ","));
}

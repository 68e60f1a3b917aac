/**
 * Which patterns of the table can read a sentence at all, told from its words, so that a sentence is not held against
 * every one of them. What is left out could not match: a pattern whose first word is fixed needs it at the start, any
 * other needs one of the words of its first anchor.
 */
import { compilePattern, type Pattern } from "../grammar/pattern.ts";
import type { Row } from "../rows/facts.ts";

export interface Place {
  row: Row;
  pattern: Pattern;
}

export interface RowIndex {
  places: readonly Place[];
  /** Numbers of places by a word that they need somewhere. */
  byWord: ReadonlyMap<string, readonly number[]>;
  /** Those that need no word. */
  anywhere: readonly number[];
}

export function indexOf(rows: readonly Row[]): RowIndex {
  const places = rows.flatMap((row) =>
    row.patterns.map((source) => ({ row, pattern: compilePattern(source) }))
  );
  const byWord = new Map<string, number[]>();
  const anywhere: number[] = [];
  places.forEach(({ pattern }, n) => {
    const needed = pattern.firsts ?? rarest(pattern);
    if (!needed) anywhere.push(n);
    else for (const word of needed) byWord.set(word, [...byWord.get(word) ?? [], n]);
  });
  return { places, byWord, anywhere };
}

/** The anchor with the fewest words sends the fewest sentences here. */
function rarest({ anchors }: Pattern): ReadonlySet<string> | undefined {
  return anchors.toSorted((a, b) => a.size - b.size)[0];
}

/** In the order of the table. */
export function placesFor({ places, byWord, anywhere }: RowIndex, words: ReadonlySet<string>): Place[] {
  const numbers = new Set(anywhere);
  for (const word of words) byWord.get(word)?.forEach((n) => numbers.add(n));
  return [...numbers].sort((a, b) => a - b).map((n) => places[n]!);
}

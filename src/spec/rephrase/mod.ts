/**
 * Other wordings of what the statement table reads. A sentence that no row reads as it stands is put into the words of
 * the table, one row of rephrasings after the other until none has anything to say, and read again; so each wording
 * serves every row. A rephrasing keeps the meaning, or it isn't taken.
 */
import type { Token } from "../text/tokens.ts";
import { rephrase, wordsOf } from "./apply.ts";
import type { Rephrasing } from "./row.ts";
import { REPHRASINGS } from "./rows/mod.ts";

export type { Rephrasing } from "./row.ts";
export { rephrase } from "./apply.ts";
export { findIn } from "./match.ts";
export { REPHRASINGS } from "./rows/mod.ts";

/** A sentence in other words: several sentences where it says several things. */
export type Wording = readonly (readonly Token[])[];

const MOST_STEPS = 16;
const MOST_SENTENCES = 6;
const MOST_WORDINGS = 4;
/** A longer sentence is a list of many things, not one of them in other words. */
const LONGEST = 120;

/** The sentence in the words of the table, and on the way there; the last first. */
export function wordingsOf(tokens: readonly Token[], rows: readonly Rephrasing[] = REPHRASINGS): Wording[] {
  if (tokens.length > LONGEST) return [];
  const known = remembered.get(tokens);
  if (known?.rows === rows) return known.wordings;
  const wordings = worked(tokens, rows);
  remembered.set(tokens, { rows, wordings });
  return wordings;
}

/** A sentence is read again whenever a name has been learned; its wordings stay the same. */
const remembered = new WeakMap<readonly Token[], { rows: readonly Rephrasing[]; wordings: Wording[] }>();

function worked(tokens: readonly Token[], rows: readonly Rephrasing[]): Wording[] {
  const wordings: Wording[] = [];
  let now: Wording = [tokens];
  for (let step = 0; step < MOST_STEPS; step++) {
    const next = stepFrom(now, rows);
    if (!next) break;
    wordings.unshift(next);
    now = next;
  }
  return wordings.slice(0, MOST_WORDINGS);
}

/** The first row that has something to say of one of the sentences. */
function stepFrom(sentences: Wording, rows: readonly Rephrasing[]): Wording | null {
  const words = sentences.map(wordsOf);
  for (const row of rows) {
    for (const [at, sentence] of sentences.entries()) {
      const made = rephrase(sentence, row, words[at]);
      if (!made || sentences.length - 1 + made.length > MOST_SENTENCES || isSame(made, sentence)) continue;
      return [...sentences.slice(0, at), ...made, ...sentences.slice(at + 1)];
    }
  }
  return null;
}

function isSame(made: Wording, sentence: readonly Token[]): boolean {
  return made.length === 1 && textOf(made[0]!) === textOf(sentence);
}

function textOf(tokens: readonly Token[]): string {
  return tokens.map(({ text }) => text).join(" ");
}

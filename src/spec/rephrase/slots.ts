/** What a slot of a rephrasing may hold, told word by word. */
import { RESERVED } from "../grammar/words.ts";
import type { Token } from "../text/tokens.ts";

export interface SlotKind {
  most: number;
  mayHold: (token: Token) => boolean;
  /** It reaches as far as it can, and not as far as it must. */
  isGreedy?: boolean;
}

const STOPS = new Set([",", ";", ":", ".", "!", "?", "(", ")"]);
const LINKS = new Set(
  "if when unless where otherwise else then and or but that which who whose because so".split(" "),
);
const ARTICLES = new Set("a an the my our your their its this his her".split(" "));

const isPhrased = (token: Token) => !STOPS.has(token.text) && !LINKS.has(token.lower);

export const SLOT_KINDS: Readonly<Record<string, SlotKind>> = {
  /** Everything up to the end. */
  rest: { most: 400, mayHold: () => true, isGreedy: true },
  /** Whatever stands there, as little as will do. */
  any: { most: 60, mayHold: ({ text }) => text !== ";" },
  /** One phrase: no link to another clause in it, and no stop. */
  phrase: { most: 10, mayHold: isPhrased },
  /** A noun phrase: words alone, none with a meaning in the grammar but an article. */
  noun: {
    most: 5,
    mayHold: (token) =>
      token.kind === "word" && (ARTICLES.has(token.lower) || !RESERVED.has(token.lower) || token.isName),
  },
  /** Words that ask for nothing by themselves: no number, no quoted text, no name of code. */
  plain: { most: 24, mayHold: (token) => isPlain(token) },
  number: { most: 1, mayHold: ({ kind }) => kind === "number" },
  quoted: { most: 1, mayHold: ({ kind }) => kind === "quoted" },
  word: { most: 1, mayHold: ({ kind }) => kind === "word" },
};

const RULING = new Set(
  "if when unless otherwise else must should shall not no never only except without more less most least under over above below before after nobody nothing nor neither"
    .split(" "),
);

function isPlain(token: Token): boolean {
  return token.kind === "word" && !token.isName && !RULING.has(token.lower);
}

/**
 * What a request is decided to be, said by a verb: "reject", "are always approved", "need review". It is one of the
 * values that a field of the answer was said to have: `decision: approved, rejected or needs_review`.
 */
import type { Parsed, Reader, SlotValue } from "./reader.ts";
import { skipFillers } from "./reader.ts";
import { wordsOf } from "../text/vocabulary.ts";

type Chain = Extract<SlotValue, { kind: "chain" }>;

const LONGEST = 3;

/** The target, and the value as what holds in every case. */
export function readVerdict(reader: Reader, from: number): Parsed<Chain>[] {
  const at = skipFillers(reader, from);
  for (let length = LONGEST; length > 0; length--) {
    const tokens = reader.tokens.slice(at, at + length);
    if (tokens.length < length || tokens.some(({ kind }) => kind !== "word" && kind !== "quoted")) continue;
    const [only, second] = meantBy(reader, tokens.map(({ text }) => text).join(" "));
    if (!only || second) continue;
    const { symbol, value } = only;
    const target = { key: symbol.key, words: symbol.key, symbol };
    const chain: Chain = {
      kind: "chain",
      target,
      branches: [],
      otherwise: { kind: "text", value },
      notes: [],
    };
    return [{ end: at + length, value: chain }];
  }
  return [];
}

/** The values, of all fields of the answer, that the words are a form of. */
function meantBy(reader: Reader, words: string) {
  const stem = stemOf(words);
  return reader.vocabulary.symbols().flatMap((symbol) =>
    symbol.role === "value"
      ? (symbol.options ?? []).filter((value) => stemOf(value) === stem).map((value) => ({ symbol, value }))
      : []
  );
}

/** "rejected", "rejects" and "reject" have one stem; so have "needs_review" and "need review". */
function stemOf(words: string): string {
  return wordsOf(words).map((word) =>
    word.replace(/ies$|ied$|y$/, "i").replace(/es$|(?<!s)s$/, "").replace(/([bdgmnprt])\1ed$/, "$1")
      .replace(/e?d$|e$/, "")
  ).join(" ");
}

/** "is a positive number", "is not a number above 0", "is below zero": what a number must be, said as what it is. */
import type { CompareOp, Expr } from "../expr.ts";
import type { LibraryComparator } from "./library/mod.ts";
import { exprIn, number } from "./library/phrases.ts";

const NUMBER = "[whole|real|decimal] (number|integer|amount|value|figure)";
const IS = "[is|are|be]";
const IS_NOT = "(is not | isn't | are not | aren't | not)";

interface Kind {
  op: CompareOp;
  /** What it is compared with; without it the slot `right`. */
  limit?: string;
  words: string;
}

const KINDS: readonly Kind[] = [
  { op: "gt", limit: "0", words: `positive [${NUMBER}]` },
  { op: "lt", limit: "0", words: `negative [${NUMBER}]` },
  { op: "ge", limit: "0", words: `(non-negative|nonnegative) [${NUMBER}]` },
  { op: "gt", words: `${NUMBER} (above|over | (greater|more|higher|larger|bigger) than) {right:sum}` },
  { op: "lt", words: `${NUMBER} (below|under | (less|lower|smaller) than) {right:sum}` },
  { op: "ge", words: `${NUMBER} of at least {right:sum}` },
  { op: "le", words: `${NUMBER} of at most {right:sum}` },
];

export const NUMBER_KINDS: readonly LibraryComparator[] = KINDS.flatMap((kind) => [
  { kind: "test", negated: true, patterns: [`${IS_NOT} ${kind.words}`], build: builder(kind), examples: [] },
  { kind: "test", patterns: [`${IS} ${kind.words}`], build: builder(kind), examples: [] },
]);

function builder({ op, limit }: Kind): LibraryComparator["build"] {
  return (left, match): Expr | null => {
    const right = limit === undefined ? exprIn(match, "right") : number(limit);
    return right ? { kind: "compare", op, left, right } : null;
  };
}

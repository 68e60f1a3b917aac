/**
 * What must hold: "check-out must be after check-in", "amount may not exceed balance", "the code has to be 6 digits". The
 * sentence is turned into the plain statement that it demands, and that is read as a condition.
 */
import type { Token } from "../text/tokens.ts";
import { readConditions } from "./conditions.ts";
import { isWord, type Name, type Parsed, type Reader, readerOf, skipFillers } from "./reader.ts";

const MODALS: readonly { words: string[]; isNegative?: boolean }[] = [
  ...[
    "must not",
    "should not",
    "shall not",
    "may not",
    "can not",
    "must never",
    "should never",
    "may never",
    "ought not to",
    "is not allowed to",
    "are not allowed to",
  ]
    .map((words) => ({ words: words.split(" "), isNegative: true })),
  ...["cannot", "can't", "mustn't", "shouldn't"].map((word) => ({ words: [word], isNegative: true })),
  ...[
    "has to",
    "have to",
    "needs to",
    "need to",
    "ought to",
    "is to",
    "are to",
    "must always",
    "must",
    "should always",
    "should",
    "shall",
  ]
    .map((words) => ({ words: words.split(" ") })),
];

/** Verbs as they stand after "must", and as they stand in a statement. */
const VERBS: Readonly<Record<string, string>> = {
  be: "is",
  have: "has",
  exceed: "exceeds",
  equal: "equals",
  match: "equals",
  come: "is",
  fall: "falls",
  lie: "is",
};

/** "email or phone": two or more fields of the input, joined by "or". */
export function readEitherFields(reader: Reader, from: number): Parsed[] {
  const names: Name[] = [];
  let end = from;
  for (let at = skipFillers(reader, from);;) {
    const known = reader.vocabulary.at(reader.tokens, at);
    if (known?.symbol.role !== "input") break;
    names.push({ key: known.symbol.key, words: known.symbol.key, symbol: known.symbol });
    end = known.end;
    at = end;
    while (isWord(reader, at, ",", "or", "a", "an", "the")) at++;
    if (at === end) break;
  }
  return names.length > 1 ? [{ end, value: { kind: "names", names, notes: [] } }] : [];
}

interface Plain {
  tokens: Token[];
  /** Where each token stood. */
  places: number[];
  isNegative: boolean;
}

export function readObligation(reader: Reader, from: number): Parsed[] {
  const plain = plainly(reader, from);
  if (!plain) return [];
  const inner = readerOf(plain.tokens, reader.vocabulary, reader.slots, reader.budget, reader.implies);
  return readConditions(inner, 0).filter(({ end }) => end > 2).map(({ end, value }) => ({
    end: plain.places[end - 1]! + 1,
    value: { ...value, expr: plain.isNegative ? { kind: "not", of: value.expr } : value.expr },
  }));
}

/** What must not be, as the condition that then holds: "must not be negative". */
export function readProhibition(reader: Reader, from: number): Parsed[] {
  return readObligation(reader, from).filter(({ value }) =>
    value.kind === "expr" && value.expr.kind === "not"
  );
}

/** The statement that is demanded, from a token to the end of the sentence. */
function plainly(reader: Reader, from: number): Plain | null {
  const tokens: Token[] = [];
  const places: number[] = [];
  let found: boolean | null = null;
  for (let at = from; at < reader.tokens.length;) {
    const modal = MODALS.find(({ words }) => words.every((word, n) => reader.tokens[at + n]?.lower === word));
    if (!modal) {
      tokens.push(reader.tokens[at]!);
      places.push(at++);
      continue;
    }
    // A second "must not" beside a "must" would need two statements.
    const isJoined = ["and", ",", "but"].includes(tokens.at(-1)?.lower ?? "");
    if (found !== null && (!isJoined || found !== (modal.isNegative ?? false))) break;
    found = modal.isNegative ?? false;
    at += modal.words.length;
    const verb = reader.tokens[at];
    if (!verb) return null;
    const lower = VERBS[verb.lower] ?? verb.lower;
    tokens.push({ ...verb, text: lower, lower });
    places.push(at++);
  }
  return found === null ? null : { tokens, places, isNegative: found };
}

/** Look-ups in a sentence: "BER is Berlin, CDG is Paris", "small 5, medium 8, large 12 euros", `200 -> "OK"`. */
import type { Expr } from "../expr.ts";
import { keyOf, type Symbol, type Vocabulary } from "../text/vocabulary.ts";
import type { Token } from "../text/tokens.ts";
import { valueOf } from "./cells.ts";
import type { Name, Parsed, Reader, SlotValue } from "./reader.ts";
import { isWord, matchPrefix, skipFillers } from "./reader.ts";
import { isCode } from "./texts.ts";
import { RESERVED } from "./words.ts";

export type Pairs = Extract<SlotValue, { kind: "pairs" }>;
type Pair = Pairs["pairs"][number];

const LONGEST_KEY = 4;
const LONGEST_VALUE = 5;
const LINK =
  "(is|are|=|:|->|=>|-|means|costs|cost|gets|pays|gives|has | maps to | stands for | equals | corresponds to)";
const REST =
  "(anything else | everything else | everyone else | any other [code|value|one] | all others | all other [countries|values|codes] | others|other|otherwise|else|default|rest | the rest)";

/** At least two pairs, or what may be the end of a list of them. */
export function readPairs(reader: Reader, from: number): Parsed<Pairs>[] {
  const pairs: Pair[] = [];
  let end = from;
  for (let at = from;;) {
    const next = readPair(reader, at);
    if (!next) break;
    pairs.push(next.value);
    end = next.end;
    const after = afterJoint(reader, end);
    if (after === end) break;
    at = after;
  }
  return pairs.filter(({ isRest }) => !isRest).length < 2
    ? []
    : [{ end, value: { kind: "pairs", pairs, start: reader.tokens[from]!.start, notes: [] } }];
}

function afterJoint(reader: Reader, from: number): number {
  let at = from;
  while (isJoint(reader, at)) at++;
  return at;
}

function isJoint(reader: Reader, at: number): boolean {
  const token = reader.tokens[at];
  return token !== undefined && [",", ";", "and", "or"].includes(token.lower) &&
    !isCode(reader.tokens, token);
}

/** One pair that takes up all of a line. */
export function readWholePair(reader: Reader): Pair | null {
  const last = reader.tokens.findLastIndex(({ lower }) => lower !== "." && lower !== ";" && lower !== ",");
  const tokens = reader.tokens.slice(0, last + 1);
  const pair = readPair({ ...reader, tokens }, 0);
  return pair?.end === tokens.length ? pair.value : null;
}

function readPair(reader: Reader, from: number): Parsed<Pair> | null {
  const at = skipFillers(reader, from);
  const rest = matchPrefix(reader, REST, at);
  if (rest) {
    const value = readValueAfter(reader, rest.end);
    return value && { end: value.end, value: { entry: "", isRest: true, ...value.value } };
  }
  for (const key of keysAt(reader, at)) {
    const value = readValueAfter(reader, key.end);
    if (value) return { end: value.end, value: { entry: key.text, isRest: false, ...value.value } };
  }
  return null;
}

interface Key {
  end: number;
  text: string;
}

/** A number, a quoted text, or up to a few words; the shortest first, so that the value gets the rest. */
function keysAt(reader: Reader, at: number): Key[] {
  const first = reader.tokens[at];
  if (first?.kind === "number" || first?.kind === "quoted") return [{ end: at + 1, text: first.text }];
  const keys: Key[] = [];
  for (let end = at; end < at + LONGEST_KEY && isPlain(reader, reader.tokens[end]);) {
    end++;
    keys.push({ end, text: reader.tokens.slice(at, end).map(({ text }) => text).join(" ") });
  }
  return keys;
}

function isPlain(reader: Reader, token: Token | undefined): boolean {
  return token?.kind === "word" && (!RESERVED.has(token.lower) || isCode(reader.tokens, token));
}

type Value = Parsed<{ value: Expr; isPercent: boolean }>;

/** After a link anything may stand; without one only a number may: "small 5". */
function readValueAfter(reader: Reader, from: number): Value | null {
  const link = matchPrefix(reader, LINK, from);
  const start = link?.end ?? from;
  for (let length = LONGEST_VALUE; length > 0; length--) {
    const tokens = reader.tokens.slice(start, start + length);
    if (tokens.length < length || tokens.some((_, n) => isJoint(reader, start + n))) {
      continue;
    }
    const value = valueOf({ ...reader, tokens, memo: new WeakMap() });
    if (
      !value ||
      (value.value.kind === "text" &&
        !tokens.every((token) => token.kind === "quoted" || isPlain(reader, token)))
    ) continue;
    if (!link && value.value.kind !== "number") return null;
    if (!endsPair(reader, start + length)) continue;
    return { end: start + length, value: { value: value.value, isPercent: value.isPercent } };
  }
  return null;
}

function endsPair(reader: Reader, at: number): boolean {
  return at >= reader.tokens.length || isWord(reader, at, ",", ";", "and", ".", "or");
}

const BY =
  "(by|per | for each | for every | depends on | depend on | depending on | based on | according to | of each | for|of)";
const EMPTY = new Set(
  ("a an the is are was be looked up follows follow following as table list lookup look-up mapping map maps to use uses these those this our we in from with " +
    "below here each every determined given set fixed and it values rates")
    .split(" "),
);

/** Everything before the colon: "The day rate depends on grade:". */
export function readLookupLabel(reader: Reader, from: number): Parsed[] {
  const colon = reader.tokens.findIndex(({ lower }, n) => n > from && lower === ":");
  if (colon === -1 || colon - from > LONGEST_LABEL) return [];
  const tokens = reader.tokens.slice(from, colon);
  if (tokens.some(({ kind }) => kind !== "word")) return [];
  return [{ end: colon + 1, value: { kind: "label", label: labelOf(reader, tokens), notes: [] } }];
}

const LONGEST_LABEL = 12;

/** What the words before a look-up say: the field it goes by, and what is found. */
export function labelOf(
  reader: Reader,
  tokens: readonly Token[],
): { words: string; by?: Symbol; target?: Name } {
  const words = tokens.map(({ text }) => text).join(" ");
  const inner: Reader = {
    ...reader,
    tokens,
    words: new Set(tokens.map(({ lower }) => lower)),
    possible: new Map(),
  };
  for (let at = 0; at < tokens.length; at++) {
    const link = matchPrefix(inner, BY, at);
    if (!link) continue;
    const known = reader.vocabulary.at(tokens, skipFillers(inner, link.end));
    const by = known?.symbol.role === "input" ? known.symbol : undefined;
    return { words, by, target: targetOf(tokens.slice(0, at), reader.vocabulary) };
  }
  return { words, target: targetOf(tokens, reader.vocabulary) };
}

function targetOf(tokens: readonly Token[], vocabulary: Vocabulary): Name | undefined {
  const kept = tokens.filter((token) => token.kind === "word" && !EMPTY.has(token.lower));
  if (kept.length === 0 || kept.length > 4) return undefined;
  const isField = kept.some((_, n) => vocabulary.at(kept, n)?.symbol.role === "input");
  if (isField) return undefined;
  const spoken = kept.map(({ text }) => text).join(" ");
  const symbol = vocabulary.find(spoken);
  const single = kept.map((token, n) =>
    n === kept.length - 1 ? { ...token, text: singular(token.text) } : token
  );
  return { key: symbol?.key ?? keyOf(single), words: spoken, symbol };
}

function singular(word: string): string {
  return /[^s]s$/.test(word) ? word.slice(0, -1) : word;
}

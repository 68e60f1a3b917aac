import type { Expr } from "../expr.ts";
import type { ValueType } from "../schema.ts";
import type { Format } from "../library/mod.ts";
import type { Token } from "../text/tokens.ts";
import type { Symbol, Vocabulary } from "../text/vocabulary.ts";
import type { Detail } from "../rows/effects.ts";
import type { Move } from "./moves.ts";
import type { ShapeEntry } from "./services.ts";
import { compilePattern, hasAnchorsOf, type Pattern, type PatternNode } from "./pattern.ts";
import { FILLERS, TERMINAL } from "./words.ts";

/** Something that a slot took for granted; it must end up among the stated assumptions, or stop the clause. */
export interface Note {
  kind: "assumed" | "ambiguous" | "unit" | "implied" | "literal";
  text: string;
  /** For `unit`: the value that was compared, so that two different units for one value can be noticed. */
  ref?: string;
}

/** A name in the text: known already, or to be made known by the statement. */
export interface Name {
  key: string;
  words: string;
  symbol?: Symbol;
}

export type SlotValue =
  | { kind: "expr"; expr: Expr; notes: Note[] }
  | { kind: "number"; value: string; notes: Note[] }
  | { kind: "change"; apply: (expr: Expr) => Expr; notes: Note[] }
  | { kind: "text"; value: string; notes: Note[] }
  | { kind: "name"; name: Name; notes: Note[] }
  | { kind: "names"; names: Name[]; notes: Note[] }
  | { kind: "texts"; values: string[]; /** Joined by "and": all of them. */ isAll: boolean; notes: Note[] }
  | { kind: "chain"; target?: Name; branches: { when: Expr; value: Expr }[]; otherwise?: Expr; notes: Note[] }
  | { kind: "answers"; items: AnswerItem[]; notes: Note[] }
  | { kind: "attributes"; attributes: Attribute[]; notes: Note[] }
  | { kind: "endpoint"; endpoint: { scheme: string; host: string; path: (string | Expr)[] }; notes: Note[] }
  | { kind: "shape"; entries: ShapeEntry[]; notes: Note[] }
  | { kind: "details"; details: Detail[]; newId?: "text" | "number"; notes: Note[] }
  | { kind: "moves"; moves: Move[]; notes: Note[] }
  | {
    kind: "arrangement";
    list: Symbol;
    change: (list: Expr) => Expr;
    /** The member that each entry gets. */
    member?: string;
    notes: Note[];
  }
  | {
    kind: "pairs";
    pairs: { entry: string; value: Expr; isPercent: boolean; isRest: boolean }[];
    /** Where they stand in the text. */
    start?: number;
    notes: Note[];
  }
  | { kind: "label"; label: { words: string; by?: Symbol; target?: Name }; notes: Note[] }
  | { kind: "formulas"; formulas: { name: Name; expr: Expr }[]; notes: Note[] }
  | {
    kind: "declarations";
    declarations: { name: Name; attributes: Attribute[] }[];
    /** The list whose entries they belong to, when that was said. */
    of?: Symbol;
    notes: Note[];
  };

/** One field of the answer, with what it is if the sentence says so. */
export interface AnswerItem {
  name: Name;
  attributes: Attribute[];
  value?: Expr;
  branches?: { when: Expr; value: Expr }[];
  otherwise?: Expr;
  /** What is done to it at the end: rounding. */
  by?: (value: Expr) => Expr;
}

/** One property of a field, as the text gives it. */
export type Attribute =
  | { kind: "type"; type: ValueType }
  /** A list, of what is said elsewhere. */
  | { kind: "list" }
  | { kind: "members"; members: { name: Name; attributes: Attribute[] }[] }
  /** How many entries a list has; `isBare` says "at least one" without saying of what. */
  | { kind: "items"; min?: number; max?: number; isBare?: boolean }
  | { kind: "format"; format: Format }
  | { kind: "shape"; shape: string }
  | { kind: "required"; required: boolean }
  | { kind: "default"; value: string | number | boolean | string[] }
  | { kind: "options"; options: string[] }
  | { kind: "range"; min?: string; max?: string; minExclusive?: boolean; maxExclusive?: boolean }
  | { kind: "length"; min?: number; max?: number }
  | { kind: "unit"; unit: string }
  | { kind: "description"; text: string };

export interface Parsed<T = SlotValue> {
  end: number;
  value: T;
}

/** What a sentence is read with. `stepsLeft` bounds the work, so that no text can make the reader slow. */
export interface Reader {
  tokens: readonly Token[];
  /** Every word of the sentence, in lower case. */
  words: ReadonlySet<string>;
  vocabulary: Vocabulary;
  slots: Readonly<Record<string, SlotParser>>;
  budget: { stepsLeft: number };
  /** Whether an unknown name in a condition or formula is taken as a field. */
  implies: boolean;
  /** What the sentence has compared so far; "it" stands for it when there is only one. */
  subjects: Map<string, Extract<SlotValue, { kind: "expr" }>>;
  /** The number whose bands a list gives, as its lead-in says. */
  about?: string;
  /** The value that was worked out just before. */
  recent?: string;
  /** What was read before, at the same place with the same names; patterns ask for the same thing again and again. */
  memo: WeakMap<Vocabulary, Map<string, unknown>>;
  /** Whether the sentence has the words without which a pattern can't match. */
  possible: Map<Pattern, boolean>;
}

/** What `read` gives, worked out once for a place and the names that are known. */
export function remembered<T>(reader: Reader, what: string, from: number, read: () => T): T {
  const { vocabulary, memo } = reader;
  const known = memo.get(vocabulary) ?? new Map<string, unknown>();
  memo.set(vocabulary, known);
  const key = `${what} ${from} ${vocabulary.revision}`;
  if (!known.has(key)) known.set(key, read());
  return known.get(key) as T;
}

export function readerOf(
  tokens: readonly Token[],
  vocabulary: Vocabulary,
  slots: Reader["slots"],
  budget: Reader["budget"],
  implies = false,
): Reader {
  const words = new Set(tokens.map((token) => token.lower));
  return {
    tokens,
    words,
    vocabulary,
    slots,
    budget,
    implies,
    subjects: new Map(),
    memo: new WeakMap(),
    possible: new Map(),
  };
}

/** All ways to read a slot that starts at a token, the best first. */
export type SlotParser = (reader: Reader, from: number) => Parsed[];

export type Match = Readonly<Record<string, SlotValue>>;

/** Reads a whole sentence: every token belongs to the pattern, a slot, or the closed list of fillers. */
export function matchWhole(reader: Reader, pattern: string | Pattern, from = 0): Match | null {
  const compiled = typeof pattern === "string" ? compilePattern(pattern) : pattern;
  if (!canStart(reader, compiled, from) || !hasAnchors(reader, compiled)) return null;
  reader.subjects.clear();
  let whole: Match | null = null;
  matchNodes(reader, compiled.nodes, 0, from, {}, (end, match) => {
    if (!isTail(reader, end)) return false;
    whole = match;
    return true;
  });
  return whole;
}

/** Reads a pattern from a token on, without asking what comes after it. */
export function matchPrefix(reader: Reader, pattern: string, from: number): Parsed<Match> | null {
  const compiled = compilePattern(pattern);
  if (!canStart(reader, compiled, from) || !hasAnchors(reader, compiled)) return null;
  let first: Parsed<Match> | null = null;
  matchNodes(reader, compiled.nodes, 0, from, {}, (end, value) => {
    first = { end, value };
    return true;
  });
  return first;
}

/** Whether one of the words that the pattern begins with stands here, or after words that may be passed over. */
function canStart(reader: Reader, { firsts }: Pattern, from: number): boolean {
  if (firsts === null) return true;
  for (let at = from;; at++) {
    const token = reader.tokens[at];
    if (token === undefined) return false;
    if (firsts.has(token.lower)) return true;
    if (!isFiller(reader, at)) return false;
  }
}

/** The index after words that may stand there. */
export function passOver(reader: Reader, pattern: string, from: number): number {
  return matchPrefix(reader, pattern, from)?.end ?? from;
}

/** Remembered, because a pattern is tried at one place after the other of the same sentence. */
function hasAnchors({ words, possible }: Reader, pattern: Pattern): boolean {
  const known = possible.get(pattern);
  if (known !== undefined) return known;
  const isPossible = hasAnchorsOf(pattern, words);
  possible.set(pattern, isPossible);
  return isPossible;
}

function isTail({ tokens }: Reader, from: number): boolean {
  for (let at = from; at < tokens.length; at++) if (!TERMINAL.has(tokens[at]!.lower)) return false;
  return true;
}

/** Takes one way to read what came before; `true` when no other way is wanted. */
type Found = (end: number, match: Match) => boolean;

/**
 * Every way to read the nodes from a token on, the best first, until `found` has enough. Calls and not generators,
 * which are slower where most of the time goes.
 */
function matchNodes(
  reader: Reader,
  nodes: readonly PatternNode[],
  at: number,
  from: number,
  match: Match,
  found: Found,
): boolean {
  if (reader.budget.stepsLeft-- <= 0) return false;
  const node = nodes[at];
  if (!node) return found(from, match);
  const goOn: Found = (end, value) => matchNodes(reader, nodes, at + 1, end, value, found);
  if (matchNode(reader, node, from, match, goOn)) return true;
  const isMovable = node.kind === "words" || node.kind === "slot";
  return isMovable && isFiller(reader, from) && matchNodes(reader, nodes, at, from + 1, match, found);
}

function matchNode(reader: Reader, node: PatternNode, from: number, match: Match, found: Found): boolean {
  switch (node.kind) {
    case "words": {
      const token = reader.tokens[from];
      return token !== undefined && node.words.has(token.lower) && found(from + 1, match);
    }
    case "optional":
      return matchNodes(reader, node.inner, 0, from, match, found) || found(from, match);
    case "oneOf":
      return node.options.some((option) => matchNodes(reader, option, 0, from, match, found));
    case "slot": {
      const parser = reader.slots[node.type];
      if (!parser) throw new Error(`no slot of type ${node.type}`);
      return parser(reader, from).some(({ end, value }) => found(end, { ...match, [node.name]: value }));
    }
  }
}

/** The index after any fillers. */
export function skipFillers(reader: Reader, from: number): number {
  let at = from;
  while (isFiller(reader, at)) at++;
  return at;
}

/** A capital "A" within a sentence is a grade, not an article. */
function isFiller(reader: Reader, at: number): boolean {
  const token = reader.tokens[at];
  return token !== undefined && FILLERS.has(token.lower) && !token.isName && !(token.text === "A" && at > 0);
}

export function isWord(reader: Reader, at: number, ...words: string[]): boolean {
  const lower = reader.tokens[at]?.lower;
  return lower !== undefined && words.includes(lower);
}

import type { Expr } from "../expr.ts";
import type { Token } from "../text/tokens.ts";
import type { Symbol, Vocabulary } from "../text/vocabulary.ts";
import type { Move } from "./moves.ts";
import { anchorsOf, compilePattern, type PatternNode } from "./pattern.ts";
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
  | { kind: "moves"; moves: Move[]; notes: Note[] }
  | { kind: "formulas"; formulas: { name: Name; expr: Expr }[]; notes: Note[] }
  | { kind: "declarations"; declarations: { name: Name; attributes: Attribute[] }[]; notes: Note[] };

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
  | { kind: "type"; type: "string" | "number" | "integer" | "boolean" | "string_list" }
  | { kind: "format"; format: "email" | "url" | "date" | "uuid" }
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
}

export function readerOf(
  tokens: readonly Token[],
  vocabulary: Vocabulary,
  slots: Reader["slots"],
  budget: Reader["budget"],
  implies = false,
): Reader {
  const words = new Set(tokens.map((token) => token.lower));
  return { tokens, words, vocabulary, slots, budget, implies, subjects: new Map() };
}

/** All ways to read a slot that starts at a token, the best first. */
export type SlotParser = (reader: Reader, from: number) => Parsed[];

export type Match = Readonly<Record<string, SlotValue>>;

/** Reads a whole sentence: every token belongs to the pattern, a slot, or the closed list of fillers. */
export function matchWhole(reader: Reader, pattern: string, from = 0): Match | null {
  if (!hasAnchors(reader, pattern)) return null;
  reader.subjects.clear();
  for (const found of matchNodes(reader, compilePattern(pattern), 0, from, {})) {
    if (isTail(reader, found.end)) return found.value;
  }
  return null;
}

/** Reads a pattern from a token on, without asking what comes after it. */
export function matchPrefix(reader: Reader, pattern: string, from: number): Parsed<Match> | null {
  if (!hasAnchors(reader, pattern)) return null;
  for (const found of matchNodes(reader, compilePattern(pattern), 0, from, {})) return found;
  return null;
}

function hasAnchors(reader: Reader, pattern: string): boolean {
  return anchorsOf(pattern).every((anchor) => !anchor.isDisjointFrom(reader.words));
}

function isTail(reader: Reader, from: number): boolean {
  return reader.tokens.slice(from).every((token) => TERMINAL.has(token.lower));
}

function* matchNodes(
  reader: Reader,
  nodes: PatternNode[],
  at: number,
  from: number,
  match: Match,
): Generator<Parsed<Match>> {
  if (reader.budget.stepsLeft-- <= 0) return;
  const node = nodes[at];
  if (!node) {
    yield { end: from, value: match };
    return;
  }
  for (const found of matchNode(reader, node, from, match)) {
    yield* matchNodes(reader, nodes, at + 1, found.end, found.value);
  }
  const isMovable = node.kind === "words" || node.kind === "slot";
  if (isMovable && isFiller(reader, from)) {
    yield* matchNodes(reader, nodes, at, from + 1, match);
  }
}

function* matchNode(reader: Reader, node: PatternNode, from: number, match: Match): Generator<Parsed<Match>> {
  switch (node.kind) {
    case "words": {
      const token = reader.tokens[from];
      if (token && node.words.has(token.lower)) yield { end: from + 1, value: match };
      return;
    }
    case "optional":
      yield* matchNodes(reader, node.inner, 0, from, match);
      yield { end: from, value: match };
      return;
    case "oneOf":
      for (const option of node.options) yield* matchNodes(reader, option, 0, from, match);
      return;
    case "slot": {
      const parser = reader.slots[node.type];
      if (!parser) throw new Error(`no slot of type ${node.type}`);
      for (const found of parser(reader, from)) {
        yield { end: found.end, value: { ...match, [node.name]: found.value } };
      }
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

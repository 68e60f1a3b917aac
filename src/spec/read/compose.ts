/**
 * Sentences made of clauses: "If A, X, otherwise Y", "X unless A, in which case Y", "X provided that A". The rows of the
 * table read the clauses; how they hang together is read here, once for all of them.
 */
import type { Expr } from "../expr.ts";
import { readConditions } from "../grammar/conditions.ts";
import { isWord, matchPrefix, type Note, type Reader, readerOf } from "../grammar/reader.ts";
import { namesGiven, resolved } from "./anaphora.ts";
import { gather } from "./gather.ts";
import { conditional, either } from "../rows/conditional.ts";
import { type Fact, not, type Scene } from "../rows/facts.ts";
import type { Token } from "../text/tokens.ts";
import type { Vocabulary } from "../text/vocabulary.ts";
import { ALL_SLOTS, readRows, type RowRead } from "./rows.ts";

/** What clauses are read with. */
export interface Reading {
  vocabulary: Vocabulary;
  scene: Scene;
  budget: { stepsLeft: number };
}

type Facts = Extract<RowRead, { kind: "facts" }>;

interface Condition {
  when: Expr;
  notes: Note[];
  end: number;
}

const DEEPEST = 3;
const IF =
  "(if|when|whenever|where|provided|assuming|once | in case | as long as | so long as | in the event | in cases where | for (orders|requests|customers) where) [that]";
const UNLESS = "(unless | except (if|when) | except where)";
const UNREAD: RowRead = { kind: "unread" };

export function readClauses(tokens: readonly Token[], reading: Reading, depth = 0): RowRead {
  const plain = readRows(tokens, reading.vocabulary, reading.scene, reading.budget);
  if (plain.kind !== "unread" || depth > DEEPEST || tokens.length < MIN_TOKENS) return plain;
  const reader = readerOf(tokens, reading.vocabulary, ALL_SLOTS, reading.budget, reading.scene.implies);
  return meant(tokens, reading, depth) ?? inParts(tokens, reading, depth) ??
    conditionFirst(reader, reading, depth) ?? conditionLast(reader, reading, depth) ??
    continued(reader, reading, depth) ?? opened(tokens, reading, depth) ?? UNREAD;
}

const MIN_TOKENS = 4;

/** With names in the place of "it" and "both". */
function meant(tokens: readonly Token[], reading: Reading, depth: number): RowRead | null {
  const named = resolved(tokens, reading.scene, reading.vocabulary);
  const read = named && readClauses(named, reading, DEEPEST);
  if (!read || read.kind !== "facts" || depth > 1) return null;
  const notes: Note[] = [{
    kind: "assumed",
    text: `"${tokens[0]!.text} …" is about ${namesGiven(read)[0]?.join(", ") ?? "it"}`,
  }];
  return { ...read, notes: [...read.notes, ...notes] };
}

/** "X; Y": every part must be read; the later ones may speak of what the earlier ones name. */
function inParts(tokens: readonly Token[], reading: Reading, depth: number): RowRead | null {
  const parts = splitAt(tokens, ";");
  if (parts.length < 2 || depth > 0) return null;
  const reads: Facts[] = [];
  for (const part of parts) {
    const given = [...reads.toReversed().flatMap(namesGiven), ...(reading.scene.given ?? [])];
    const read = readClauses(part, { ...reading, scene: { ...reading.scene, given } }, depth + 1);
    if (read.kind !== "facts") return null;
    gather(reading.vocabulary, read.facts.filter(({ kind }) => kind === "field"));
    reads.push(read);
  }
  const notes = reads.flatMap((read) => read.notes);
  return { ...reads[0]!, facts: reads.flatMap(({ facts }) => facts), notes };
}

function splitAt(tokens: readonly Token[], mark: string): Token[][] {
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (token.lower === mark) parts.push([]);
    else parts.at(-1)!.push(token);
  }
  return parts.filter((part) => part.length > 0);
}

/** "Otherwise …", as a sentence of its own: for what no condition before it has decided. */
function continued(reader: Reader, reading: Reading, depth: number): RowRead | null {
  const cut = otherwiseIn(reader.tokens);
  if (!cut || cut.start !== 0) return null;
  const rest = trimmedStart(reader.tokens.slice(cut.end));
  const again = rest.findIndex(({ lower }) => !/^(it|it's|'s|is|:)$/.test(lower));
  const read = readClauses(rest, reading, depth + 1);
  const facts = read.kind === "facts" ? read.facts.flatMap(restFact) : [];
  if (read.kind === "facts" && facts.every((fact) => fact !== null)) {
    return { ...read, facts: facts as Fact[] };
  }
  const chain = again > 0 ? chainOf(rest.slice(again), reading) : null;
  return chain;
}

/** "Otherwise it's "amber" if …": another case of what the sentence before decides. */
function chainOf(tokens: readonly Token[], reading: Reading): RowRead | null {
  const [last] = reading.scene.given?.find((names) => names.length > 0) ?? [];
  const symbol = last === undefined ? undefined : reading.vocabulary.find(last);
  if (!symbol || symbol.role !== "value") return null;
  const target: Token = {
    ...tokens[0]!,
    kind: "word",
    text: symbol.key,
    lower: symbol.key.toLowerCase(),
    isName: true,
  };
  const is: Token = { ...target, text: "is", lower: "is", isName: false };
  const read = readRows([target, is, ...tokens], reading.vocabulary, reading.scene, reading.budget);
  const facts = read.kind === "facts" ? read.facts.flatMap(restFact) : [null];
  return read.kind === "facts" && facts.every((fact) => fact !== null)
    ? { ...read, facts: facts as Fact[] }
    : null;
}

function restFact(fact: Fact): (Fact | null)[] {
  if (fact.kind === "compute") {
    return [{ kind: "otherwise", target: fact.target, branches: [], otherwise: fact.value }];
  }
  if (fact.kind === "decide") return [{ ...fact, kind: "otherwise" }];
  if (fact.kind === "case") return [{ ...fact, isRest: true }];
  return fact.kind === "otherwise" || fact.kind === "output" ? [fact] : [null];
}

/** "Next, …", "Please note that …": words that only lead on. */
function opened(tokens: readonly Token[], reading: Reading, depth: number): RowRead | null {
  const reader = readerOf(tokens, reading.vocabulary, ALL_SLOTS, reading.budget);
  const lead = matchPrefix(reader, OPENING, 0);
  if (!lead) return null;
  const read = readClauses(
    tokens.slice(isWord(reader, lead.end, ",", ":") ? lead.end + 1 : lead.end),
    reading,
    depth + 1,
  );
  return read.kind === "unread" ? null : read;
}

const OPENING =
  "(please|kindly|next|first|firstly|second|secondly|third|thirdly|lastly|afterwards|thereafter|furthermore|moreover|however|but|and|so | after that | in addition | on top of that | please note that | note that | note | be aware that | make sure that | make sure | ensure that | remember that | as a rule | as usual | in short | in other words | that means | this means | the rule is that | by the way | of course | obviously)";

/** Whether words open a condition that what follows depends on. */
export function isCondition(tokens: readonly Token[]): boolean {
  return /^(if|when|whenever|unless|where|provided|assuming)$/.test(tokens[0]?.lower ?? "");
}

/** "If A, X" and "If A, X, otherwise Y". */
function conditionFirst(reader: Reader, reading: Reading, depth: number): RowRead | null {
  const lead = matchPrefix(reader, IF, 0);
  const negative = lead ? null : matchPrefix(reader, UNLESS, 0);
  const from = (lead ?? negative)?.end;
  if (from === undefined) return null;
  for (const { end, value } of readConditions(reader, from)) {
    const start = afterCondition(reader, end);
    if (start >= reader.tokens.length) continue;
    const when = lead ? value.expr : not(value.expr);
    const read = mainClause(reader.tokens.slice(start), { when, notes: value.notes, end }, reading, depth);
    if (read) return read;
  }
  return null;
}

function afterCondition(reader: Reader, at: number): number {
  let next = at;
  while (isWord(reader, next, ",", ":", "then", "->", "=>", ";")) next++;
  return next;
}

/** The rest as one clause, else cut in two at the word "otherwise". */
function mainClause(
  tokens: readonly Token[],
  condition: Condition,
  reading: Reading,
  depth: number,
): RowRead | null {
  const whole = readClauses(tokens, reading, depth + 1);
  const held = whole.kind === "facts" ? conditional(whole.facts, condition.when) : null;
  if (held && whole.kind === "facts") return joined(whole, held, condition.notes);
  const cut = otherwiseIn(tokens);
  if (!cut) return null;
  const main = readClauses(trimmed(tokens.slice(0, cut.start)), reading, depth + 1);
  if (main.kind !== "facts") return null;
  const others = otherClause(tokens.slice(cut.end), main.facts, reading, depth);
  const facts = others && either(main.facts, condition.when, others.facts);
  return facts && joined(main, facts, [...condition.notes, ...others.notes]);
}

function joined(main: Facts, facts: Fact[], notes: readonly Note[]): RowRead {
  return { ...main, facts, notes: [...notes, ...main.notes] };
}

/** A clause of its own, or only another value for what the main clause gives a value to. */
function otherClause(
  tokens: readonly Token[],
  main: readonly Fact[],
  reading: Reading,
  depth: number,
): { facts: Fact[]; notes: Note[] } | null {
  const start = tokens.findIndex(({ lower }) => lower !== "," && lower !== ":");
  const rest = tokens.slice(Math.max(start, 0));
  const read = readClauses(rest, reading, depth + 1);
  if (read.kind === "facts") return read;
  const targets = main.flatMap((fact) =>
    fact.kind === "compute" || fact.kind === "decide" ? [fact.target] : []
  );
  const [target, second] = targets;
  if (!target || second) return null;
  const reader = readerOf(rest, reading.vocabulary, ALL_SLOTS, reading.budget, reading.scene.implies);
  const value = matchPrefix(reader, "[it] [is|becomes|it is] {value:value}", 0);
  const given = value?.value.value;
  if (given?.kind !== "expr" || !isOver(rest, value!.end)) return null;
  return { facts: [{ kind: "compute", target, value: given.expr }], notes: given.notes };
}

function isOver(tokens: readonly Token[], from: number): boolean {
  return tokens.slice(from).every(({ lower }) => [".", ",", ";", "!"].includes(lower));
}

/** Where "otherwise" or its like stands. */
function otherwiseIn(tokens: readonly Token[]): { start: number; end: number } | null {
  for (const [at, token] of tokens.entries()) {
    if (token.lower === "otherwise" || token.lower === "else") return { start: at, end: at + 1 };
    const phrase = OTHERWISE.find((words) => words.every((word, n) => tokens[at + n]?.lower === word));
    if (phrase) return { start: at, end: at + phrase.length };
  }
  return null;
}

const OTHERWISE = [
  "in all other cases",
  "in any other case",
  "in every other case",
  "in other cases",
  "if not",
].map((
  phrase,
) => phrase.split(" "));

function trimmed(tokens: readonly Token[]): Token[] {
  const last = tokens.findLastIndex(({ lower }) => ![",", ";", ".", "and", "or", "but", ":"].includes(lower));
  return tokens.slice(0, last + 1);
}

/** "X if A", "X unless A", "X unless A, in which case Y". */
function conditionLast(reader: Reader, reading: Reading, depth: number): RowRead | null {
  for (let at = 2; at < reader.tokens.length - 2; at++) {
    const lead = matchPrefix(reader, ONLY_IF, at);
    const negative = lead ? null : matchPrefix(reader, UNLESS, at);
    const from = (lead ?? negative)?.end;
    if (from === undefined) continue;
    const main = readClauses(trimmed(reader.tokens.slice(0, at)), reading, depth + 1);
    if (main.kind !== "facts") continue;
    for (const { end, value } of readConditions(reader, from)) {
      const condition = { when: lead ? value.expr : not(value.expr), notes: value.notes, end };
      const read = conditionedMain(reader, main, condition, reading, depth);
      if (read) return read;
    }
  }
  return null;
}

const ONLY_IF = `[but] [only|just] ${IF}`;

function conditionedMain(
  reader: Reader,
  main: Facts,
  condition: Condition,
  reading: Reading,
  depth: number,
): RowRead | null {
  if (isOver(reader.tokens, condition.end)) {
    const facts = conditional(main.facts, condition.when);
    return facts && joined(main, facts, condition.notes);
  }
  const rest = trimmedStart(reader.tokens.slice(condition.end));
  const otherwise = otherwiseIn(rest);
  const start = otherwise?.start === 0 ? otherwise.end : inWhichCase(rest);
  if (start === null) return null;
  const others = otherClause(rest.slice(start), main.facts, reading, depth);
  const facts = others && either(main.facts, condition.when, others.facts);
  return facts && joined(main, facts, [...condition.notes, ...others.notes]);
}

function trimmedStart(tokens: readonly Token[]): Token[] {
  const first = tokens.findIndex(({ lower }) => ![",", ";", ".", "and", "or", "but"].includes(lower));
  return first === -1 ? [] : tokens.slice(first);
}

function inWhichCase(tokens: readonly Token[]): number | null {
  const words = tokens.slice(0, 3).map(({ lower }) => lower).join(" ");
  return words === "in which case" || words === "in that case" ? 3 : null;
}

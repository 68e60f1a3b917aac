/**
 * Values with their conditions: "A when score is at least 80, B when it is at least 50, otherwise C", and the same
 * the other way round: "if weight is over 20, 15; if over 10, 10; otherwise 5".
 */
import type { Expr } from "../expr.ts";
import type { Note, Parsed, Reader, SlotValue } from "./reader.ts";
import { isWord, matchPrefix } from "./reader.ts";

type Chain = Extract<SlotValue, { kind: "chain" }>;
interface Link {
  when?: Expr;
  value: Expr;
  notes: Note[];
}

const OTHERWISE =
  "(otherwise|else | or else | in all other cases | for all others | for everything else | in any other case | by default | if none [of these] [apply|applies|match|matches])";

const IF = "(if|when|where|whenever|for|provided | in case | as long as)";
const LINKS = [
  `${IF} {when:cond} [,] [then|->|=>|: | it is] {value:value}`,
];
const VALUE_LINKS = [
  `{value:value} ${IF} {when:cond}`,
  "{value:value} LPAR [if|when] {when:cond} RPAR",
  "{value:value} unless {unless:cond}",
];

/** Value first. */
export function readChains(reader: Reader, from: number): Parsed<Chain>[] {
  return readLinks(reader, from, VALUE_LINKS);
}

/** Condition first. */
export function readIfChains(reader: Reader, from: number): Parsed<Chain>[] {
  return readLinks(reader, from, LINKS);
}

function readLinks(reader: Reader, from: number, patterns: string[]): Parsed<Chain>[] {
  reader.subjects.clear();
  const found: Parsed<Chain>[] = [];
  const chain: Chain = { kind: "chain", branches: [], notes: [] };
  for (let at = from;;) {
    const otherwise = chain.branches.length > 0 ? readOtherwise(reader, at) : null;
    if (otherwise) {
      chain.notes.push(...otherwise.value.notes);
      found.unshift({ end: otherwise.end, value: { ...chain, otherwise: otherwise.value.value } });
      return found;
    }
    const link = readLink(reader, at, patterns);
    if (!link?.value.when) return found;
    chain.branches.push({ when: link.value.when, value: link.value.value });
    chain.notes.push(...link.value.notes);
    found.unshift({ end: link.end, value: copyOf(chain) });
    at = afterJoint(reader, link.end);
  }
}

function copyOf(chain: Chain): Chain {
  return { ...chain, branches: [...chain.branches], notes: [...chain.notes] };
}

function afterJoint(reader: Reader, from: number): number {
  let at = from;
  while (isWord(reader, at, ",", ";", "and", "or", ".")) at++;
  return isWord(reader, at, "else") && isWord(reader, at + 1, "if") ? at + 1 : at;
}

function readOtherwise(reader: Reader, at: number): Parsed<Link> | null {
  const found = matchPrefix(reader, `${OTHERWISE} [,|:] [it is | is|->] {value:value}`, at) ??
    matchPrefix(
      reader,
      `{value:value} (otherwise | in all other cases | for everything else | by default)`,
      at,
    );
  const value = found?.value.value;
  return found && value?.kind === "expr"
    ? { end: found.end, value: { value: value.expr, notes: value.notes } }
    : null;
}

function readLink(reader: Reader, at: number, patterns: string[]): Parsed<Link> | null {
  for (const pattern of patterns) {
    const found = matchPrefix(reader, pattern, at);
    if (!found) continue;
    const { when, unless, value } = found.value;
    const condition = when ?? unless;
    if (condition?.kind !== "expr" || value?.kind !== "expr") continue;
    const notes = [...condition.notes, ...value.notes];
    const holds: Expr = unless ? { kind: "not", of: condition.expr } : condition.expr;
    return { end: found.end, value: { when: holds, value: value.expr, notes } };
  }
  return null;
}

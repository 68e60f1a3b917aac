/**
 * Values with their conditions: "A when score is at least 80, B when it is at least 50, otherwise C", and the same
 * the other way round: "if weight is over 20, 15; if over 10, 10; otherwise 5".
 */
import type { Expr } from "../expr.ts";
import type { Match, Name, Note, Parsed, Reader, SlotValue } from "./reader.ts";
import { compareFrom } from "./conditions.ts";
import type { ExprRead } from "./formulas.ts";
import { isWord, matchPrefix, skipFillers } from "./reader.ts";

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
  "{value:value} (for|if|when) {when:option}",
  "{value:value} LPAR [if|when] {when:cond} RPAR",
  "{value:value} unless {unless:cond}",
];

/** Value first. */
export function readChains(reader: Reader, from: number): Parsed<Chain>[] {
  return readLinks(reader, from, VALUE_LINKS);
}

const BECOMES = "(is|are|becomes|become|equals|=|:|to|as|will be|should be|must be)";
const CASE_LINKS = [
  `${IF} {when:cond} [,] [then] [set|make|mark|assign] [{target:name} | it | they] ${BECOMES} {value:value}`,
  `${IF} {when:cond} (,|:|->|=>|then) [then] {value:value}`,
];

/** Condition first, each with the name of what it decides: "if age is under 13 the group is child, if …, otherwise adult". */
export function readCases(reader: Reader, from: number): Parsed<Chain>[] {
  const [first] = CASE_LINKS;
  const named = matchPrefix(reader, first!, from);
  if (named?.value.target?.kind !== "name") return [];
  const target = named.value.target.name;
  return readLinks(reader, from, CASE_LINKS, target).filter(({ value }) =>
    value.branches.length > 1 || value.otherwise
  )
    .map(({ end, value }) => ({ end, value: { ...value, target } }));
}

/** "90 and above is an A, 80 to 89 is a B, anything below 70 is an F", of the one number that there is. */
export function readRanges(reader: Reader, from: number): Parsed<Chain>[] {
  const numbers = reader.vocabulary.symbols().filter(({ role, type }) =>
    role === "input" && (type === "number" || type === "integer")
  );
  const [only, second] = numbers;
  if (!only || second) return [];
  const subject: ExprRead = { kind: "expr", expr: { kind: "ref", id: only.id }, notes: [] };
  const chain: Chain = { kind: "chain", branches: [], notes: [] };
  let end = from;
  for (let at = from; reader.tokens[at];) {
    const start = skipFillers(
      reader,
      matchPrefix(reader, "(anything|everything|scores|values|from)", at)?.end ?? at,
    );
    const term = compareFrom(reader, start, subject);
    const value = term &&
      matchPrefix(reader, "(is|are|=|:|->|gets|means|becomes|gives) {value:value}", term.end);
    const otherwise = term ? null : readOtherwise(reader, at);
    if (otherwise) {
      return chain.branches.length > 0
        ? [{ end: otherwise.end, value: { ...chain, otherwise: otherwise.value.value } }]
        : [];
    }
    if (!term || value?.value.value?.kind !== "expr") break;
    chain.branches.push({ when: term.expr, value: value.value.value.expr });
    chain.notes.push(...term.notes, ...value.value.value.notes);
    end = value.end;
    at = afterJoint(reader, end);
  }
  return chain.branches.length > 1 ? [{ end, value: chain }] : [];
}

/** Condition first. */
export function readIfChains(reader: Reader, from: number): Parsed<Chain>[] {
  return readLinks(reader, from, LINKS);
}

function readLinks(reader: Reader, from: number, patterns: string[], target?: Name): Parsed<Chain>[] {
  reader.subjects.clear();
  const found: Parsed<Chain>[] = [];
  const chain: Chain = { kind: "chain", branches: [], notes: [] };
  for (let at = from;;) {
    const otherwise = chain.branches.length > 0 ? readOtherwise(reader, at, target) : null;
    if (otherwise) {
      chain.notes.push(...otherwise.value.notes);
      found.unshift({ end: otherwise.end, value: { ...chain, otherwise: otherwise.value.value } });
      return found;
    }
    const link = readLink(reader, at, patterns, target);
    if (!link?.value.when) return found;
    forgetSubjects(reader, chain.branches.length > 0 ? null : link.value.when);
    chain.branches.push({ when: link.value.when, value: link.value.value });
    chain.notes.push(...link.value.notes);
    found.unshift({ end: link.end, value: copyOf(chain) });
    at = afterJoint(reader, link.end);
  }
}

/** What was tried and not used is no subject that "it" could stand for; the first link says what "it" is. */
function forgetSubjects(reader: Reader, when: Expr | null): void {
  const used = when === null ? null : JSON.stringify(when);
  for (const key of [...reader.subjects.keys()]) {
    if (used !== null && !used.includes(key)) reader.subjects.delete(key);
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

function readOtherwise(reader: Reader, at: number, target?: Name): Parsed<Link> | null {
  const again = target && matchPrefix(
    reader,
    `${OTHERWISE} [,|:] [set|make|mark|assign] {target:name} ${BECOMES} {value:value}`,
    at,
  );
  const found = (again && isAbout(again.value, target) ? again : null) ??
    matchPrefix(reader, `${OTHERWISE} [,|:] [it is | is|->|to | it becomes] {value:value}`, at) ??
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

/** Whether a link that names what it decides names the same thing as the first one. */
function isAbout(match: Match, target: Name | undefined): boolean {
  return match.target?.kind !== "name" || match.target.name.key === target?.key;
}

function readLink(reader: Reader, at: number, patterns: string[], target?: Name): Parsed<Link> | null {
  for (const pattern of patterns) {
    const found = matchPrefix(reader, pattern, at);
    if (!found || !isAbout(found.value, target)) continue;
    const { when, unless, value } = found.value;
    const condition = when ?? unless;
    if (condition?.kind !== "expr" || value?.kind !== "expr") continue;
    const notes = [...condition.notes, ...value.notes];
    const holds: Expr = unless ? { kind: "not", of: condition.expr } : condition.expr;
    return { end: found.end, value: { when: holds, value: value.expr, notes } };
  }
  return null;
}

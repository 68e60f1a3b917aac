/** Conditions on the entries of a list: "whose age is 18 or more", "with status paid", "that are active", "above 90". */
import type { Expr } from "../../expr.ts";
import type { Symbol } from "../../text/vocabulary.ts";
import { compareFrom, readConditions } from "../conditions.ts";
import type { Note, Parsed, Reader } from "../reader.ts";
import { matchPrefix, skipFillers } from "../reader.ts";
import { entryOf, inside, isNumberMember, isOfRecords, type ListRead, ref } from "./scope.ts";

type Found = Parsed<ListRead>;

const RELATIVE = "[,] (whose | where | for which | in which | such that | if | when)";
const HAVING = "[,] (with|having | that have | who have | which have | that has | which has | that had)";
const BEING = "[,] ((that|who|which) [are|is|were|was] | being)";
const IS = "(are|is|were|was)";
/** Words that compare without a verb: "scores above 90". "tags contains x" is a condition on the tags, and no list. */
const COMPARING = new Set(
  "above over under below greater more less fewer higher lower larger smaller at exceeding between > < >= <= up older younger"
    .split(" "),
);

/** "whose age is 18 or more", "with a price over 100", "that are active", "above 90". */
export function readRestriction(reader: Reader, list: Found): Found[] {
  const inner = inside(reader, list.value.base);
  const clauses = [
    ...conditionsAfter(reader, inner, RELATIVE, list.end),
    ...conditionsAfter(reader, inner, HAVING, list.end),
    ...withValue(reader, inner, list.end),
    ...beingSo(reader, inner, list, BEING),
  ];
  return restricted(list, clauses);
}

/** "are above 4", "have a total over 100": what is said of each, as a sentence of its own. */
export function readPredicates(reader: Reader, list: Found): Found[] {
  const inner = inside(reader, list.value.base);
  const verb = matchPrefix(reader, "(have|has|had)", list.end);
  return restricted(list, [
    ...beingSo(reader, inner, list, IS),
    ...(verb ? readConditions(inner, verb.end) : []),
  ]);
}

function restricted(list: Found, clauses: readonly Condition[]): Found[] {
  return clauses.map(({ end, value }) => ({ end, value: filtered(list.value, value.expr, value.notes) }));
}

export function filtered(read: ListRead, where: Expr, notes: readonly Note[]): ListRead {
  const list: Expr = { kind: "filter", list: read.list, item: read.base.entry!.id, where };
  return { ...read, list, notes: [...read.notes, ...notes] };
}

type Condition = ReturnType<typeof readConditions>[number];

function conditionsAfter(reader: Reader, inner: Reader, words: string, at: number): Condition[] {
  const found = matchPrefix(reader, words, at);
  return found ? readConditions(inner, found.end) : [];
}

/** "with status paid", "in the category food", "from country DE": a member and its value, without a verb. */
function withValue(reader: Reader, inner: Reader, at: number): Condition[] {
  const found = matchPrefix(reader, "[,] (with|having|in|of|from|for)", at);
  const start = found && skipFillers(inner, found.end);
  const member = start === null ? null : inner.vocabulary.at(inner.tokens, start);
  if (!member || member.symbol.role !== "member") return [];
  const sign = matchPrefix(inner, "(=|:|of)", member.end)?.end ?? member.end;
  const value = optionOf(inner, sign, member.symbol) ?? operandAt(inner, sign);
  if (!value) return [];
  const expr: Expr = { kind: "compare", op: "eq", left: ref(member.symbol.id), right: value.value.expr };
  return [{ end: value.end, value: { kind: "expr", expr, notes: value.value.notes } }];
}

/** One of the values that the member can have, whatever else has that name. */
function optionOf(reader: Reader, at: number, { options = [] }: Symbol): Condition | null {
  const text = reader.tokens[at]?.text.toLowerCase();
  const option = options.find((each) => each.toLowerCase() === text);
  return option === undefined
    ? null
    : { end: at + 1, value: { kind: "expr", expr: { kind: "text", value: option }, notes: [] } };
}

function operandAt(reader: Reader, at: number): Condition | null {
  const found = matchPrefix(reader, "{right:operand}", at);
  const right = found?.value.right;
  return found && right?.kind === "expr" ? { end: found.end, value: right } : null;
}

/** "that are active", "that are above 90", "above 90", "over 100". */
function beingSo(reader: Reader, inner: Reader, { end: at, value }: Found, words: string): Condition[] {
  const being = matchPrefix(reader, words, at);
  const flags = being ? readConditions(inner, being.end) : [];
  const subject = subjectOf(value.base);
  if (!subject || (!being && !COMPARING.has(reader.tokens[at]?.lower ?? ""))) return flags;
  const compared = compareFrom(inner, words === IS ? at : being?.end ?? at, {
    kind: "expr",
    expr: subject.expr,
    notes: [],
  });
  if (!compared) return flags;
  const { end, expr, notes } = compared;
  return [...flags, { end, value: { kind: "expr", expr, notes: [...notes, ...subject.notes] } }];
}

/** What is compared where only the entry is named: itself, or the one number that it has. */
export function subjectOf(base: Symbol): { expr: Expr; notes: Note[] } | null {
  if (!isOfRecords(base)) return { expr: entryOf(base), notes: [] };
  const [only, second] = (base.entry?.members ?? []).filter(isNumberMember);
  if (!only || second) return null;
  return {
    expr: ref(only.id),
    notes: [{ kind: "assumed", text: `${base.key} are compared by their ${only.key}` }],
  };
}

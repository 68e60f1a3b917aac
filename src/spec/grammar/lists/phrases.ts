/** Lists by what they hold: "the active users whose age is 18 or more, sorted by name", "the three cheapest items". */
import type { Expr } from "../../expr.ts";
import type { Symbol } from "../../text/vocabulary.ts";
import { compareFrom, readConditions } from "../conditions.ts";
import { readNumber } from "../numbers.ts";
import type { Note, Parsed, Reader } from "../reader.ts";
import { isWord, matchPrefix, remembered, skipFillers } from "../reader.ts";
import { listAt } from "./nouns.ts";
import { readOrder, readSorted } from "./order.ts";
import { entryOf, inside, isNumberMember, isOfRecords, type ListRead, ref } from "./scope.ts";
import { memberFor, readSuperlative, type Superlative } from "./superlatives.ts";

type Found = Parsed<ListRead>;

const DETERMINERS =
  "(all [of] [the|these|those] | every [one of] | each [of] | only [the] | just [the] | any [of] [the] | those | these | the full list of | the list of | list of | a list of | set of)";
const MOST_BEFORE = 5;

/** All ways to read a list from a token on, the longest first. */
export function readLists(reader: Reader, from: number): Found[] {
  if (!reader.vocabulary.hasLists()) return [];
  return remembered(reader, "lists", from, () => listsAt(reader, from));
}

function listsAt(reader: Reader, from: number): Found[] {
  const start = skipFillers(reader, from);
  const determined = matchPrefix(reader, DETERMINERS, start)?.end ?? start;
  const at = skipFillers(reader, determined);
  for (let noun = at; noun <= at + MOST_BEFORE; noun++) {
    const known = listAt(reader, noun);
    if (!known) continue;
    const list = before(reader, at, noun, known.symbol);
    if (!list) continue;
    return after(reader, { end: known.end, value: list.read }, list.top);
  }
  return [];
}

interface Modified {
  read: ListRead;
  top?: { count: Expr; superlative: Superlative };
}

/** Adjectives, and how many: "three highest", "active", "unique". */
function before(reader: Reader, from: number, noun: number, base: Symbol): Modified | null {
  const modified: Modified = { read: { list: ref(base.id), base, notes: [] } };
  for (let at = skipFillers(reader, from); at < noun;) {
    const next = readTop(reader, at, modified) ?? readUnique(reader, at, modified) ??
      readFlag(reader, at, base, modified);
    if (!next || next > noun) return null;
    at = skipFillers(reader, next);
  }
  return modified;
}

/** "3 highest", "highest 3", "top five", "first 2", "last two". */
function readTop(reader: Reader, at: number, modified: Modified): number | null {
  const ends = matchPrefix(reader, "{from:firstOrLast}", at);
  if (ends) {
    const count = readCount(reader, ends.end);
    const from = isWord(reader, at, "last") ? "end" : "start";
    if (!count) return null;
    modified.read.list = { kind: "take", list: modified.read.list, count: count.value, from };
    return count.end;
  }
  const numbered = readCount(reader, at);
  const superlative = readSuperlative(reader, numbered?.end ?? at);
  const count = numbered ?? (superlative && readCount(reader, superlative.end));
  if (!superlative || !count || modified.top) return null;
  modified.top = { count: count.value, superlative: superlative.value };
  return Math.max(count.end, superlative.end);
}

/** A whole number, or a field that holds one. */
export function readCount(reader: Reader, at: number): Parsed<Expr> | null {
  const number = readNumber(reader, at);
  if (number && !number.value.isPercent && /^[1-9]\d*$/.test(number.value.value)) {
    return { end: number.end, value: { kind: "number", value: number.value.value } };
  }
  const known = reader.vocabulary.at(reader.tokens, at);
  const isNumber = known?.symbol.role === "input" && isNumberMember(known.symbol);
  return isNumber ? { end: known.end, value: ref(known.symbol.id) } : null;
}

function readUnique(reader: Reader, at: number, { read }: Modified): number | null {
  if (!isWord(reader, at, "unique", "distinct", "different") || isOfRecords(read.base)) return null;
  read.list = { kind: "unique", list: read.list, item: read.base.entry!.id, by: entryOf(read.base) };
  return at + 1;
}

/** "active users" by a yes/no member, "paid orders" by one of the values that a member can have. */
function readFlag(reader: Reader, at: number, base: Symbol, { read }: Modified): number | null {
  const isNegated = isWord(reader, at, "non", "not");
  const start = isNegated ? (isWord(reader, at + 1, "-") ? at + 2 : at + 1) : at;
  const where = flagAt(reader, start, base) ?? oppositeAt(reader, start, base) ??
    optionAt(reader, start, base);
  if (!where) return null;
  const expr: Expr = isNegated ? { kind: "not", of: where.value } : where.value;
  read.list = { kind: "filter", list: read.list, item: base.entry!.id, where: expr };
  return where.end;
}

/** "unpaid", "inactive": the other half of a yes/no member. */
function oppositeAt(reader: Reader, at: number, base: Symbol): Parsed<Expr> | null {
  const bare = /^(?:un|in|non)-?([a-z]{3,})$/.exec(reader.tokens[at]?.lower ?? "")?.[1];
  const known = bare === undefined ? undefined : reader.vocabulary.within(base).find(bare);
  if (known?.role !== "member" || known.type !== "boolean") return null;
  const left = ref(known.id);
  return {
    end: at + 1,
    value: { kind: "compare", op: "eq", left, right: { kind: "boolean", value: false } },
  };
}

function flagAt(reader: Reader, at: number, base: Symbol): Parsed<Expr> | null {
  const known = reader.vocabulary.within(base).at(reader.tokens, at);
  if (known?.symbol.role !== "member" || known.symbol.type !== "boolean") return null;
  const left = ref(known.symbol.id);
  return {
    end: known.end,
    value: { kind: "compare", op: "eq", left, right: { kind: "boolean", value: true } },
  };
}

function optionAt(reader: Reader, at: number, base: Symbol): Parsed<Expr> | null {
  const token = reader.tokens[at];
  const having = (base.entry?.members ?? []).flatMap((member) =>
    (member.options ?? []).filter((option) => option.toLowerCase() === token?.text.toLowerCase()).map((
      option,
    ) => ({
      member,
      option,
    }))
  );
  const [only, second] = having;
  if (!only || second) return null;
  const value: Expr = {
    kind: "compare",
    op: "eq",
    left: ref(only.member.id),
    right: { kind: "text", value: only.option },
  };
  return { end: at + 1, value };
}

const MOST_AFTER = 4;

/** What follows the noun: conditions, an order, a limit; each reading with and without the next one. */
function after(reader: Reader, list: Found, top: Modified["top"], depth = 0): Found[] {
  const ranked = top ? rank(reader, list, top) : [];
  const further = depth < MOST_AFTER && reader.budget.stepsLeft-- > 0
    ? [...readRestriction(reader, list), ...readArrangement(reader, list, ranked)]
    : [];
  const deeper = further.flatMap((each) =>
    after(reader, each, each.end === list.end ? undefined : top, depth + 1)
  );
  return [...deeper, ...(top ? ranked : [list])];
}

/** "the 3 highest scores", "the 5 cheapest items", "the top 10 players by points". */
function rank(
  reader: Reader,
  { end, value }: Found,
  { count, superlative }: NonNullable<Modified["top"]>,
): Found[] {
  const { base } = value;
  const by = isOfRecords(base)
    ? matchPrefix(
      reader,
      "(by|on | according to | in terms of | with the (highest|lowest|most|largest|smallest))",
      end,
    )
    : null;
  const inner = inside(reader, base);
  const named = by && inner.vocabulary.at(inner.tokens, skipFillers(inner, by.end));
  const isNamed = named?.symbol.role === "member";
  const member = isNamed ? named.symbol : memberFor(superlative, base);
  const key = isOfRecords(base) ? member && ref(member.id) : entryOf(base);
  if (!key) return [];
  const sorted: Expr = {
    kind: "sort",
    list: value.list,
    item: base.entry!.id,
    by: [{ value: key, descending: superlative.descending }],
  };
  const list: Expr = { kind: "take", list: sorted, count, from: "start" };
  const first = matchPrefix(
    reader,
    "[,] [the] (highest|lowest|largest|smallest|cheapest|best|most expensive) [ones|one] first",
    isNamed ? named.end : end,
  );
  return [{ end: first?.end ?? (isNamed ? named.end : end), value: { ...value, list } }];
}

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

/** "sorted by price", ", highest first", ", limited to the first 3". */
function readArrangement(reader: Reader, list: Found, ranked: readonly Found[]): Found[] {
  const { base } = list.value;
  const comma = isWord(reader, list.end, ",", "(") ? list.end + 1 : list.end;
  const order = readSorted(reader, list.end, base) ??
    (ranked.length > 0 ? null : readOrder(reader, comma, base));
  if (order) {
    const { by, notes } = order.value;
    const sorted: Expr = { kind: "sort", list: list.value.list, item: base.entry!.id, by };
    return [{
      end: order.end,
      value: { ...list.value, list: sorted, notes: [...list.value.notes, ...notes] },
    }];
  }
  const limit = matchPrefix(
    reader,
    "[,] [and] (limited to | at most | but only | only | keeping only | up to) [the] [first|top]",
    list.end,
  );
  const count = limit && readCount(reader, limit.end);
  if (!count) return [];
  const end = isWord(reader, count.end, "entries", "items", "results", "of") ? count.end + 1 : count.end;
  return [{
    end,
    value: {
      ...list.value,
      list: { kind: "take", list: list.value.list, count: count.value, from: "start" },
    },
  }];
}

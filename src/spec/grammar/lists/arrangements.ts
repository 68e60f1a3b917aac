/**
 * What is done to a list as a whole: "sort the products by price", "ignore the cancelled orders", "each item's total is
 * price × quantity". What is said of the list afterwards is said of what has become of it.
 */
import type { Expr } from "../../expr.ts";
import type { Symbol } from "../../text/vocabulary.ts";
import type { Note, Parsed, Reader } from "../reader.ts";
import { matchPrefix, skipFillers } from "../reader.ts";
import { type Arrangement, arrangement, type Change } from "./arrangement.ts";
import { readExtensions } from "./extensions.ts";
import { listAt } from "./nouns.ts";
import { readOrder } from "./order.ts";
import { readCount } from "./modifiers.ts";
import { readLists } from "./phrases.ts";
import { entryOf, inside, isOfRecords, listsOf, ref } from "./scope.ts";

const SORT = "(sort|order|rank|arrange|sorts)";
const DROP = "(ignore|skip|exclude|remove|drop|discard|omit | filter out | leave out | throw out | take out)";
const KEEP =
  "((keep|use|consider|take|include|count|process|select|return) only | only (keep|use|consider|take|include|count|process) | filter | (keep|select))";

export function readArrangements(reader: Reader, from: number): Parsed<Arrangement>[] {
  if (!reader.vocabulary.hasLists()) return [];
  const found = [
    ...readSorting(reader, from),
    ...readDoubles(reader, from),
    ...readDropping(reader, from),
    ...readKeeping(reader, from),
    ...readExtensions(reader, from),
  ];
  return found.toSorted((a, b) => b.end - a.end);
}

function readSorting(reader: Reader, from: number): Parsed<Arrangement>[] {
  const verb = matchPrefix(reader, SORT, from);
  const list = verb && listAt(reader, verb.end);
  const order = list && readOrder(reader, list.end, list.symbol);
  if (!list || !order) return [];
  const { by, notes } = order.value;
  const item = list.symbol.entry!.id;
  return [arrangement(order.end, list.symbol, (list) => ({ kind: "sort", list, item, by }), notes)];
}

const DOUBLES =
  `(remove|drop|delete|eliminate|discard|ignore | filter out | get rid of | take out) [any|all] (duplicates|duplicate|doubles|repeats|repeated) [entries|values|items|ones]`;
const ANY_CASE =
  "[,] [LPAR] ((ignoring|ignore|regardless of | without regard to) [the] [upper and lower | upper/lower] (case|capitalisation|capitalization) | case-insensitive|case-insensitively) [RPAR]";
const FIRST =
  "[,] [and] [LPAR] [(keep|keeping)] [only] [the] first [one|entry|occurrence|item] [of each] [is kept] [RPAR]";
const IN_ORDER =
  "[,] [and] [keep|keeping|in] [the] (order given | original order | order of appearance | order)";
const LOWERED = "[,] [and] (in | converted to) (lowercase | lower case)";

/** "Remove duplicates (ignoring case), keep the first of each in the order given, in lower case". */
function readDoubles(reader: Reader, from: number): Parsed<Arrangement>[] {
  const verb = matchPrefix(reader, DOUBLES, from);
  if (!verb) return [];
  const of = matchPrefix(reader, "(from|in|of|among)", verb.end);
  const named = of && listAt(reader, of.end);
  const base = named?.symbol ?? onlyList(reader);
  if (!base) return [];
  const tail = readTail(reader, named?.end ?? verb.end, base);
  const key = isOfRecords(base) ? tail.by : tail.by ?? entryOf(base);
  if (!key) return [];
  const item = base.entry!.id;
  const by: Expr = tail.isAnyCase ? { kind: "call", fn: "lower", args: [key] } : key;
  const change: Change = (list) => {
    const unique: Expr = { kind: "unique", list, item, by };
    if (!tail.isLowered) return unique;
    return { kind: "map", list: unique, item, value: { kind: "call", fn: "lower", args: [entryOf(base)] } };
  };
  const notes: Note[] = isOfRecords(base) || base.entry!.type === "number" || tail.isAnyCase || tail.isLowered
    ? []
    : [{ kind: "assumed", text: "texts that differ in upper and lower case are no duplicates" }];
  return [arrangement(tail.end, base, change, notes)];
}

function readTail(reader: Reader, from: number, base: Symbol) {
  const tail: { end: number; by?: Expr; isAnyCase: boolean; isLowered: boolean } = {
    end: from,
    isAnyCase: false,
    isLowered: false,
  };
  for (let before = -1; before !== tail.end;) {
    before = tail.end;
    const by = matchPrefix(reader, "[,] (by|with the same | based on | having the same)", tail.end);
    const inner = inside(reader, base);
    const member = by && inner.vocabulary.at(inner.tokens, skipFillers(inner, by.end));
    if (member?.symbol.role === "member") {
      tail.by = ref(member.symbol.id);
      tail.end = member.end;
    }
    const anyCase = matchPrefix(reader, ANY_CASE, tail.end);
    if (anyCase) tail.isAnyCase = true;
    const lowered = matchPrefix(reader, LOWERED, tail.end);
    if (lowered) tail.isLowered = true;
    const neutral = matchPrefix(reader, FIRST, tail.end) ?? matchPrefix(reader, IN_ORDER, tail.end);
    tail.end = Math.max(tail.end, anyCase?.end ?? 0, lowered?.end ?? 0, neutral?.end ?? 0);
  }
  return tail;
}

function onlyList(reader: Reader): Symbol | null {
  const [only, second] = listsOf(reader).filter(({ role }) => role === "input");
  return only && !second ? only : null;
}

function readDropping(reader: Reader, from: number): Parsed<Arrangement>[] {
  const verb = matchPrefix(reader, DROP, from);
  if (!verb) return [];
  return readLists(reader, verb.end).flatMap(({ end, value }) => {
    const { list, base, notes } = value;
    if (list.kind !== "filter" || list.list.kind !== "ref") return [];
    const { item, where } = list;
    return [
      arrangement(
        end,
        base,
        (whole) => ({ kind: "filter", list: whole, item, where: { kind: "not", of: where } }),
        notes,
      ),
    ];
  });
}

function readKeeping(reader: Reader, from: number): Parsed<Arrangement>[] {
  const verb = matchPrefix(reader, KEEP, from);
  if (!verb) return [];
  const first = matchPrefix(reader, "[the] (first|top)", verb.end);
  const count = first && readCount(reader, first.end);
  const base = onlyList(reader);
  const end = count &&
    (matchPrefix(reader, "(entries|items|results|of them|ones)", count.end)?.end ?? count.end);
  const taken = count && base && end
    ? [arrangement(end, base, (list) => ({ kind: "take", list, count: count.value, from: "start" }), [])]
    : [];
  const kept = readLists(reader, verb.end).flatMap(({ end, value }) => {
    const { list, base, notes } = value;
    return list.kind === "ref" ? [] : [arrangement(end, base, (whole) => on(whole, list, base), notes)];
  });
  return [...kept, ...taken, ...readGrouping(reader, from)];
}

/** "Group the unpaid invoices by customer": what is said of each group is said of these. */
function readGrouping(reader: Reader, from: number): Parsed<Arrangement>[] {
  const verb = matchPrefix(reader, "group", from);
  if (!verb) return [];
  return readLists(reader, verb.end).flatMap(({ end, value: { list, base, notes } }) => {
    const by = matchPrefix(reader, "by", end);
    const inner = inside(reader, base);
    const member = by && inner.vocabulary.at(inner.tokens, skipFillers(inner, by.end));
    if (member?.symbol.role !== "member") return [];
    return [arrangement(member.end, base, (whole) => on(whole, list, base), notes)];
  });
}

/** The same of another list. */
function on(whole: Expr, list: Expr, base: Symbol): Expr {
  if (list.kind === "ref" && list.id === base.id) return whole;
  if ("list" in list) return { ...list, list: on(whole, list.list, base) };
  return list;
}

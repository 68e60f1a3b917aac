/** One number out of many: "the number of orders over 100", "the sum of price × quantity over all items". */
import type { Expr } from "../../expr.ts";
import type { ReduceFn } from "../../list_expr.ts";
import { canonical, type Symbol } from "../../text/vocabulary.ts";
import { type ExprRead, readProduct } from "../formulas.ts";
import type { Note, Parsed, Reader } from "../reader.ts";
import { isWord, matchPrefix, remembered, skipFillers } from "../reader.ts";
import { readLists } from "./phrases.ts";
import { readPredicates, readRestriction } from "./restrictions.ts";
import { asItCame, exprRead, inside, isOfRecords, type ListRead, listsOf, ref, speaksOf } from "./scope.ts";

export type AggregateRead = Parsed<ExprRead & { of: ListRead; build(list: Expr): Expr }>;

const FUNCTIONS: readonly { words: string; fn: ReduceFn }[] = [
  {
    words: "((sum|total) [amount|value] (of|over) | grand total of | overall total of | (sum|total) [up])",
    fn: "sum",
  },
  { words: "(total|combined)", fn: "sum" },
  { words: "product of", fn: "product" },
  { words: "(average|mean|avg | arithmetic mean) [value] [of]", fn: "average" },
  { words: "median [value] [of]", fn: "median" },
  { words: "(highest|largest|biggest|greatest|maximum|max|top) [value] [of|among]", fn: "max" },
  { words: "(lowest|smallest|minimum|min) [value] [of|among]", fn: "min" },
];
const ALL = "[all [of]] [the|these|those|their|its|every|each]";

/** All ways to read an aggregate, the longest first. `build` makes the same of another list of the same entries. */
export function readAggregates(reader: Reader, from: number): AggregateRead[] {
  if (!reader.vocabulary.hasLists()) return [];
  return remembered(reader, "aggregate", from, () => allAggregates(reader, skipFillers(reader, from)));
}

function allAggregates(reader: Reader, at: number): AggregateRead[] {
  const found = [
    ...readLosses(reader, at),
    ...readCounts(reader, at),
    ...readShares(reader, at),
    ...readReduced(reader, at),
  ];
  return found.toSorted((a, b) => b.end - a.end);
}

function aggregate(
  end: number,
  of: ListRead,
  build: (list: Expr) => Expr,
  notes: readonly Note[] = [],
): AggregateRead {
  const read = exprRead(end, build(of.list), [...of.notes, ...notes]);
  return { end, value: { ...read.value, of, build } };
}

const COUNTING =
  "((number|count) of | how many of | how many | total number of | total count of | amount of)";

function readCounts(reader: Reader, at: number): AggregateRead[] {
  const counting = matchPrefix(reader, COUNTING, at);
  if (!counting) return [];
  const lists = readLists(reader, counting.end);
  const plain = lists.map(({ end, value }) => aggregate(end, value, countOf));
  if (!isWord(reader, at, "how")) return plain;
  const existing = lists.flatMap(({ end, value }) => {
    const there = matchPrefix(reader, "(there are | are there | are in it | it has | we have)", end);
    return there ? [aggregate(there.end, value, countOf)] : [];
  });
  // "how many of the marks are above 4", "how many orders have a total over 100"
  const restricted = lists.flatMap((
    list,
  ) => [...readRestriction(reader, list), ...readPredicates(reader, list)]).map((
    { end, value },
  ) => aggregate(end, value, countOf));
  return [...existing, ...restricted, ...plain];
}

const LOSS =
  "(number|count) of ((duplicates|doubles | duplicate (entries|values|items)) [removed|found|dropped | that were removed] | removed (duplicates|entries|items))";

/** "the number of duplicates removed": how many entries the list had, less how many it has left. */
function readLosses(reader: Reader, at: number): AggregateRead[] {
  const found = matchPrefix(reader, LOSS, at);
  const [base, second] = listsOf(reader).filter(({ role }) => role === "input");
  if (!found || !base || second) return [];
  const left = countOf(ref(asItCame(base)));
  const of: ListRead = { list: ref(base.id), base, notes: [] };
  return [aggregate(found.end, of, (list) => ({ kind: "math", op: "subtract", left, right: countOf(list) }))];
}

export function countOf(list: Expr): Expr {
  return { kind: "call", fn: "length", args: [list] };
}

const SHARE = "((percentage|percent|share|proportion) of)";

/** "the percentage of orders that are paid": the average of 100 for those that are, and 0 for the others. */
function readShares(reader: Reader, at: number): AggregateRead[] {
  const share = matchPrefix(reader, SHARE, at);
  if (!share) return [];
  const whole = isWord(reader, at, "percentage", "percent") ? "100" : "1";
  return readLists(reader, share.end).flatMap(({ end, value }): AggregateRead[] => {
    if (value.list.kind !== "filter") return [];
    const { list: all, item, where } = value.list;
    const counted: Expr = {
      kind: "choose",
      when: where,
      then: { kind: "number", value: whole },
      otherwise: { kind: "number", value: "0" },
    };
    const build = (list: Expr): Expr => ({
      kind: "reduce",
      fn: "average",
      list: { kind: "map", list, item, value: counted },
    });
    return [aggregate(end, { ...value, list: all }, build)];
  });
}

function readReduced(reader: Reader, at: number): AggregateRead[] {
  return FUNCTIONS.flatMap(({ words, fn }) => {
    const found = matchPrefix(reader, words, at);
    if (!found) return [];
    return readNumbers(reader, found.end).map(({ end, value: { of, number, notes } }) => {
      const build = (list: Expr): Expr => ({
        kind: "reduce",
        fn,
        list: number ? mapped(list, of.base, number) : list,
      });
      return aggregate(end, of, build, notes);
    });
  });
}

function mapped(list: Expr, base: Symbol, value: Expr): Expr {
  return { kind: "map", list, item: base.entry!.id, value };
}

type Numbers = Parsed<{ of: ListRead; number?: Expr; notes: Note[] }>;

/** What is added up or averaged: a list of numbers, or a number of each entry. */
function readNumbers(reader: Reader, from: number): Numbers[] {
  const at = matchPrefix(reader, ALL, from)?.end ?? from;
  const plain = readLists(reader, from).filter(({ value }) => !isOfRecords(value.base)).map((
    { end, value },
  ): Numbers => ({
    end,
    value: { of: value, notes: [] },
  }));
  return [...plain, ...listsOf(reader).flatMap((base) => numbersOf(reader, at, base))];
}

const RECORDS = new Set(["filter", "sort", "unique", "take", "pick", "record", "group"]);
const OVER = "[,] (over|of|for|across|in|from|among|on|within | summed over) ";

/** "price × quantity over all items", "amounts", "the price of the active items", "quantity × price for each item". */
function numbersOf(reader: Reader, at: number, base: Symbol): Numbers[] {
  if (!isOfRecords(base)) return [];
  const inner = inside(reader, base);
  const number = readProduct(inner, skipFillers(inner, at), 0);
  if (!number || !speaksOf(base, number.value.expr)) return [];
  // "the total of the paid orders" is the total that each of them has; the orders themselves are no numbers.
  if (RECORDS.has(number.value.expr.kind)) return [];
  // "the totals of the paid orders" are numbers already.
  if (number.value.expr.kind === "map") {
    const { list, value } = number.value.expr;
    return [{
      end: number.end,
      value: { of: { list, base, notes: number.value.notes }, number: value, notes: [] },
    }];
  }
  const whole: ListRead = { list: ref(base.id), base, notes: [] };
  const named = matchPrefix(reader, OVER.trim(), number.end);
  const lists = named
    ? readLists(reader, named.end).filter(({ value }) => value.base.entry!.id === base.entry!.id)
    : [];
  const restricted = lists.length > 0 ? [] : readRestriction(reader, { end: number.end, value: whole });
  const others = listsOf(reader).filter((each) => each.entry!.id !== base.entry!.id && isOfRecords(each));
  const bare = lists.length > 0
    ? []
    : [{ end: number.end, value: withDoubt(whole, others, number.value.expr) }];
  return [...lists, ...restricted, ...bare].map(({ end, value }) => ({
    end,
    value: { of: value, number: number.value.expr, notes: number.value.notes },
  }));
}

/** Two lists may have a member of the same name; then one of them must be named. */
function withDoubt(whole: ListRead, others: readonly Symbol[], number: Expr): ListRead {
  const key = number.kind === "ref" ? canonical(number.id.split(".").at(-1)!) : "";
  const also = others.find((other) => other.entry!.members.some((member) => canonical(member.key) === key));
  if (!also) return whole;
  const text = `Both ${whole.base.key} and ${also.key} have this; say of which.`;
  return { ...whole, notes: [...whole.notes, { kind: "ambiguous", text }] };
}

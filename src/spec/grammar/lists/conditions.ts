/** Conditions on a list as a whole: "any reading is above 90", "all items are in stock", "there are no orders". */
import type { Expr } from "../../expr.ts";
import type { ExprRead } from "../formulas.ts";
import type { Note, Parsed, Reader } from "../reader.ts";
import { matchPrefix, remembered, skipFillers } from "../reader.ts";
import { countOf } from "./aggregates.ts";
import { readLists } from "./phrases.ts";
import { readPredicates, readRestriction } from "./restrictions.ts";
import { exprRead, type ListRead } from "./scope.ts";

const SOME = "(any [one] [of] | at least one [of] | some [of] | one [or more] of | one or more [of])";
const EVERY = "(all [of] | every [one of] | each [one] [of])";
const NONE = "(no | none of | not one of | not a single)";

/** The longest reading of such a condition. */
export function readListCondition(reader: Reader, from: number): Parsed<ExprRead> | null {
  if (!reader.vocabulary.hasLists()) return null;
  return remembered(
    reader,
    "list condition",
    from,
    () => longestCondition(reader, skipFillers(reader, from)),
  );
}

function longestCondition(reader: Reader, at: number): Parsed<ExprRead> | null {
  const found = [
    ...quantified(reader, at, SOME, "some", false),
    ...quantified(reader, at, EVERY, "every", false),
    ...quantified(reader, at, NONE, "some", true),
    ...existing(reader, at),
    ...sized(reader, at),
    ...emptied(reader, at),
  ];
  const [longest] = found.toSorted((a, b) => b.end - a.end);
  return longest ?? null;
}

function quantified(
  reader: Reader,
  at: number,
  words: string,
  which: "some" | "every",
  isNegated: boolean,
): Parsed<ExprRead>[] {
  const found = matchPrefix(reader, words, at);
  if (!found) return [];
  return readLists(reader, found.end).flatMap((list) => predicates(reader, list)).map(({ end, value }) => {
    const expr: Expr = {
      kind: "quantify",
      which,
      list: value.of.list,
      item: value.of.base.entry!.id,
      where: value.where,
    };
    return exprRead(end, isNegated ? { kind: "not", of: expr } : expr, [...value.of.notes, ...value.notes]);
  });
}

type Predicate = Parsed<{ of: ListRead; where: Expr; notes: ListRead["notes"] }>;

/** What is said of each: "is above 90", "have a price over 100", "are active". */
function predicates(reader: Reader, { end, value }: Parsed<ListRead>): Predicate[] {
  const whole: Parsed<ListRead> = { end, value: { ...value, notes: [] } };
  return [...readRestriction(reader, whole), ...readPredicates(reader, whole)].flatMap((found): Predicate[] =>
    found.value.list.kind === "filter"
      ? [{ end: found.end, value: { of: value, where: found.value.list.where, notes: found.value.notes } }]
      : []
  );
}

/** "there are no items", "there is an item with a price over 100", "there are more than 3 orders". */
function existing(reader: Reader, at: number): Parsed<ExprRead>[] {
  const none = matchPrefix(reader, "(there (is|are) (no|not any) | there (isn't|aren't) (any|a|an))", at);
  if (none) {
    return readLists(reader, none.end).map(({ end, value }) =>
      exprRead(end, compared("eq", value), value.notes)
    );
  }
  const some = matchPrefix(reader, "there (is|are) [any | a | an | at least one | some]", at);
  if (!some) return [];
  return readLists(reader, some.end).map(({ end, value }) =>
    exprRead(end, compared("gt", value), value.notes)
  );
}

function compared(op: "eq" | "gt", { list }: Pick<ListRead, "list">): Expr {
  return { kind: "compare", op, left: countOf(list), right: { kind: "number", value: "0" } };
}

/** What holds the entries and has no name of its own: "the basket is empty" is said of the items. */
const HOLDER =
  "(basket | cart | shopping cart | shopping basket | bag | list | guest list | playlist | array | batch)";

function emptied(reader: Reader, at: number): Parsed<ExprRead>[] {
  const found = reader.vocabulary.at(reader.tokens, at)
    ? null
    : matchPrefix(reader, `${HOLDER} (is|was) empty`, at);
  const lists = reader.vocabulary.lists().filter(({ role }) => role === "input");
  const [only, second] = lists;
  if (!found || !only || second) return [];
  const notes: Note[] = [{ kind: "assumed", text: `it is empty when there are no ${only.key}` }];
  return [
    exprRead(found.end, compared("eq", { list: { kind: "ref", id: only.id } }), notes),
  ];
}

const SIZES = [
  { words: "(more than | over) {count:number} [entries|items|elements|of them]", op: "gt" },
  { words: "(fewer than | less than | under) {count:number} [entries|items|elements|of them]", op: "lt" },
  { words: "at least {count:number} [entries|items|elements|of them]", op: "ge" },
  { words: "(at most | no more than | up to) {count:number} [entries|items|elements|of them]", op: "le" },
  { words: "exactly {count:number} [entries|items|elements|of them]", op: "eq" },
] as const;

/** "the list has more than 3 entries", "items contains at least 2 entries". */
function sized(reader: Reader, at: number): Parsed<ExprRead>[] {
  return readLists(reader, at).flatMap(({ end, value }) => {
    const verb = matchPrefix(reader, "(has|have|contains|contain)", end);
    if (!verb) return [];
    return SIZES.flatMap(({ words, op }) => {
      const found = matchPrefix(reader, words, verb.end);
      const count = found?.value.count;
      if (count?.kind !== "number") return [];
      const right: Expr = { kind: "number", value: count.value };
      return [exprRead(found!.end, { kind: "compare", op, left: countOf(value.list), right }, value.notes)];
    });
  });
}

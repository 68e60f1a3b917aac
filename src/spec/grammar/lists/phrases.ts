/** Lists by what they hold: "the active users whose age is 18 or more, sorted by name", "the three cheapest items". */
import type { Expr } from "../../expr.ts";
import type { Parsed, Reader } from "../reader.ts";
import { isWord, matchPrefix, remembered, skipFillers } from "../reader.ts";
import { type Modified, readCount, readModifiers } from "./modifiers.ts";
import { listAt } from "./nouns.ts";
import { readOrder, readSorted } from "./order.ts";
import { readRestriction } from "./restrictions.ts";
import { entryOf, inside, isOfRecords, type ListRead, ref } from "./scope.ts";
import { memberFor } from "./superlatives.ts";

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
    const list = readModifiers(reader, at, noun, known.symbol);
    if (!list) continue;
    return after(reader, { end: known.end, value: list.read }, list.top);
  }
  return [];
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

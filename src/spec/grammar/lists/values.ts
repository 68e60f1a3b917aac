/** Everything that a list can be asked for, where a formula may stand. */
import type { Expr } from "../../expr.ts";
import { canonical, type Symbol } from "../../text/vocabulary.ts";
import type { ExprRead } from "../formulas.ts";
import type { Parsed, Reader } from "../reader.ts";
import { isWord, matchPrefix, remembered, skipFillers } from "../reader.ts";
import { readAggregates } from "./aggregates.ts";
import { readGroups } from "./groups.ts";
import { listAt } from "./nouns.ts";
import { readSorted } from "./order.ts";
import { readLists } from "./phrases.ts";
import { exprRead, inside, isOfRecords, type ListRead, listsOf, ref } from "./scope.ts";
import { memberFor, readSuperlative } from "./superlatives.ts";

/** The longest reading of something asked of a list. */
export function readListValue(reader: Reader, from: number): Parsed<ExprRead> | null {
  if (!reader.vocabulary.hasLists() || reader.budget.stepsLeft-- <= 0) return null;
  return remembered(reader, "list value", from, () => longestValue(reader, skipFillers(reader, from)));
}

function longestValue(reader: Reader, at: number): Parsed<ExprRead> | null {
  const found = [
    ...readGroups(reader, at),
    ...readAggregates(reader, at),
    ...readPicks(reader, at),
    ...readMembers(reader, at),
    ...readChanged(reader, at),
  ];
  const [longest] = found.toSorted((a, b) => b.end - a.end);
  return longest ? exprRead(longest.end, longest.value.expr, longest.value.notes) : null;
}

/** A list by itself is a name like any other; with anything said of it, it is a value of its own. */
function readChanged(reader: Reader, at: number): Parsed<ExprRead>[] {
  return readLists(reader, at).filter(({ value }) => value.list.kind !== "ref").map(({ end, value }) =>
    exprRead(end, value.list, value.notes)
  );
}

/** "the names of the people who are older than 18", "their names". */
function readMembers(reader: Reader, at: number): Parsed<ExprRead>[] {
  return listsOf(reader).filter(isOfRecords).flatMap((base) => {
    const named = pluralMember(reader, at, base);
    const of = named && matchPrefix(reader, "(of|for|from)", named.end);
    const lists = of
      ? readLists(reader, of.end).filter(({ value }) => value.base.entry!.id === base.entry!.id)
      : [];
    const isTheirs = isWord(reader, at - 1, "their");
    const whole: Parsed<ListRead>[] = named && isTheirs
      ? [{ end: named.end, value: { list: ref(base.id), base, notes: [] } }]
      : [];
    return [...lists, ...whole].flatMap(({ end, value }) => {
      const expr: Expr = {
        kind: "map",
        list: value.list,
        item: base.entry!.id,
        value: ref(named!.symbol.id),
      };
      return arranged(reader, exprRead(end, expr, value.notes), named!.symbol);
    });
  });
}

/** "names", not "name": many of them. */
function pluralMember(reader: Reader, at: number, base: Symbol): { symbol: Symbol; end: number } | null {
  const inner = inside(reader, base);
  const listed = matchPrefix(inner, "(list of | all [of] [the])", at)?.end ?? at;
  const known = inner.vocabulary.at(inner.tokens, skipFillers(inner, listed));
  if (known?.symbol.role !== "member" || known.symbol.id === base.entry!.id) return null;
  const last = inner.tokens[known.end - 1]!.lower;
  return last !== canonical(last) ? known : null;
}

/** The values themselves, without doubles or in order: "the unique categories of the items, sorted alphabetically". */
function arranged(reader: Reader, read: Parsed<ExprRead>, member: Symbol): Parsed<ExprRead>[] {
  const type = member.type === "number" || member.type === "integer" ? "number" : "string";
  const base: Symbol = { ...member, entry: { id: `each.${member.key}`, type, members: [] } };
  const order = readSorted(reader, read.end, base);
  if (!order) return [read];
  const expr: Expr = { kind: "sort", list: read.value.expr, item: base.entry!.id, by: order.value.by };
  return [exprRead(order.end, expr, [...read.value.notes, ...order.value.notes]), read];
}

/** "the cheapest item", "the first order", "the item with the highest price", "the name of the oldest person". */
function readPicks(reader: Reader, at: number): Parsed<ExprRead>[] {
  const picks = readEntries(reader, at).map(({ end, value }) => exprRead(end, value.expr, value.notes));
  return [...picks, ...readMemberOfPick(reader, at), ...readMemberWith(reader, at)];
}

interface Picked extends ExprRead {
  base: Symbol;
}

function readEntries(reader: Reader, at: number): Parsed<Picked>[] {
  return [...readEnds(reader, at), ...readExtreme(reader, at), ...readWith(reader, at)];
}

function picked(
  end: number,
  list: Expr,
  base: Symbol,
  at: "first" | "last",
  notes: ExprRead["notes"],
): Parsed<Picked> {
  return { end, value: { kind: "expr", expr: { kind: "pick", list, at }, notes, base } };
}

function readEnds(reader: Reader, at: number): Parsed<Picked>[] {
  const start = skipFillers(reader, at);
  if (!isWord(reader, start, "first", "last")) return [];
  const which = isWord(reader, start, "first") ? "first" : "last";
  return singular(reader, start + 1).map(({ end, value }) =>
    picked(end, value.list, value.base, which, value.notes)
  );
}

/** "the cheapest item": the first one, sorted by its price. */
function readExtreme(reader: Reader, at: number): Parsed<Picked>[] {
  const superlative = readSuperlative(reader, at);
  if (!superlative) return [];
  return singular(reader, superlative.end).flatMap(({ end, value }) => {
    const member = isOfRecords(value.base) ? memberFor(superlative.value, value.base) : null;
    if (!member) return [];
    return [extreme(end, value, ref(member.id), superlative.value.descending)];
  });
}

/** "the item with the highest price". */
function readWith(reader: Reader, at: number): Parsed<Picked>[] {
  const noun = listAt(reader, at);
  if (!noun || !isOfRecords(noun.symbol)) return [];
  const whole: ListRead = { list: ref(noun.symbol.id), base: noun.symbol, notes: [] };
  const by = readExtremeMember(reader, noun.end, noun.symbol);
  return by ? [extreme(by.end, whole, ref(by.value.member.id), by.value.descending)] : [];
}

/** "with the highest price", "that has the lowest single amount". */
function readExtremeMember(
  reader: Reader,
  at: number,
  base: Symbol,
): Parsed<{ member: Symbol; descending: boolean }> | null {
  const having = matchPrefix(reader, "[,] (with|having | that has | which has | who has | of)", at);
  const superlative = having && readSuperlative(reader, having.end);
  if (!superlative) return null;
  const inner = inside(reader, base);
  const single = isWord(reader, superlative.end, "single", "individual")
    ? superlative.end + 1
    : superlative.end;
  const member = inner.vocabulary.at(inner.tokens, skipFillers(inner, single));
  if (member?.symbol.role !== "member") return null;
  return { end: member.end, value: { member: member.symbol, descending: superlative.value.descending } };
}

function extreme(end: number, read: ListRead, by: Expr, descending: boolean): Parsed<Picked> {
  const list: Expr = {
    kind: "sort",
    list: read.list,
    item: read.base.entry!.id,
    by: [{ value: by, descending }],
  };
  return picked(end, list, read.base, "first", read.notes);
}

/** Lists that are named in the singular: one of their entries is meant. */
function singular(reader: Reader, at: number): Parsed<ListRead>[] {
  const noun = listAt(reader, at);
  if (!noun) return [];
  const last = reader.tokens[noun.end - 1]!.lower;
  return last === canonical(last) || isWord(reader, noun.end - 1, "one") ? readLists(reader, at) : [];
}

/** "the name of the cheapest item". */
function readMemberOfPick(reader: Reader, at: number): Parsed<ExprRead>[] {
  return listsOf(reader).filter(isOfRecords).flatMap((base) => {
    const inner = inside(reader, base);
    const member = inner.vocabulary.at(inner.tokens, skipFillers(inner, at));
    const of = member?.symbol.role === "member" ? matchPrefix(reader, "(of|from)", member.end) : null;
    if (!of) return [];
    return readEntries(reader, skipFillers(reader, of.end)).filter(({ value }) => value.base === base).map((
      { end, value },
    ) => exprRead(end, { kind: "member", of: value.expr, key: member!.symbol.key }, value.notes));
  });
}

/** "the category with the highest amount": that of the entry with it. */
function readMemberWith(reader: Reader, at: number): Parsed<ExprRead>[] {
  return listsOf(reader).filter(isOfRecords).flatMap((base) => {
    const inner = inside(reader, base);
    const member = inner.vocabulary.at(inner.tokens, skipFillers(inner, at));
    if (member?.symbol.role !== "member") return [];
    const by = readExtremeMember(reader, member.end, base);
    if (!by || by.value.member === member.symbol) return [];
    const whole: ListRead = { list: ref(base.id), base, notes: [] };
    const pick = extreme(by.end, whole, ref(by.value.member.id), by.value.descending);
    return [exprRead(by.end, { kind: "member", of: pick.value.expr, key: member.symbol.key }, [])];
  });
}

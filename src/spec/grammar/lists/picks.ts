/** One entry of a list, or a member of it: "the cheapest item", "the first order", "the name of the oldest person". */
import type { Expr } from "../../expr.ts";
import { canonical, type Symbol } from "../../text/vocabulary.ts";
import type { ExprRead } from "../formulas.ts";
import type { Parsed, Reader } from "../reader.ts";
import { isWord, matchPrefix, skipFillers } from "../reader.ts";
import { listAt } from "./nouns.ts";
import { readLists } from "./phrases.ts";
import { entryOf, exprRead, inside, isOfRecords, type ListRead, listsOf, ref } from "./scope.ts";
import { memberFor, readSuperlative } from "./superlatives.ts";

/** "the cheapest item", "the first order", "the item with the highest price", "the name of the oldest person". */
export function readPicks(reader: Reader, at: number): Parsed<ExprRead>[] {
  const picks = readEntries(reader, at).map(({ end, value }) => exprRead(end, value.expr, value.notes));
  return [...picks, ...readMemberOfPick(reader, at), ...readMemberWith(reader, at)].map((read) => ({
    ...read,
    end: matchPrefix(reader, OR_NULL, read.end)?.end ?? read.end,
  }));
}

/** An entry of an empty list is absent, and need not be said to be. */
const OR_NULL =
  "[,|LPAR] [or] null (if|when) (there (is|are) (none|no [such] {noun:entryNoun}) | [the] (list|{entry:entry}) is empty | {entry:entry} are empty | none (match|matches|is found)) [RPAR]";

interface Picked extends ExprRead {
  base: Symbol;
}

function readEntries(reader: Reader, at: number): Parsed<Picked>[] {
  return [
    ...readEnds(reader, at),
    ...readExtreme(reader, at),
    ...readWith(reader, at),
    ...readMatching(reader, at),
  ];
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
    const { descending, of } = superlative.value;
    // "the earliest date" of a list of dates is itself what it is sorted by.
    if (value.base.entry?.type === "string" && of) {
      return [extreme(end, value, entryOf(value.base), descending)];
    }
    const member = isOfRecords(value.base) ? memberFor(superlative.value, value.base) : null;
    return member ? [extreme(end, value, ref(member.id), descending)] : [];
  });
}

/** "the customer whose id is the customerId": the first one. */
function readMatching(reader: Reader, at: number): Parsed<Picked>[] {
  return singular(reader, at).filter(({ value }) => value.list.kind === "filter").map(({ end, value }) =>
    picked(end, value.list, value.base, "first", value.notes)
  );
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

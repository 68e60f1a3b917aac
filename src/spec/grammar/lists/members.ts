/** Lists of one member of each entry: "the names of the people who are older than 18", "their names". */
import type { Expr } from "../../expr.ts";
import { canonical, type Symbol } from "../../text/vocabulary.ts";
import type { ExprRead } from "../formulas.ts";
import type { Parsed, Reader } from "../reader.ts";
import { isWord, matchPrefix, skipFillers } from "../reader.ts";
import { readOrder, readSorted } from "./order.ts";
import { readLists } from "./phrases.ts";
import { entryOf, exprRead, inside, isOfRecords, type ListRead, listsOf, ref } from "./scope.ts";

/** "the names of the people who are older than 18", "their names". */
export function readMembers(reader: Reader, at: number): Parsed<ExprRead>[] {
  return listsOf(reader).filter(isOfRecords).flatMap((base) => {
    const named = pluralMember(reader, at, base);
    const of = named && matchPrefix(reader, "(of|for|from)", named.end);
    const lists = of
      ? readLists(reader, of.end).filter(({ value }) => value.base.entry!.id === base.entry!.id)
      : [];
    return [...lists, ...theirs(reader, at, named, base)].flatMap(({ end, value }) => {
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

/** "their names" are of all entries, and so are "the names sorted by points" where no other list has names. */
function theirs(reader: Reader, at: number, named: Named | null, base: Symbol): Parsed<ListRead>[] {
  if (!named || !isWord(reader, at - 1, "their", "the", "all")) return [];
  const whole: Parsed<ListRead> = { end: named.end, value: { list: ref(base.id), base, notes: [] } };
  const order = readSorted(reader, named.end, base);
  if (order) {
    const { by, notes } = order.value;
    const list: Expr = { kind: "sort", list: ref(base.id), item: base.entry!.id, by };
    return [{ end: order.end, value: { list, base, notes } }];
  }
  const others = listsOf(reader).filter((each) => isOfRecords(each) && each.entry!.id !== base.entry!.id);
  return isWord(reader, at - 1, "their") || others.length === 0 ? [whole] : [];
}

interface Named {
  symbol: Symbol;
  end: number;
}

/** "names", not "name": many of them. */
function pluralMember(reader: Reader, at: number, base: Symbol): Named | null {
  const inner = inside(reader, base);
  const listed = matchPrefix(inner, "(list of | all [of] [the])", at)?.end ?? at;
  const known = inner.vocabulary.at(inner.tokens, skipFillers(inner, listed));
  if (known?.symbol.role !== "member" || known.symbol.id === base.entry!.id) return null;
  const noun = isWord(inner, known.end, "addresses", "values", "numbers") ? known.end + 1 : known.end;
  const last = inner.tokens[noun - 1]!.lower;
  return last !== canonical(last) ? { ...known, end: noun } : null;
}

const ONCE =
  "[,] (without (duplicates|doubles|repeats|repetition) | with no (duplicates|repeats) | no duplicates | with duplicates removed | deduplicated | each only once | each (one|of them) once)";

/** The values themselves, without doubles or in order: "the categories of the items, without duplicates, sorted alphabetically". */
function arranged(reader: Reader, read: Parsed<ExprRead>, member: Symbol): Parsed<ExprRead>[] {
  const type = member.type === "number" || member.type === "integer" ? "number" : "string";
  const base: Symbol = { ...member, entry: { id: `each.${member.key}`, type, members: [] } };
  const item = base.entry!.id;
  const once = matchPrefix(reader, ONCE, read.end);
  if (once) {
    const unique: Expr = { kind: "unique", list: read.value.expr, item, by: entryOf(base) };
    return [...arranged(reader, exprRead(once.end, unique, read.value.notes), member), read];
  }
  const comma = isWord(reader, read.end, ",") ? read.end + 1 : read.end;
  const order = readSorted(reader, read.end, base) ?? readOrder(reader, comma, base);
  if (!order) return [read];
  const expr: Expr = { kind: "sort", list: read.value.expr, item, by: order.value.by };
  return [exprRead(order.end, expr, [...read.value.notes, ...order.value.notes]), read];
}

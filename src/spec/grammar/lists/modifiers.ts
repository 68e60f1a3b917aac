/** What stands before the name of a list: "active", "unpaid", "unique", "the three highest", "the last 5". */
import type { Expr } from "../../expr.ts";
import type { Symbol } from "../../text/vocabulary.ts";
import { readNumber } from "../numbers.ts";
import type { Parsed, Reader } from "../reader.ts";
import { isWord, matchPrefix, skipFillers } from "../reader.ts";
import { entryOf, isNumberMember, isOfRecords, type ListRead, ref } from "./scope.ts";
import { readSuperlative, type Superlative } from "./superlatives.ts";

export interface Modified {
  read: ListRead;
  top?: { count: Expr; superlative: Superlative };
}

/** Adjectives, and how many: "three highest", "active", "unique". */
export function readModifiers(reader: Reader, from: number, noun: number, base: Symbol): Modified | null {
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

/** Reading inside a list: its entry and the members of it are known there, next to all that is known outside. */
import { allRefsOf, type Expr } from "../../expr.ts";
import type { Symbol } from "../../text/vocabulary.ts";
import type { Note, Reader } from "../reader.ts";

/** A list, as it was named or made from one that was named. */
export interface ListRead {
  list: Expr;
  base: Symbol;
  notes: Note[];
}

export function inside(reader: Reader, base: Symbol): Reader {
  return { ...reader, vocabulary: reader.vocabulary.within(base), implies: false, subjects: new Map() };
}

/** Lists that one may speak of; none is the common case, and costs nothing. */
export function listsOf(reader: Reader): Symbol[] {
  return reader.vocabulary.lists().filter(({ entry }) => entry !== undefined);
}

export function entryOf(base: Symbol): Expr {
  return { kind: "ref", id: base.entry!.id };
}

export function isOfRecords(base: Symbol): boolean {
  return base.entry?.type === "record";
}

/** Whether an expression speaks of an entry of the list. */
export function speaksOf(base: Symbol, expr: Expr): boolean {
  const { id } = base.entry!;
  return allRefsOf(expr).some((ref) => ref === id || ref.startsWith(`${id}.`));
}

export function isNumberMember(member: Symbol): boolean {
  return member.type === "number" || member.type === "integer";
}

export function ref(id: string): Expr {
  return { kind: "ref", id };
}

export function exprRead(end: number, expr: Expr, notes: readonly Note[]) {
  return { end, value: { kind: "expr" as const, expr, notes: [...notes] } };
}

/** The id of a list before anything was done to it, where a sentence speaks of what it has lost. */
export function asItCame(list: Symbol): string {
  return `whole.${list.key}`;
}

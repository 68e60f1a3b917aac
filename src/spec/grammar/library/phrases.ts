/** A table of phrases that stand for an expression, and the reader for it. */
import type { Expr } from "../../expr.ts";
import type { LibraryFn } from "../../library/mod.ts";
import { type Match, matchPrefix, type Note, type Parsed, type Reader, type SlotValue } from "../reader.ts";

export interface Phrase {
  patterns: string[];
  build(match: Match): Expr | null;
  /** Stated with every match. */
  assumes?: string;
}

export type ExprRead = Parsed<Extract<SlotValue, { kind: "expr" }>>;

/** The longest reading of the first phrase that fits; `before` is what a phrase goes on from. */
export function readPhrase(
  reader: Reader,
  phrases: readonly Phrase[],
  from: number,
  before?: ExprRead,
): ExprRead | null {
  for (const { patterns, build, assumes } of phrases) {
    for (const pattern of patterns) {
      const found = matchPrefix(reader, pattern, from);
      if (!found) continue;
      const match: Match = before ? { ...found.value, x: before.value } : found.value;
      const expr = build(match);
      if (!expr) continue;
      const stated: Note[] = assumes ? [{ kind: "assumed", text: assumes }] : [];
      const notes = [...Object.values(match).flatMap((slot) => slot.notes), ...stated];
      return {
        end: found.end,
        value: { kind: "expr", expr, notes: notes.filter(({ kind }) => kind !== "unit") },
      };
    }
  }
  return null;
}

export function call(
  fn: LibraryFn | "lower" | "upper" | "trim" | "length" | "words" | "concat",
  ...args: Expr[]
): Expr {
  return { kind: "call", fn, args };
}

export function text(value: string): Expr {
  return { kind: "text", value };
}

export function number(value: string | number): Expr {
  return { kind: "number", value: String(value) };
}

/** The expression in a slot; a slot that a pattern leaves out gives `undefined`. */
export function exprIn(match: Match, name: string): Expr | undefined {
  const value = match[name];
  if (value?.kind === "expr") return value.expr;
  if (value?.kind === "number") return number(value.value);
  return value?.kind === "text" ? text(value.value) : undefined;
}

export function textIn(match: Match, name: string): string | undefined {
  const value = match[name];
  return value?.kind === "text" ? value.value : undefined;
}

/** A library function of what is in the slots; nothing if one of them is missing. */
export function calling(fn: LibraryFn | "lower" | "upper" | "trim" | "length" | "words", ...slots: string[]) {
  return (match: Match): Expr | null => {
    const args = slots.map((slot) => exprIn(match, slot));
    return args.every((arg) => arg !== undefined) ? call(fn, ...args as Expr[]) : null;
  };
}

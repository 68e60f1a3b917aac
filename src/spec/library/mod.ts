/**
 * Functions of the Spec beyond arithmetic: on texts, dates and formats. One table says what each takes and gives; the
 * interpreter (`interpret/texts.ts`, `interpret/dates.ts`) and the generated code (`codegen/runtime/`) each implement all
 * of them, apart from one another, and are held against each other.
 *
 * All are total: what can't be worked out for some text has a value that is stated here.
 */
import { DATE_FUNCTIONS } from "./dates.ts";
import { TEXT_FUNCTIONS } from "./texts.ts";

export { isDateCall, isDateExpr } from "./is_date.ts";
export { type Format, FORMAT_NAMES, FORMATS } from "./formats.ts";
export { CHARACTER_KINDS, type CharacterKind } from "./texts.ts";
export { DATE_UNITS, type DateUnit } from "./dates.ts";

/** What a function takes: a value of a type, a date, or one of a few words that must be written out. */
export type Parameter =
  | "string"
  | "number"
  | "string_list"
  | "date"
  | { oneOf: readonly string[] }
  | "literal";

export interface LibraryFunction {
  takes: readonly Parameter[];
  gives: "string" | "number" | "boolean" | "string_list" | "date";
}

export const LIBRARY = { ...TEXT_FUNCTIONS, ...DATE_FUNCTIONS };
export type LibraryFn = keyof typeof LIBRARY;
export const LIBRARY_FNS = Object.keys(LIBRARY) as [LibraryFn, ...LibraryFn[]];

export function isLibraryFn(fn: string): fn is LibraryFn {
  return Object.hasOwn(LIBRARY, fn);
}

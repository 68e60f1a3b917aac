/** Calls of library functions in generated code, and the helpers behind them. */
import type { Expr, Field, Format, LibraryFn } from "../spec/mod.ts";
import { call, type Doc } from "./doc.ts";
import { type Emitter, use, value } from "./expressions.ts";

const DATE_HELPERS =
  /^(date_plus|date_span|plus_working_days|working_days_between|weekday|weekday_number|month_name|day_of_month|month_of|year_of|quarter_of|day_of_year|days_in_month|month_start|month_end|is_leap_year|formatted_date)$/;

/** The name of the helper: `title_case` is `titleCase`. */
export function helperName(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** The constant that stands for a format in the rules of a field. */
export function formatConstant(format: Format): string {
  return format === "url" ? "URL_FORMAT" : format.toUpperCase();
}

/** The constants for the formats of fields, those of records included. */
export function formatConstants(fields: readonly Field[]): string[] {
  const found = fields.flatMap(({ format, fields: members = [] }) => [
    ...(format ? [formatConstant(format)] : []),
    ...formatConstants(members),
  ]);
  return [...new Set(found)].sort();
}

export function isFormatName(format: Format): string {
  return helperName(`is_${format}`);
}

/** A shape as a literal that the whole text must match. */
export function shapeLiteral(shape: string): string {
  return `/^(?:${shape})$/u`;
}

export function libraryCall(fn: LibraryFn, args: readonly Expr[], emitter: Emitter): Doc {
  const [first, second] = args;
  const word = second?.kind === "text" ? second.value : "";
  if (fn === "has_shape") return [shapeLiteral(word), ".test(", value(first!, emitter), ")"];
  if (fn === "is_format") {
    return call(use(emitter, "formats", isFormatName(word as Format)), value(first!, emitter));
  }
  if (fn === "joined") return [value(first!, emitter), ".join(", value(second!, emitter), ")"];
  const file = DATE_HELPERS.test(fn) ? "dates" : "edit";
  return call(use(emitter, file, helperName(fn)), ...args.map((arg) => value(arg, emitter)));
}

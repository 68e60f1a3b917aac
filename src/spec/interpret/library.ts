import type { LibraryFn } from "../library/mod.ts";
import { DATES } from "./dates.ts";
import { joined, type PlainValue, TEXTS } from "./texts.ts";

/** The value of a call of a library function. */
export function callLibrary(fn: LibraryFn, [first = null, ...rest]: PlainValue[]): PlainValue {
  if (fn === "joined") return joined(first as string[], rest[0] ?? "");
  const date = DATES[fn];
  return date ? date(first, ...rest) : TEXTS[fn]!(String(first ?? ""), ...rest);
}

/** Kinds of days: "weekdays", "the weekend", "Saturdays and Sundays", "all other days", as tests of the one date of a request. */
import type { Expr } from "../../expr.ts";
import { isWord, matchPrefix, type Parsed, type Reader, skipFillers } from "../reader.ts";
import { call, number } from "./phrases.ts";

export const WEEK: readonly string[] = [
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
  "Sunday",
];
const WORKING =
  "(weekdays|weekday|workdays|workday | working days | working day | business days | business day | week days | normal days | ordinary days)";
const FREE = "(weekends|weekend | weekend days)";
const REST =
  "(all other days | any other day | every other day | other days | the other days | the rest of the week | all others)";

/** The days themselves; `isAll` where all the days that were not named are meant. */
export function dayKindSlot(reader: Reader, from: number): Parsed[] {
  const at = skipFillers(reader, isWord(reader, from, "on", "at", "during", "for") ? from + 1 : from);
  const days = (values: string[], end: number, isAll = false): Parsed[] => [
    { end, value: { kind: "texts", values, isAll, notes: [] } },
  ];
  const working = matchPrefix(reader, WORKING, at);
  if (working) return days(WEEK.slice(0, 5), working.end);
  const free = matchPrefix(reader, FREE, at);
  if (free) return days(WEEK.slice(5), free.end);
  const rest = matchPrefix(reader, REST, at);
  if (rest) return days([], rest.end, true);
  const named = matchPrefix(reader, "{days:weekdays}", at);
  const list = named?.value.days;
  return named && list?.kind === "texts" ? days(list.values, named.end) : [];
}

/** Whether a date is one of some days. */
export function isOneOf(date: Expr, days: readonly string[]): Expr {
  const place = call("weekday_number", date);
  const isRun = (from: number, to: number) => days.join() === WEEK.slice(from, to).join();
  if (isRun(0, 5)) return { kind: "compare", op: "le", left: place, right: number(5) };
  if (isRun(5, 7)) return { kind: "compare", op: "ge", left: place, right: number(6) };
  const of = days.map((day): Expr => ({
    kind: "compare",
    op: "eq",
    left: call("weekday", date),
    right: { kind: "text", value: day },
  }));
  return of.length === 1 ? of[0]! : { kind: "any", of };
}

import type { LibraryFunction } from "./mod.ts";

export const DATE_UNITS = ["days", "months", "years"] as const;
export type DateUnit = typeof DATE_UNITS[number];

const unit = { oneOf: DATE_UNITS };

/** Dates are texts, `YYYY-MM-DD`, in the calendar that is in use. Sums stay within the years 0001 to 9999. */
export const DATE_FUNCTIONS = {
  /** date, whole number, unit: a month later than the 31st is the last day of a shorter month. */
  date_plus: { takes: ["date", "number", unit], gives: "date" },
  /** From the first date to the second: days, or complete months or years; negative when the second comes first. */
  date_span: { takes: ["date", "date", unit], gives: "number" },
  /** Monday to Friday; no holidays are known. */
  plus_working_days: { takes: ["date", "number"], gives: "date" },
  /** Days from Monday to Friday after the first date up to and including the second. */
  working_days_between: { takes: ["date", "date"], gives: "number" },
  weekday: { takes: ["date"], gives: "string" },
  /** 1 for Monday to 7 for Sunday. */
  weekday_number: { takes: ["date"], gives: "number" },
  month_name: { takes: ["date"], gives: "string" },
  day_of_month: { takes: ["date"], gives: "number" },
  month_of: { takes: ["date"], gives: "number" },
  year_of: { takes: ["date"], gives: "number" },
  /** 1 to 4. */
  quarter_of: { takes: ["date"], gives: "number" },
  day_of_year: { takes: ["date"], gives: "number" },
  days_in_month: { takes: ["date"], gives: "number" },
  month_start: { takes: ["date"], gives: "date" },
  month_end: { takes: ["date"], gives: "date" },
  is_leap_year: { takes: ["number"], gives: "boolean" },
  /** date, pattern: YYYY, YY, MMMM (March), MMM (Mar), MM, M, DD, D, dddd (Monday) and ddd (Mon) stand for its parts. */
  formatted_date: { takes: ["date", "literal"], gives: "string" },
} as const satisfies Record<string, LibraryFunction>;

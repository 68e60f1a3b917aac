/** The date functions of the library, for the interpreter: dates as counted days, by arithmetic alone. */
import type { LibraryFn } from "../library/mod.ts";
import type { PlainValue } from "./texts.ts";

interface Day {
  year: number;
  month: number;
  day: number;
}

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const LAST_YEAR = 9999;

function parse(date: PlainValue | undefined): Day {
  const [year = 1, month = 1, day = 1] = String(date).split("-").map(Number);
  return { year, month, day };
}

function print({ year, month, day }: Day): string {
  const pad = (value: number, length: number) => String(value).padStart(length, "0");
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

function isLeap(year: number): boolean {
  return year % 400 === 0 || (year % 4 === 0 && year % 100 !== 0);
}

function lengthOf(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Days since 0000-03-01 of the Gregorian calendar, counted backwards as well (Howard Hinnant's days_from_civil). */
function numberOf({ year, month, day }: Day): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) +
    dayOfYear;
}

function dayOf(days: number): Day {
  const era = Math.floor(days / 146_097);
  const dayOfEra = days - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1,
  };
}

const FIRST = { year: 1, month: 1, day: 1 };
const LAST = { year: LAST_YEAR, month: 12, day: 31 };

function within(day: Day): Day {
  return day.year < 1 ? FIRST : day.year > LAST_YEAR ? LAST : day;
}

function plusDays(date: Day, days: number): Day {
  const number = Math.min(Math.max(numberOf(date) + Math.trunc(days), numberOf(FIRST)), numberOf(LAST));
  return dayOf(number);
}

function plusMonths(date: Day, months: number): Day {
  const total = date.year * 12 + date.month - 1 + Math.trunc(months);
  const year = Math.floor(total / 12);
  const month = total - year * 12 + 1;
  return within({ year, month, day: Math.min(date.day, lengthOf(year, month)) });
}

function plus(date: Day, amount: number, unit: PlainValue | undefined): Day {
  if (unit === "days") return plusDays(date, amount);
  return plusMonths(date, unit === "years" ? Math.trunc(amount) * 12 : amount);
}

/** Complete months: the one that is not over yet does not count. */
function monthsBetween(from: Day, to: Day): number {
  if (numberOf(to) < numberOf(from)) return -monthsBetween(to, from) || 0;
  const months = (to.year - from.year) * 12 + to.month - from.month;
  return to.day < from.day ? months - 1 : months;
}

function span(from: Day, to: Day, unit: PlainValue | undefined): number {
  if (unit === "days") return numberOf(to) - numberOf(from);
  const months = monthsBetween(from, to);
  return unit === "months" ? months : Math.trunc(months / 12) || 0;
}

/** 1 for Monday. 0000-03-01 was a Wednesday. */
function weekday(date: Day): number {
  return (((numberOf(date) + 2) % 7) + 7) % 7 + 1;
}

function isWorkingDay(date: Day): boolean {
  return weekday(date) <= 5;
}

/** Day by day to the last of at most five, then week by week. */
function plusWorkingDays(date: Day, amount: number): Day {
  const total = Math.trunc(Math.abs(amount));
  const direction = Math.sign(amount);
  const weeks = total === 0 ? 0 : Math.floor((total - 1) / 5);
  let at = date;
  for (let left = total - weeks * 5; left > 0; left -= isWorkingDay(at) ? 1 : 0) {
    const next = plusDays(at, direction);
    if (numberOf(next) === numberOf(at)) return at;
    at = next;
  }
  return plusDays(at, weeks * 7 * direction);
}

/** Working days after the first and up to the second, by whole weeks and the days that are left. */
function workingDaysBetween(from: Day, to: Day): number {
  const days = numberOf(to) - numberOf(from);
  if (days < 0) return -workingDaysBetween(to, from) || 0;
  let found = Math.floor(days / 7) * 5;
  for (let n = 1; n <= days % 7; n++) if (isWorkingDay(plusDays(from, n))) found++;
  return found;
}

function format(date: Day, pattern: string): string {
  const name = WEEKDAYS[weekday(date) - 1]!;
  const month = MONTHS[date.month - 1]!;
  const two = (value: number) => String(value).padStart(2, "0");
  const parts: Record<string, string> = {
    YYYY: String(date.year).padStart(4, "0"),
    YY: two(date.year % 100),
    MMMM: month,
    MMM: month.slice(0, 3),
    MM: two(date.month),
    M: String(date.month),
    DD: two(date.day),
    D: String(date.day),
    dddd: name,
    ddd: name.slice(0, 3),
  };
  return pattern.replace(/YYYY|YY|MMMM|MMM|MM|M|DD|D|dddd|ddd/g, (part) => parts[part]!);
}

type DateFunction = (date: PlainValue, ...rest: PlainValue[]) => PlainValue;

export const DATES: Partial<Record<LibraryFn, DateFunction>> = {
  date_plus: (date, amount, unit) => print(plus(parse(date), Number(amount), unit)),
  date_span: (from, to, unit) => span(parse(from), parse(to), unit),
  plus_working_days: (date, amount) => print(plusWorkingDays(parse(date), Number(amount))),
  working_days_between: (from, to) => workingDaysBetween(parse(from), parse(to)),
  weekday: (date) => WEEKDAYS[weekday(parse(date)) - 1]!,
  weekday_number: (date) => weekday(parse(date)),
  month_name: (date) => MONTHS[parse(date).month - 1]!,
  day_of_month: (date) => parse(date).day,
  month_of: (date) => parse(date).month,
  year_of: (date) => parse(date).year,
  quarter_of: (date) => Math.ceil(parse(date).month / 3),
  day_of_year: (date) => numberOf(parse(date)) - numberOf({ ...parse(date), month: 1, day: 1 }) + 1,
  days_in_month: (date) => lengthOf(parse(date).year, parse(date).month),
  month_start: (date) => print({ ...parse(date), day: 1 }),
  month_end: (date) => {
    const { year, month } = parse(date);
    return print({ year, month, day: lengthOf(year, month) });
  },
  is_leap_year: (year) => isLeap(Number(year)),
  formatted_date: (date, pattern) => format(parse(date), String(pattern)),
};

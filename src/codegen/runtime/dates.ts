/** Dates as texts, YYYY-MM-DD. Sums stay within the years 0001 to 9999. */

const DAY_MS = 86_400_000;
const FIRST = timeOf("0001-01-01");
const LAST = timeOf("9999-12-31");

/** A month later than the 31st is the last day of a shorter month. */
export function datePlus(date: string, amount: number, unit: "days" | "months" | "years"): string {
  const whole = Math.trunc(amount);
  if (unit === "days") return textOf(timeOf(date) + whole * DAY_MS);
  const day = dayOfMonth(date);
  const month = firstOfMonth(date, unit === "years" ? whole * 12 : whole);
  return textOf(month + (Math.min(day, daysInMonth(textOf(month))) - 1) * DAY_MS);
}

/** From the first date to the second: days, or complete months or years. */
export function dateSpan(from: string, to: string, unit: "days" | "months" | "years"): number {
  if (unit === "days") return Math.round((timeOf(to) - timeOf(from)) / DAY_MS);
  const months = from <= to ? completeMonths(from, to) : -completeMonths(to, from);
  return (unit === "months" ? months : Math.trunc(months / 12)) || 0;
}

function completeMonths(from: string, to: string): number {
  const months = (yearOf(to) - yearOf(from)) * 12 + monthOf(to) - monthOf(from);
  return dayOfMonth(to) < dayOfMonth(from) ? months - 1 : months;
}

/** Monday to Friday; no holidays are known. One week at most is counted day by day, all others are five such days. */
export function plusWorkingDays(date: string, amount: number): string {
  const step = amount < 0 ? -1 : 1;
  const count = Math.abs(Math.trunc(amount));
  if (count === 0) return date;
  let at = date;
  for (let left = count % 5 || 5; left > 0;) {
    const next = datePlus(at, step, "days");
    if (next === at) return at;
    at = next;
    if (isWorkingDay(at)) left--;
  }
  return datePlus(at, step * 7 * (Math.ceil(count / 5) - 1), "days");
}

/** Days from Monday to Friday after the first date, up to and including the second. */
export function workingDaysBetween(from: string, to: string): number {
  if (from > to) return -workingDaysBetween(to, from) || 0;
  const days = dateSpan(from, to, "days");
  const rest = Array.from({ length: days % 7 }, (_, n) => datePlus(from, n + 1, "days"));
  return Math.floor(days / 7) * 5 + rest.filter(isWorkingDay).length;
}

function isWorkingDay(date: string): boolean {
  return weekdayNumber(date) <= 5;
}

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

export function weekday(date: string): string {
  return WEEKDAYS[weekdayNumber(date) - 1] ?? "";
}

/** 1 for Monday to 7 for Sunday. */
export function weekdayNumber(date: string): number {
  return new Date(timeOf(date)).getUTCDay() || 7;
}

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
] as const;

export function monthName(date: string): string {
  return MONTHS[monthOf(date) - 1] ?? "";
}

export function dayOfMonth(date: string): number {
  return Number(date.slice(8));
}

export function monthOf(date: string): number {
  return Number(date.slice(5, 7));
}

export function yearOf(date: string): number {
  return Number(date.slice(0, 4));
}

export function quarterOf(date: string): number {
  return Math.ceil(monthOf(date) / 3);
}

export function dayOfYear(date: string): number {
  return dateSpan(`${date.slice(0, 4)}-01-01`, date, "days") + 1;
}

export function daysInMonth(date: string): number {
  return new Date(new Date(0).setUTCFullYear(yearOf(date), monthOf(date), 0)).getUTCDate();
}

export function monthStart(date: string): string {
  return `${date.slice(0, 8)}01`;
}

export function monthEnd(date: string): string {
  return `${date.slice(0, 8)}${daysInMonth(date)}`;
}

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** YYYY, YY, MMMM (March), MMM (Mar), MM, M, DD, D, dddd (Monday) and ddd (Mon) stand for the parts of the date. */
export function formattedDate(date: string, pattern: string): string {
  const parts: Readonly<Record<string, string>> = {
    YYYY: date.slice(0, 4),
    YY: date.slice(2, 4),
    MMMM: monthName(date),
    MMM: monthName(date).slice(0, 3),
    MM: date.slice(5, 7),
    M: String(monthOf(date)),
    DD: date.slice(8),
    D: String(dayOfMonth(date)),
    dddd: weekday(date),
    ddd: weekday(date).slice(0, 3),
  };
  return pattern.replace(/YYYY|YY|MMMM|MMM|MM|M|DD|D|dddd|ddd/g, (part) => parts[part] ?? part);
}

/** The time at which the month begins that comes so many months after that of the date. */
function firstOfMonth(date: string, later: number): number {
  const months = yearOf(date) * 12 + monthOf(date) - 1 + later;
  const year = Math.floor(months / 12);
  if (year < 1) return -Infinity;
  if (year > 9999) return Infinity;
  return new Date(FIRST).setUTCFullYear(year, months - year * 12, 1);
}

function timeOf(date: string): number {
  return new Date(0).setUTCFullYear(
    Number(date.slice(0, 4)),
    Number(date.slice(5, 7)) - 1,
    Number(date.slice(8)),
  );
}

function textOf(time: number): string {
  return new Date(Math.min(Math.max(time, FIRST), LAST)).toISOString().slice(0, 10);
}

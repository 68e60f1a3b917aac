/** What people say of dates: "30 days after the invoice date", "the number of nights between check-in and check-out". */
import type { Expr } from "../../expr.ts";
import type { Match, Reader } from "../reader.ts";
import { isWord } from "../reader.ts";
import {
  call,
  calling,
  exprIn,
  type ExprRead,
  number,
  type Phrase,
  readPhrase,
  text,
  textIn,
} from "./phrases.ts";

const UNIT = "(days|day|nights|night)";
const FULL = "[full|complete|completed|whole|calendar]";
const ONE = "{a:dated}";
const TWO = "(between|from|separating) [the] [two] [dates] {a:dated} (and|to|until|till|through) {b:dated}";
const WORKING = "(working|business|work) days";

/** From one date to another in a unit. */
function span(unit: "days" | "months" | "years") {
  return (match: Match): Expr | null => {
    const [from, to] = [exprIn(match, "a"), exprIn(match, "b")];
    return from && to ? call("date_span", from, to, text(unit)) : null;
  };
}

function weeks(match: Match): Expr | null {
  const days = span("days")(match);
  return days &&
    { kind: "call", fn: "floor", args: [{ kind: "math", op: "divide", left: days, right: number(7) }] };
}

const COUNT = "[((number|count|amount|total) of | how many)]";

const PHRASES: readonly Phrase[] = [
  {
    patterns: [`${COUNT} ${WORKING} [there are] ${TWO}`],
    build: calling("working_days_between", "a", "b"),
    assumes: "working days are Monday to Friday; the first date is not counted, the second is",
  },
  {
    patterns: [
      `${COUNT} ${FULL} ${UNIT} [there are | it is | that lie|are|pass] ${TWO}`,
      `(difference|distance|time|gap|interval|duration) in ${UNIT} ${TWO}`,
      `(difference|distance|time|gap|interval|duration) ${TWO} in ${UNIT}`,
      `${UNIT} ${TWO}`,
    ],
    build: span("days"),
  },
  {
    patterns: [
      `${COUNT} ${FULL} ${UNIT} [there are | it is | that lie|are|pass] (between|separating) (the two | the two dates | both dates | both | them | these two | these two dates | these dates | those dates | the dates) {a:firstDate} {b:secondDate}`,
    ],
    build: span("days"),
    assumes: "from the first of the two dates to the second",
  },
  {
    patterns: [
      `${COUNT} ${FULL} (months|month) [there are] ${TWO}`,
      `(difference|time) in ${FULL} months ${TWO}`,
      `(difference|time) ${TWO} in ${FULL} months`,
    ],
    build: span("months"),
    assumes: "only complete months count",
  },
  {
    patterns: [
      `${COUNT} ${FULL} (years|year) [there are] ${TWO}`,
      `(difference|time) in ${FULL} years ${TWO}`,
      `(difference|time) ${TWO} in ${FULL} years`,
    ],
    build: span("years"),
    assumes: "only complete years count",
  },
  {
    patterns: [
      `${COUNT} ${FULL} (weeks|week) [there are] ${TWO}`,
      `(difference|time) in ${FULL} weeks ${TWO}`,
    ],
    build: weeks,
    assumes: "only complete weeks count",
  },
  {
    patterns: [
      `[person's] age [in ${FULL} years] (on|at|as of) {b:dated} [of (someone|somebody|person|anyone) born on] [given|from] {a:dated}`,
      `[person's] age (from|given|between) {a:dated} (on|at|as of|and) {b:dated} [in ${FULL} years]`,
    ],
    build: span("years"),
    assumes: "only complete years count",
  },
  {
    patterns: [
      `{n:amountOf} ${UNIT} (after|from|later than|past|following) {a:dated}`,
      `{n:amountOf} ${UNIT} later than {a:dated}`,
    ],
    build: (match) => moved(match, "days", 1, 1),
  },
  {
    patterns: [`{n:amountOf} (weeks|week) (after|from|later than|past) {a:dated}`],
    build: (match) => moved(match, "days", 7, 1),
  },
  {
    patterns: [`{n:amountOf} (months|month) (after|from|later than|past) {a:dated}`],
    build: (match) => moved(match, "months", 1, 1),
  },
  {
    patterns: [`{n:amountOf} (years|year) (after|from|later than|past) {a:dated}`],
    build: (match) => moved(match, "years", 1, 1),
  },
  {
    patterns: [`{n:amountOf} ${UNIT} (before|prior to|ahead of|earlier than) {a:dated}`],
    build: (match) => moved(match, "days", 1, -1),
  },
  {
    patterns: [`{n:amountOf} (weeks|week) (before|prior to|ahead of|earlier than) {a:dated}`],
    build: (match) => moved(match, "days", 7, -1),
  },
  {
    patterns: [`{n:amountOf} (months|month) (before|prior to|ahead of|earlier than) {a:dated}`],
    build: (match) => moved(match, "months", 1, -1),
  },
  {
    patterns: [`{n:amountOf} (years|year) (before|prior to|ahead of|earlier than) {a:dated}`],
    build: (match) => moved(match, "years", 1, -1),
  },
  {
    patterns: [`{n:amountOf} ${WORKING} (after|from|later than) {a:dated}`],
    build: calling("plus_working_days", "a", "n"),
    assumes: "working days are Monday to Friday",
  },
  {
    patterns: [`day (after|following) ${ONE}`, `next day after ${ONE}`],
    build: (match) => movedBy(match, "1"),
  },
  { patterns: [`day before ${ONE}`], build: (match) => movedBy(match, "-1") },
  {
    patterns: [`[name of] (weekday | day of [the] week | week day | day name) [name] [of|for|on] ${ONE}`],
    build: calling("weekday", "a"),
  },
  {
    patterns: [`(name of [the] month | month name | month's name) [of|in] ${ONE}`],
    build: calling("month_name", "a"),
  },
  { patterns: [`quarter [of [the] year] [of|in] ${ONE}`], build: calling("quarter_of", "a") },
  { patterns: [`(number of days | days) in [the] month of ${ONE}`], build: calling("days_in_month", "a") },
  { patterns: [`day of [the] year of ${ONE}`], build: calling("day_of_year", "a") },
  {
    patterns: [`(last day | end) of [the] month of ${ONE}`, `month end of ${ONE}`],
    build: calling("month_end", "a"),
  },
  {
    patterns: [`(first day | start | beginning) of [the] month of ${ONE}`],
    build: calling("month_start", "a"),
  },
  { patterns: [`year (of|in|from) ${ONE}`, "{a:datedKnown} year"], build: calling("year_of", "a") },
  { patterns: [`month [number] (of|in|from) ${ONE}`], build: calling("month_of", "a") },
  { patterns: [`day [of [the] month] (of|in|from) ${ONE}`], build: calling("day_of_month", "a") },
];

function moved(match: Match, unit: "days" | "months" | "years", times: number, sign: 1 | -1): Expr | null {
  const [date, amount] = [exprIn(match, "a") ?? exprIn(match, "x"), exprIn(match, "n")];
  return date && amount ? call("date_plus", date, scaled(amount, times * sign), text(unit)) : null;
}

function movedBy(match: Match, days: string): Expr | null {
  const date = exprIn(match, "a") ?? exprIn(match, "x");
  return date ? call("date_plus", date, number(days), text("days")) : null;
}

function scaled(amount: Expr, factor: number): Expr {
  if (factor === 1) return amount;
  if (amount.kind === "number") return number(Number(amount.value) * factor);
  return { kind: "math", op: "multiply", left: amount, right: number(factor) };
}

const PLUS = "(plus|+ | and then | increased by | followed by)";
const MINUS = "(minus|- | less | reduced by)";

/** What is added to a date without a unit: days, unless the name of the field says otherwise. */
function byName(sign: 1 | -1) {
  return (match: Match): Expr | null => {
    const amount = exprIn(match, "n");
    if (amount?.kind !== "ref") return null;
    const name = amount.id.toLowerCase();
    if (/year/.test(name)) return moved(match, "years", 1, sign);
    if (/month/.test(name)) return moved(match, "months", 1, sign);
    if (/week/.test(name)) return moved(match, "days", 7, sign);
    return /day|night/.test(name) ? moved(match, "days", 1, sign) : null;
  };
}

const TAILS: readonly Phrase[] = [
  {
    patterns: [`${PLUS} {n:amountOf} ${WORKING}`],
    build: calling("plus_working_days", "x", "n"),
    assumes: "working days are Monday to Friday",
  },
  {
    patterns: [`${PLUS} {n:amountOf} [more] [calendar] ${UNIT}`],
    build: (match) => moved(match, "days", 1, 1),
  },
  { patterns: [`${PLUS} {n:amountOf} [more] (weeks|week)`], build: (match) => moved(match, "days", 7, 1) },
  {
    patterns: [`${PLUS} {n:amountOf} [more] [calendar] (months|month)`],
    build: (match) => moved(match, "months", 1, 1),
  },
  { patterns: [`${PLUS} {n:amountOf} [more] (years|year)`], build: (match) => moved(match, "years", 1, 1) },
  { patterns: [`${PLUS} {n:amountOf}`], build: byName(1) },
  {
    patterns: [`${MINUS} {b:dated} in [full|completed] years`],
    build: ({ x, b }) => back(x, b, "years"),
    assumes: "only complete years count",
  },
  {
    patterns: [`${MINUS} {b:dated} in [full|completed] months`],
    build: ({ x, b }) => back(x, b, "months"),
    assumes: "only complete months count",
  },
  {
    patterns: [`${MINUS} {b:dated} [in ${UNIT}]`],
    build: ({ x, b }) => back(x, b, "days"),
    assumes: "a difference of dates is counted in days",
  },
  { patterns: [`${MINUS} {n:amountOf} ${UNIT}`], build: (match) => moved(match, "days", 1, -1) },
  { patterns: [`${MINUS} {n:amountOf} (weeks|week)`], build: (match) => moved(match, "days", 7, -1) },
  { patterns: [`${MINUS} {n:amountOf} (months|month)`], build: (match) => moved(match, "months", 1, -1) },
  { patterns: [`${MINUS} {n:amountOf} (years|year)`], build: (match) => moved(match, "years", 1, -1) },
  { patterns: [`${MINUS} {n:amountOf}`], build: byName(-1) },
  {
    patterns: [
      "[,] (formatted|written|shown|given) (as|in|like) [the] [form|format|style] {pattern:datePattern}",
      "[,] (in|as) [the] (form|format) {pattern:datePattern}",
      "[,] in [the] same format",
    ],
    build: (match) => {
      const x = exprIn(match, "x");
      const pattern = textIn(match, "pattern");
      return x
        ? pattern === undefined || pattern === "YYYY-MM-DD" ? x : call("formatted_date", x, text(pattern))
        : null;
    },
  },
];

function back(x: Match[string] | undefined, b: Match[string] | undefined, unit: string): Expr | null {
  return x?.kind === "expr" && b?.kind === "expr" ? call("date_span", b.expr, x.expr, text(unit)) : null;
}

/** A sentence without any of these words says nothing of dates. */
const CUES = new Set(
  ("days day nights night weeks week months month years year date dates weekday quarter age born plus minus + - after before between formatted format form same")
    .split(" "),
);

export function readDatePhrase(reader: Reader, from: number): ExprRead | null {
  if (CUES.isDisjointFrom(reader.words) || !hasDates(reader)) return null;
  return readPhrase(reader, PHRASES, from);
}

export function readDateTails(reader: Reader, before: ExprRead): ExprRead {
  if (
    !isWord(
      reader,
      before.end,
      "plus",
      "+",
      "and",
      "increased",
      "followed",
      "minus",
      "-",
      "less",
      "reduced",
      ",",
      "in",
      "formatted",
      "written",
      "shown",
      "given",
      "as",
    )
  ) {
    return before;
  }
  const next = readPhrase(reader, TAILS, before.end, before);
  return next ? readDateTails(reader, next) : before;
}

function hasDates(reader: Reader): boolean {
  return reader.vocabulary.symbols().some(({ type }) => type === "date");
}

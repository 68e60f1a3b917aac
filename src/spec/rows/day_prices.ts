/** What depends on the day of the week of the one date of a request: "60 on weekdays and 90 at the weekend". */
import type { Expr } from "../expr.ts";
import { isOneOf, WEEK } from "../grammar/library/day_kinds.ts";
import type { Match } from "../grammar/reader.ts";
import { type Fact, type Row, slot } from "./facts.ts";

const ON = "(on|at|during|for)";
const IS = "(is|are|costs|cost|:|=|equals)";

/** Both kinds together must be the whole week, so that every date has a value. */
function byDay(match: Match): Fact[] | null {
  const target = slot.name(match, "target");
  const [date, first, second] = [slot.expr(match, "date"), slot.expr(match, "a"), slot.expr(match, "b")];
  const { days, rest } = match;
  if (!target || !date || !first || !second || days?.kind !== "texts" || rest?.kind !== "texts") return null;
  const isWhole = rest.isAll ||
    (WEEK.every((day) => days.values.includes(day) !== rest.values.includes(day)));
  if (days.isAll || !isWhole) return null;
  const when: Expr = isOneOf(date, days.values);
  return [{ kind: "decide", target, branches: [{ when, value: first }], otherwise: second }];
}

export const DAY_PRICE_ROWS: readonly Row[] = [
  {
    id: "day.price",
    patterns: [
      `{target:name} ${IS} {a:sum} ${ON} {days:dayKind} [,|;] [and|but|while|or] [it ${IS}] {b:sum} ${ON} {rest:dayKind} {date:otherDate}`,
      `{target:name} ${IS} {a:sum} ${ON} {days:dayKind} [,|;] [and] (otherwise|else) {b:sum} {date:otherDate}`,
      `${ON} {days:dayKind} [,] {target:name} ${IS} {a:sum} [,|;] [and|but] ${ON} {rest:dayKind} [,] [it ${IS}] {b:sum} {date:otherDate}`,
    ],
    build(match) {
      return match.rest ? byDay(match) : byDay({ ...match, rest: OTHERS });
    },
    assumes:
      "weekdays are Monday to Friday, the weekend is Saturday and Sunday, and the day is that of the date of the request",
    paraphrase: "a value for each kind of day",
    examples: [],
    negatives: ["The fee is 60 on weekdays and 90 on Sundays."],
  },
];

const OTHERS: Match[string] = { kind: "texts", values: [], isAll: true, notes: [] };

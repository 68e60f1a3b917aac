/** Conditions on texts and dates: "is a palindrome", "falls on a weekend", "is more than 30 days after the order date". */
import type { CompareOp, Expr } from "../../expr.ts";
import type { Match } from "../reader.ts";
import { FORMAT_WORDS } from "./attributes.ts";
import { call, exprIn, number, text, textIn } from "./phrases.ts";

/** A comparator that makes its own expression of what is compared and what its slots read. */
export interface LibraryComparator {
  kind: "test";
  patterns: string[];
  build(left: Expr, match: Match): Expr | null;
  negated?: boolean;
  examples: string[];
  assumes?: string;
}

const IS = "(is|are|be|was)";
const IS_NOT = "(is not | isn't | are not | aren't)";
const VALID = "(valid|well-formed|proper|correct|properly formatted)";
const HAS = "(contains|contain|has|have|includes|include)";
const HAS_NOT = "((does not | doesn't | do not) (contain|have|include) [any] | (contains|has|have) no)";

function both(...of: Expr[]): Expr {
  return { kind: "all", of };
}

function compare(op: CompareOp, left: Expr, right: Expr): Expr {
  return { kind: "compare", op, left, right };
}

function length(left: Expr): Expr {
  return call("length", left);
}

const formats = FORMAT_WORDS.flatMap(({ format, words }): LibraryComparator[] => [
  {
    kind: "test",
    patterns: [`${IS} ${VALID} (${words})`, `${IS} (a|an) (${words})`],
    build: (left) => call("is_format", left, text(format)),
    examples: [`email is a valid ${format.replace("_", " ")}`].filter(() => format === "email"),
  },
  {
    kind: "test",
    negated: true,
    patterns: [
      `${IS_NOT} ${VALID} (${words})`,
      `${IS_NOT} (a|an) [${VALID}] (${words})`,
      `${IS} (invalid|malformed) (${words})`,
    ],
    build: (left) => call("is_format", left, text(format)),
    examples: [`email is not a valid ${format}`].filter(() => format === "email"),
  },
]);

/** "more than 30 days after X" is after X plus 30 days; before X it is the other way round. */
function spanTest(op: CompareOp, patterns: string[]): LibraryComparator[] {
  const opposite: Record<CompareOp, CompareOp> = {
    gt: "lt",
    ge: "le",
    lt: "gt",
    le: "ge",
    eq: "eq",
    ne: "ne",
  };
  const unit = "{unit:dateUnit}";
  return [
    {
      kind: "test",
      patterns: patterns.map((more) =>
        `[${IS}] ${more} {n:amountOf} ${unit} (after|later than|from|past|following) {right:dated}`
      ),
      build: (left, match) => compareShifted(op, left, match, 1),
      examples: [],
    },
    {
      kind: "test",
      patterns: patterns.map((more) =>
        `[${IS}] ${more} {n:amountOf} ${unit} (before|earlier than | prior to | ahead of) {right:dated}`
      ),
      build: (left, match) => compareShifted(opposite[op], left, match, -1),
      examples: [],
    },
  ];
}

function compareShifted(op: CompareOp, left: Expr, match: Match, sign: 1 | -1): Expr | null {
  const right = shifted(match, sign);
  return right && compare(op, left, right);
}

function shifted(match: Match, sign: 1 | -1): Expr | null {
  const [n, right, unit] = [exprIn(match, "n"), exprIn(match, "right"), textIn(match, "unit")];
  if (!n || !right || !unit) return null;
  const factor = sign * (unit === "weeks" ? 7 : 1);
  const amount: Expr = factor === 1
    ? n
    : n.kind === "number"
    ? number(Number(n.value) * factor)
    : { kind: "math", op: "multiply", left: n, right: number(factor) };
  return call("date_plus", right, amount, text(unit === "weeks" ? "days" : unit));
}

function kindCount(left: Expr, match: Match): Expr | null {
  const kind = textIn(match, "kind");
  return kind ? call("characters_of", left, text(kind)) : null;
}

function atLeast(fewest: string) {
  return (left: Expr, match: Match): Expr | null => {
    const count = kindCount(left, match);
    const wanted = exprIn(match, "n") ?? number(fewest);
    return count && compare("ge", count, wanted);
  };
}

export const LIBRARY_COMPARATORS: readonly LibraryComparator[] = [
  ...formats,
  {
    kind: "test",
    patterns: [
      `(contains|contain|includes|include|has|have|mentions|mention) [at least one of | any of | one of] (these|the|following) [following] (words|keywords|phrases|terms|expressions) [:] {list:texts}`,
      `(contains|contain|includes|include|has|have|mentions|mention) (any of | one of | at least one of) [these|the|following] [words|keywords|phrases|terms] [:] {list:texts}`,
    ],
    build: (left, { list }) =>
      list?.kind === "texts" ? { kind: "match", op: "mentions", value: left, words: list.values } : null,
    examples: ['email contains any of these words: "casino", "lottery"'],
  },
  {
    kind: "test",
    patterns: ["passes [the] luhn (check|test|algorithm|checksum)", "passes [a|the] luhn (check|test)"],
    build: (left) => call("is_format", left, text("card")),
    examples: ["email passes the Luhn check"],
  },
  {
    kind: "test",
    negated: true,
    patterns: ["(fails|does not pass|doesn't pass) [the] luhn (check|test|algorithm|checksum)"],
    build: (left) => call("is_format", left, text("card")),
    examples: ["email fails the Luhn check"],
  },
  {
    kind: "test",
    patterns: [
      `${IS} [a] palindrome`,
      "(reads|read) the same (backwards|forwards and backwards|backward) [as forwards|forward]",
    ],
    build: (left) => call("is_palindrome", left),
    assumes: "a palindrome is read without regard to case, spaces and punctuation",
    examples: ["email is a palindrome"],
  },
  {
    kind: "test",
    negated: true,
    patterns: [`${IS_NOT} [a] palindrome`],
    build: (left) => call("is_palindrome", left),
    assumes: "a palindrome is read without regard to case, spaces and punctuation",
    examples: ["email is not a palindrome"],
  },
  {
    kind: "test",
    patterns: [
      `[${IS}|has|have] between {low:amountOf} and {high:amountOf} (characters|chars|letters) [long|in length]`,
      `[${IS}|has|have] [from] {low:amountOf} (to|-) {high:amountOf} (characters|chars|letters) [long|in length]`,
    ],
    build: (left, match) => {
      const [low, high] = [exprIn(match, "low"), exprIn(match, "high")];
      return low && high ? both(compare("ge", length(left), low), compare("le", length(left), high)) : null;
    },
    assumes: '"between" includes both ends',
    examples: ["email is between 3 and 20 characters long"],
  },
  {
    kind: "test",
    patterns: [
      `[${IS}|has|have] exactly {n:amountOf} (characters|chars|letters) [long|in length]`,
      `${IS} {n:amountOf} (characters|chars) (long | in length)`,
    ],
    build: (left, match) => exprIn(match, "n") ? compare("eq", length(left), exprIn(match, "n")!) : null,
    examples: ["email is exactly 5 characters long"],
  },
  {
    kind: "test",
    patterns: [
      `(starts|start|begins|begin) with {shape:shape}`,
      `(${IS} | consists of | consist of | is made (of|up of) | ${IS} made (of|up of) | looks like | look like | matches | match | has the (form|format) [of] | have the form [of] | has exactly | have exactly) {shape:shape} [long]`,
      `(contains|contain|has|have|uses|use) {shape:onlyShape}`,
      "{shape:onlyShape}",
    ],
    build: (left, match) =>
      textIn(match, "shape") ? call("has_shape", left, text(textIn(match, "shape")!)) : null,
    assumes: "a shape is that of the whole text",
    examples: ["email consists of 3 letters", "email contains only letters and digits"],
  },
  {
    kind: "test",
    negated: true,
    patterns: [
      `(${IS_NOT} | (does not | doesn't) (consist of | match | look like | have the form [of] | have exactly | have)) {shape:shape} [long]`,
      `(does not | doesn't) (start|begin) with {shape:shape}`,
    ],
    build: (left, match) =>
      textIn(match, "shape") ? call("has_shape", left, text(textIn(match, "shape")!)) : null,
    assumes: "a shape is that of the whole text",
    examples: ["email does not consist of 3 letters"],
  },
  {
    kind: "test",
    patterns: [
      `[${HAS}] at least {n:amountOf} {kind:charKind}`,
      `[${HAS}] {n:amountOf} or more {kind:charKind}`,
    ],
    build: atLeast("1"),
    examples: ["email contains at least 2 digits"],
  },
  {
    kind: "test",
    patterns: [`${HAS} [at least] [one|any|some] {kind:charKind}`, "at least one {kind:charKind}"],
    build: atLeast("1"),
    examples: ["email contains a digit", "email has at least one uppercase letter"],
  },
  {
    kind: "test",
    negated: true,
    patterns: [`${HAS_NOT} {kind:charKind}`, "(is|are) (without|free of) {kind:charKind}"],
    build: atLeast("1"),
    examples: ["email contains no spaces", "email does not contain any digits"],
  },
  {
    kind: "test",
    patterns: [
      `${IS} [all|entirely|completely] [written] [in] (uppercase|upper-case|capitals | upper case | capital letters)`,
    ],
    build: (left) => compare("eq", left, call("upper", left)),
    examples: ["email is all upper case"],
  },
  {
    kind: "test",
    patterns: [`${IS} [all|entirely|completely] [written] [in] (lowercase|lower-case | lower case)`],
    build: (left) => compare("eq", left, call("lower", left)),
    examples: ["email is in lower case"],
  },
  {
    kind: "test",
    patterns: [`(falls|fall|${IS}|lands|takes place) [on|at] [a|the] weekend`, `${IS} [a] weekend [day]`],
    build: (left) => compare("ge", call("weekday_number", left), number(6)),
    assumes: "the weekend is Saturday and Sunday",
    examples: [],
  },
  {
    kind: "test",
    negated: true,
    patterns: [`(does not | doesn't) fall on [a|the] weekend`, `${IS_NOT} [on|at] [a|the] weekend [day]`],
    build: (left) => compare("ge", call("weekday_number", left), number(6)),
    assumes: "the weekend is Saturday and Sunday",
    examples: [],
  },
  {
    kind: "test",
    patterns: [
      `(falls|fall|${IS}|lands|takes place) [on] [a] (weekday|weekdays|workday | working day | business day | week day)`,
    ],
    build: (left) => compare("le", call("weekday_number", left), number(5)),
    assumes: "weekdays are Monday to Friday",
    examples: [],
  },
  {
    kind: "test",
    patterns: [`(falls|fall|${IS}|lands|takes place) [on] [a|either] {list:weekdays}`],
    build: (left, { list }) =>
      anyOf(call("weekday", left), list?.kind === "texts" ? list.values.map(text) : []),
    examples: [],
  },
  {
    kind: "test",
    negated: true,
    patterns: [`(${IS_NOT} | (does not | doesn't) fall) [on] [a] {list:weekdays}`],
    build: (left, { list }) =>
      anyOf(call("weekday", left), list?.kind === "texts" ? list.values.map(text) : []),
    examples: [],
  },
  {
    kind: "test",
    patterns: [`(falls|fall|${IS}|lands) (in|within) [the month of] {list:months}`],
    build: (left, { list }) =>
      anyOf(call("month_of", left), list?.kind === "texts" ? list.values.map(number) : []),
    examples: [],
  },
  {
    kind: "test",
    patterns: [`(falls|fall|${IS}) in [a] leap year`],
    build: (left) => call("is_leap_year", call("year_of", left)),
    examples: [],
  },
  {
    kind: "test",
    patterns: [`${IS} [a] leap year`],
    build: (left) => call("is_leap_year", left),
    examples: ["budget is a leap year"],
  },
  {
    kind: "test",
    negated: true,
    patterns: [`${IS_NOT} [a] leap year`],
    build: (left) => call("is_leap_year", left),
    examples: [],
  },
  ...spanTest("gt", ["(more than|over|longer than|later than)"]),
  ...spanTest("ge", ["at least", "(no|not) (less|fewer|sooner|earlier) than", "a minimum of"]),
  ...spanTest("lt", ["(less than|under|fewer than)"]),
  ...spanTest("le", ["at most", "(no|not) more than", "up to", "a maximum of"]),
  ...spanTest("eq", ["exactly"]),
  {
    kind: "test",
    patterns: [`[${IS}|falls] within {n:amountOf} {unit:dateUnit} (after|from|following|of) {right:dated}`],
    build: (left, match) => {
      const [late, right] = [shifted(match, 1), exprIn(match, "right")];
      return late && right ? both(compare("ge", left, right), compare("le", left, late)) : null;
    },
    assumes: '"within" starts with the date itself and includes the last day',
    examples: [],
  },
  {
    kind: "test",
    patterns: [
      `${IS} on or (after|later than) {right:dated}`,
      `${IS} (not before | no earlier than | not earlier than | no sooner than) {right:dated}`,
      `${IS} (the) same day or later than {right:dated}`,
    ],
    build: (left, match) => exprIn(match, "right") ? compare("ge", left, exprIn(match, "right")!) : null,
    examples: [],
  },
  {
    kind: "test",
    patterns: [
      `${IS} on or (before|earlier than) {right:dated}`,
      `${IS} (not after | no later than | not later than) {right:dated}`,
      `${IS} [by] (until|by) {right:dated}`,
    ],
    build: (left, match) => exprIn(match, "right") ? compare("le", left, exprIn(match, "right")!) : null,
    examples: [],
  },
];

function anyOf(left: Expr, values: Expr[]): Expr | null {
  if (values.length === 0) return null;
  const of = values.map((right) => compare("eq", left, right));
  return of.length === 1 ? of[0]! : { kind: "any", of };
}

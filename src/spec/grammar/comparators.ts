/**
 * How people compare: one row per meaning. Slots: `{right:sum}` a number or formula, `{right:operand}` that or a
 * text, `{list:texts}`. To add a wording, add it to a row; the table's tests read the examples.
 */
import type { CompareOp, MatchOp } from "../expr.ts";
import { NUMBER_KINDS } from "./number_kinds.ts";
import { LIBRARY_COMPARATORS, type LibraryComparator } from "./library/mod.ts";

export type Comparator =
  & { patterns: string[]; examples: string[]; assumes?: string }
  & (
    | { kind: "compare"; op: CompareOp }
    | { kind: "length"; op: CompareOp }
    | { kind: "between"; inclusive: boolean }
    | { kind: "multiple"; of?: string; negated?: boolean }
    | { kind: "match"; op: MatchOp; negated?: boolean }
    | { kind: "oneOf"; negated?: boolean }
    | { kind: "present"; negated?: boolean }
    | { kind: "truth"; value: boolean }
    | Pick<LibraryComparator, "kind" | "build" | "negated">
  );

const IS = "[is|are|was|were|has|have|of|be|=]";
const MORE = "more|greater|higher|larger|bigger|longer|older|later|heavier|above";
const LESS = "less|fewer|lower|smaller|shorter|younger|earlier|lighter|below";
const LENGTH = "(characters|chars|letters|character) [long]";
const WORDS =
  "[word|words|text|phrase|keyword|keywords|string|phrases|terms|term] [any of|one of|either|like]";

export const COMPARATORS: readonly Comparator[] = [
  ...LIBRARY_COMPARATORS,
  ...NUMBER_KINDS,
  {
    kind: "present",
    negated: true,
    patterns: [
      "(is|are|was|were) (missing|absent|empty|blank|null|undefined|omitted | left out | left empty | left blank)",
      "[being] (missing|absent|blank|omitted)",
      "(is|are|was|were) not (present|provided|given|set|specified|filled|included|supplied)",
      "(isn't|wasn't) (present|provided|given|set|specified)",
      "(does not|doesn't) exist",
    ],
    examples: ["budget is missing", "the email was not provided"],
  },
  {
    kind: "present",
    patterns: [
      "(is|are|was|were | has been) (present|provided|given|set|specified|filled|included|supplied) [in]",
      "(is|are|was|were) not (missing|absent|empty|blank|null|omitted)",
      "(isn't) (missing|absent|empty|blank|null)",
      "(is|are) non-empty",
      "exists",
    ],
    examples: ["budget is given", "email is not empty"],
  },
  {
    kind: "length",
    op: "gt",
    patterns: [`[is|has|contains] ((longer|more) than | over) {right:sum} ${LENGTH}`],
    examples: ["name is longer than 20 characters"],
  },
  {
    kind: "length",
    op: "lt",
    patterns: [`[is|has|contains] ((shorter|fewer|less) than | under) {right:sum} ${LENGTH}`],
    examples: ["name has fewer than 3 characters"],
  },
  {
    kind: "length",
    op: "ge",
    patterns: [`[is|has|contains] at least {right:sum} ${LENGTH}`],
    examples: ["name has at least 3 characters"],
  },
  {
    kind: "length",
    op: "le",
    patterns: [`[is|has|contains] at most {right:sum} ${LENGTH}`],
    examples: ["name has at most 30 characters"],
  },
  {
    kind: "between",
    inclusive: false,
    patterns: [`${IS} [strictly] between {low:sum} and {high:sum} (exclusive|exclusively)`],
    examples: ["budget is between 5 and 10 exclusive"],
  },
  {
    kind: "between",
    inclusive: true,
    assumes: '"between" includes both ends',
    patterns: [
      `${IS} [in|within|anywhere] [range] (between|from|of) {low:sum} (and|to|-) {high:sum} [inclusive|inclusively]`,
      `${IS} (in|within) range {low:sum} (and|to|-) {high:sum} [inclusive|inclusively]`,
      `${IS} from {low:sum} up to [and including] {high:sum}`,
      `${IS} {low:sum} (to|-|..|through) {high:sum} [inclusive|inclusively]`,
    ],
    examples: ["budget is between 5 and 10", "budget is from 5 to 10 inclusive"],
  },
  {
    kind: "compare",
    op: "ge",
    patterns: [
      `${IS} (at least | a minimum of | minimum | >= | => | (from|starting) (at|from) | starting with) {right:sum}`,
      `${IS} from {right:sum} [on | onwards | upwards | and up | up | and above]`,
      `${IS} (no|not) (${LESS}) than {right:sum}`,
      `${IS} (not|no) (under|below) {right:sum}`,
      `${IS} (${MORE}) than or equal|equals [to] {right:sum}`,
      `${IS} equal to or (${MORE}) than {right:sum}`,
      `${IS} {right:sum} (or|and) (${MORE}|over|up|upwards|onwards|after|better)`,
      `${IS} {right:sum} +`,
      `(isn't|aren't) ((less|fewer) than | under | below) {right:sum}`,
    ],
    examples: ["budget is at least 10", "budget >= 10", "budget of 10 or more", "budget is not less than 10"],
  },
  {
    kind: "compare",
    op: "le",
    patterns: [
      `${IS} (at most | a maximum of | maximum | up to [and including] | <= | until) {right:sum}`,
      `${IS} (no|not) (${MORE}) than {right:sum}`,
      `${IS} not (over|above) {right:sum}`,
      `${IS} (${LESS}) than or equal|equals [to] {right:sum}`,
      `${IS} equal to or (${LESS}) than {right:sum}`,
      `${IS} {right:sum} (or|and) (${LESS}|under|down|before|worse)`,
      `(does not | doesn't) exceed {right:sum}`,
      `(isn't|aren't) ((more|greater|higher) than | over | above) {right:sum}`,
    ],
    examples: ["budget is at most 10", "budget <= 10", "budget is 10 or less", "budget does not exceed 10"],
  },
  {
    kind: "compare",
    op: "gt",
    patterns: [
      `${IS} (${MORE}) than {right:sum}`,
      `${IS} (over|above|after|exceeding|beyond|past|> | in excess of | upwards of) {right:sum}`,
      "(exceeds|exceed|surpasses|surpass|tops|top | goes over | go over | goes above | is beyond) {right:sum}",
    ],
    examples: ["budget is over 10", "budget > 10", "budget exceeds 10", "budget is greater than 10"],
  },
  {
    kind: "compare",
    op: "lt",
    patterns: [
      `${IS} (${LESS}) than {right:sum}`,
      `${IS} (under|below|before|< | up to but not including | short of) {right:sum}`,
      `(would|will|should|might) [then] (be|fall|drop|go|become|get|sink|end up) ((${LESS}) than | below|under) {right:sum}`,
      "(falls|drops|goes|sinks|fall|drop) (below|under) {right:sum}",
    ],
    examples: ["budget is under 10", "budget < 10", "budget is less than 10"],
  },
  {
    kind: "match",
    op: "starts_with",
    patterns: [`(starts|start|begins|begin|starting|beginning) with ${WORDS} {list:texts}`],
    examples: ['email starts with "info"'],
  },
  {
    kind: "match",
    op: "ends_with",
    patterns: [`(ends|end|ending) (with|in) ${WORDS} {list:texts}`],
    examples: ['email ends with "@gmail.com"'],
  },
  {
    kind: "match",
    op: "mentions",
    patterns: [
      `(mentions|mention|mentioning) ${WORDS} {list:texts}`,
      `(contains|contain|includes|include|has|have|containing|including|uses) (word|words|keyword|keywords|phrase|terms|phrases) [any of|one of|either|like] {list:texts}`,
    ],
    examples: ["email mentions refund or invoice", 'email contains the word "free"'],
  },
  {
    kind: "match",
    op: "contains",
    patterns: [
      `(contains|contain|includes|include|containing|including) [text|string] [any of|one of|either] {list:texts}`,
    ],
    examples: ['email contains "gmail"', 'email contains any of "a", "b"'],
  },
  {
    kind: "match",
    op: "mentions",
    negated: true,
    patterns: [`(does not | doesn't) mention ${WORDS} {list:text}`],
    examples: ["email does not mention refund"],
  },
  {
    kind: "match",
    op: "contains",
    negated: true,
    patterns: [
      `(does not | doesn't) (contain|include) [text|string] {list:text}`,
      `(does not | doesn't) (contain|include) [text|string] (any of) {list:texts}`,
    ],
    examples: ['email does not contain "gmail"'],
  },
  {
    kind: "match",
    op: "ends_with",
    patterns: ["(is|comes) (from|at|on) {list:domain}", "uses|has {list:domain} [address|domain]"],
    examples: ["email is from gmail.com"],
  },
  {
    kind: "match",
    op: "ends_with",
    negated: true,
    patterns: [
      "(is not | isn't | does not come | doesn't come) (from|at|on) {list:domain}",
      "(does not | doesn't) (use) {list:domain} [address|domain]",
    ],
    examples: ["email is not from gmail.com"],
  },
  {
    kind: "match",
    op: "starts_with",
    negated: true,
    patterns: ["(does not | doesn't) (start|begin) with {list:texts}"],
    examples: ['email does not start with "info"'],
  },
  {
    kind: "match",
    op: "ends_with",
    negated: true,
    patterns: ["(does not | doesn't) end (with|in) {list:texts}"],
    examples: ['email does not end with "@gmail.com"'],
  },
  { kind: "multiple", of: "2", patterns: ["(is|are) [an] even [number]"], examples: ["budget is even"] },
  {
    kind: "multiple",
    of: "2",
    negated: true,
    patterns: ["(is|are) [an] odd [number]"],
    examples: ["budget is odd"],
  },
  {
    kind: "multiple",
    patterns: ["(is|are) (divisible by | multiple of) {right:points}"],
    examples: ["budget is divisible by 3"],
  },
  {
    kind: "multiple",
    negated: true,
    patterns: ["(is|are) not (divisible by | multiple of) {right:points}"],
    examples: ["budget is not divisible by 3"],
  },
  {
    kind: "truth",
    value: true,
    patterns: ["(is|are|equals|=|==) (true|yes|checked|enabled)"],
    examples: ["urgent is true"],
  },
  {
    kind: "truth",
    value: false,
    patterns: ["(is|are|equals|=|==) (false|no|unchecked|disabled)", "(is|are) not (true|checked|enabled)"],
    examples: ["urgent is false"],
  },
  {
    kind: "oneOf",
    negated: true,
    patterns: [
      "(is|are) (not|neither) (one of | any of | in | among) {list:texts}",
      "(isn't|aren't) (one of | any of | in | among) {list:texts}",
      "(is|are) neither {list:texts}",
    ],
    examples: ['country is not one of "US", "DE"'],
  },
  {
    kind: "oneOf",
    patterns: ["[is|are] (one of | any of | in | among | either) {list:texts}"],
    examples: ['country is one of "US" or "DE"'],
  },
  {
    kind: "compare",
    op: "ne",
    patterns: [
      "(is|are|was) not [equal to] {right:operand}",
      "(isn't|aren't|wasn't|!=) [equal to] {right:operand}",
      "(differs from | is different from | is other than | does not equal | doesn't equal) {right:operand}",
    ],
    examples: ['country is not "US"', "budget != 10"],
  },
  {
    kind: "compare",
    op: "eq",
    patterns: ["(is|are|was|equals|equal|=|==) [equal to | exactly | equal] {right:operand}"],
    examples: ['country is "US"', "budget equals 10", "budget = 10"],
  },
];

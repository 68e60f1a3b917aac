/** Decisions said by their verb, often with a reason: "Contractors are always rejected with reason "No leave"". */
import type { Expr } from "../expr.ts";
import type { Match, Name } from "../grammar/reader.ts";
import { type Fact, type Row, slot } from "./facts.ts";
import { REST } from "./groups.ts";

const IS =
  "[is|are|get|gets|must be|should be|shall be|will be|has to be|have to be|must|should|shall|will] [always|automatically|then|simply|directly]";
const WHAT =
  "[(it|them) | [this|these] (request|requests|application|applications|order|orders|claim|claims|applicant|applicants|customer)]";
const SAID = "[LPAR {named:known} [is|=|:] {again:verdict} RPAR]";
const REASON =
  `[[,|;|-|:] [LPAR] [and|with|giving|stating] [set|give|return|state] {why:known} [is|=|:|of|to|will be] {text:quoted} [RPAR]]`;

interface Verdict {
  target: Name;
  value: Expr;
}

function verdictsOf(match: Match): Verdict[] | null {
  const { verdict, again } = match;
  if (verdict?.kind !== "chain" || !verdict.target || !verdict.otherwise) return null;
  if (!isSame(match, verdict, again)) return null;
  const first = { target: verdict.target, value: verdict.otherwise };
  const why = slot.name(match, "why");
  const text = slot.text(match, "text");
  if (!why || text === undefined) return [first];
  if (why.symbol?.role !== "value") return null;
  return [first, { target: why, value: { kind: "text", value: text } }];
}

/** "need review (decision needs_review)" says twice what is decided. */
function isSame(
  match: Match,
  verdict: { target?: Name; otherwise?: Expr },
  again: Match[string] | undefined,
) {
  const named = slot.name(match, "named");
  if (!named) return true;
  return named.symbol === verdict.target?.symbol && again?.kind === "chain" &&
    JSON.stringify(again.otherwise) === JSON.stringify(verdict.otherwise);
}

export const VERDICT_ROWS: readonly Row[] = [
  {
    id: "verdict.group",
    patterns: [`{group:group} [,] ${IS} {verdict:verdict} ${SAID} ${REASON}`],
    build(match) {
      const when = slot.expr(match, "group");
      const verdicts = verdictsOf(match);
      return when && verdicts
        ? verdicts.map(({ target, value }): Fact => ({ kind: "decide", target, branches: [{ when, value }] }))
        : null;
    },
    paraphrase: "a decision on those of whom it is said",
    examples: [
      'Members are always approved with note "Member".',
      'Orders with a price over €100 are rejected, note "Too dear".',
      "Members are approved.",
    ],
    negatives: [
      'Friends are always approved with note "Friend".',
      'Members are always approved with note "Member" on Mondays.',
      "Members are happy.",
    ],
  },
  {
    id: "verdict.rest",
    patterns: [`${REST} ${IS} {verdict:verdict} ${SAID} ${REASON}`],
    build(match) {
      const verdicts = verdictsOf(match);
      return verdicts &&
        verdicts.map(({ target, value }): Fact => ({
          kind: "otherwise",
          target,
          branches: [],
          otherwise: value,
        }));
    },
    paraphrase: "a decision on all others",
    examples: ['Everything else is approved with note "OK".', "All others are rejected."],
    negatives: ['Everything else is approved with note "OK" by friends.', "Everything else is fine."],
  },
  {
    id: "verdict.plain",
    patterns: [
      `{verdict:verdict} ${WHAT} ${SAID} ${REASON}`,
      `[this|these] [it|request|application|order|claim|applicant|customer|they] ${IS} {verdict:verdict} ${SAID} ${REASON}`,
    ],
    build(match) {
      return verdictsOf(match)?.map(({ target, value }): Fact => ({ kind: "compute", target, value })) ??
        null;
    },
    paraphrase: "a decision",
    examples: ['Reject with note "Not enough days left".', "Approve the request.", "It is rejected."],
    negatives: ["Reject with 422.", 'Approve with note "OK" sometimes.'],
  },
];

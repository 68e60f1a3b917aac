/** Rules about those whom a noun names: "People under 16 get "junior"", "Everybody else gets "standard"". */
import type { Expr } from "../expr.ts";
import type { Match } from "../grammar/reader.ts";
import { type Fact, type Row, slot } from "./facts.ts";

const ALWAYS = "[always|automatically|simply|all|each|then]";
const GET =
  "(get|gets|receive|receives|obtain|obtains|have|has|pay|pays|cost|costs|need|needs|require|requires | go to | goes to | are sent to | is sent to | are routed to | is routed to | are handled by | is handled by | are approved by | is approved by | are given | is given | are assigned | is assigned | are charged | is charged | are classed as | is classed as | are classified as | is classified as | count as | counts as | are marked [as] | is marked [as] | fall into | falls into | belong to | belongs to | is|are)";
export const REST =
  "(everybody else | everyone else | everything else | anybody else | anyone else | anything else | all others | all other [cases|requests|orders|customers|people|applicants|amounts|users|members] | any other [case|amount] | others | the rest | rest | every other [case|request|order])";

function assigned(match: Match): { target?: Match["target"]; value: Expr } | null {
  const value = slot.expr(match, "value");
  return value ? { target: match.target, value } : null;
}

function caseOf(match: Match): Fact[] | null {
  const when = slot.expr(match, "group");
  const given = assigned(match);
  if (!when || !given) return null;
  const target = slot.name(match, "target");
  const branches = [{ when, value: given.value }];
  if (target) return target.symbol?.role === "input" ? null : [{ kind: "decide", target, branches }];
  return [{ kind: "case", branches, isRest: false }];
}

function rest(match: Match): Fact[] | null {
  const target = slot.name(match, "target");
  const chain = slot.chain(match, "chain");
  const value = slot.expr(match, "value") ?? chain.otherwise;
  if (!value && chain.branches.length === 0) return null;
  if (target?.symbol?.role === "input") return null;
  const fact = { branches: chain.branches, otherwise: value };
  return [target ? { kind: "otherwise", target, ...fact } : { kind: "case", isRest: true, ...fact }];
}

export const GROUP_ROWS: readonly Row[] = [
  {
    id: "group.gets",
    patterns: [
      `{group:group} ${ALWAYS} ${GET} {value:plain}`,
      `{group:group} ${ALWAYS} ${GET} {value:plain} {target:known}`,
      `{group:group} ${ALWAYS} ${GET} {target:known} [of|:] {value:plain}`,
      `(for) {group:group} [,] {target:known} (is|are|becomes) {value:plain}`,
    ],
    build: caseOf,
    paraphrase: "a value for those of whom it is said",
    examples: [
      'Members get "gold".',
      'Orders with a price over €100 go to the "manager".',
      "Members pay a shipping of 5.",
    ],
    negatives: [
      'Friends get "gold".',
      'Members get "gold" on Mondays.',
      "Loyal orders over €100 cost 5.",
      "Members get lucky.",
    ],
  },
  {
    id: "group.rest",
    patterns: [
      `${REST} ${ALWAYS} ${GET} {value:plain}`,
      `${REST} ${ALWAYS} ${GET} {value:plain} {target:known}`,
      `${REST} ${ALWAYS} ${GET} {target:known} [of|:] {value:plain}`,
      `${REST} ${ALWAYS} ${GET} {chain:chain}`,
      `${REST} (:|->|=>|-) {value:plain}`,
    ],
    build: rest,
    paraphrase: "a value for everybody else",
    examples: ['Everybody else gets "standard".', "All others pay a shipping of 5."],
    negatives: ['Everybody else gets "standard" if they ask.', "Everybody else is happy."],
  },
];

/** Changes to a value in the passive and in other words: "£25 is added to the net price", "express doubles the cost". */
import type { Expr, MathOp } from "../expr.ts";
import type { Match } from "../grammar/reader.ts";
import { adjust } from "./arithmetic.ts";
import { type Fact, type Row, slot } from "./facts.ts";

const IS = "(is|are|gets|get|must be|should be|will be|shall be | has to be | goes | rises | falls | drops)";
const IF = "[(if|when|where|for) {when:cond} | unless {unless:cond}]";
const PER = "[{per:per}]";
const UP = "(increased|raised|up | marked up)";
const DOWN = "(reduced|decreased|lowered|cut|discounted|down | marked down)";

function math(op: MathOp, left: Expr, right: Expr): Expr {
  return { kind: "math", op, left, right };
}

/** A share of the value, or an amount, once or for each of something. */
function changed(match: Match, op: "add" | "subtract"): Fact[] | null {
  const percent = slot.number(match, "percent");
  const amount = slot.expr(match, "by");
  const per = slot.expr(match, "per");
  if (!percent && (!amount || amount.kind === "text")) return null;
  const [fact] = adjust(match, (current) => {
    const once = percent ? math("multiply", current, { kind: "number", value: percent }) : amount!;
    return math(op, current, per ? math("multiply", once, per) : once);
  }) ?? [];
  return fact ? [fact] : null;
}

function multiplied(match: Match, by: string): Fact[] | null {
  const group = slot.expr(match, "group");
  const [fact] = adjust(match, (current) => math("multiply", current, { kind: "number", value: by })) ?? [];
  if (fact?.kind !== "adjust") return null;
  return [group ? { ...fact, when: group } : fact];
}

export const CHANGE_ROWS: readonly Row[] = [
  {
    id: "change.up",
    patterns: [
      `{target:known} ${IS} ${UP} by ({percent:percent} | {by:sum}) ${PER} ${IF}`,
      `(increase|raise) {target:known} by ({percent:percent} | {by:sum}) ${PER} ${IF}`,
      `({percent:percent} | {by:sum}) (is|are|gets|must be|should be) added (to|onto|on top of) {target:known} ${PER} ${IF}`,
      `[add|charge|put] (a|an) [extra|additional] {percent:percent} [surcharge|markup|fee|extra] [is|are] [added] (to|on|onto|on top of) {target:known} ${IF}`,
      `add [another|extra|an extra] {by:sum} to {target:known} ${PER} ${IF}`,
      `add {by:sum} {per:per} to {target:known} ${IF}`,
      `{per:per} [,] (add {by:sum} to {target:known} | {by:sum} (is|are) added to {target:known})`,
    ],
    build: (match) => changed(match, "add"),
    paraphrase: "something added to a value",
    examples: [
      "The total is increased by 30 %.",
      "£25 is added to the total.",
      "For every quantity after the first, £25 is added to the total.",
      "Add 80 to the total for each quantity.",
    ],
    negatives: [
      "£25 is added to the total for friends.",
      "The total is increased by a bit.",
      "The price is increased by 5%.",
    ],
  },
  {
    id: "change.down",
    patterns: [
      `{target:known} ${IS} ${DOWN} by ({percent:percent} | {by:sum}) ${PER} ${IF}`,
      `(reduce|lower|decrease|cut) {target:known} by ({percent:percent} | {by:sum}) ${PER} ${IF}`,
      `({percent:percent} | {by:sum}) (is|are|gets) (deducted|subtracted|taken|knocked) (from|off) {target:known} ${PER} ${IF}`,
      `(subtract|deduct|take) {by:sum} (from|off) {target:known} ${PER} ${IF}`,
      `{per:per} [,] (subtract|deduct) {by:sum} from {target:known}`,
    ],
    build: (match) => changed(match, "subtract"),
    paraphrase: "something taken from a value",
    examples: [
      "The total is reduced by 5%.",
      "£3 is deducted from the total.",
      "Deduct 2 from the total for every quantity.",
    ],
    negatives: ["The total is reduced by 5% at weekends.", "The total is reduced."],
  },
  {
    id: "change.double",
    patterns: [
      `{target:known} ${IS} doubled ${IF}`,
      `{target:known} doubles ${IF}`,
      `double {target:known} ${IF}`,
      `{group:group} [delivery|shipping|service] doubles {target:known}`,
    ],
    build: (match) => multiplied(match, "2"),
    paraphrase: "a value doubled",
    examples: ["The total is doubled.", "Express doubles the total."],
    negatives: ["The total is doubled on weekends.", "Luck doubles the total."],
  },
  {
    id: "change.halve",
    patterns: [
      `{target:known} ${IS} halved ${IF}`,
      `halve {target:known} ${IF}`,
      `{group:group} halves {target:known}`,
    ],
    build: (match) => multiplied(match, "0.5"),
    paraphrase: "a value halved",
    examples: ["Halve the total if member is true."],
    negatives: ["Halve the total on weekends."],
  },
  {
    id: "change.triple",
    patterns: [
      `{target:known} ${IS} tripled ${IF}`,
      `triple {target:known} ${IF}`,
      `{group:group} triples {target:known}`,
    ],
    build: (match) => multiplied(match, "3"),
    paraphrase: "a value tripled",
    examples: ["Triple the total if member is true."],
    negatives: ["Triple the total on weekends."],
  },
];

import type { Match, Name } from "../grammar/reader.ts";
import { type Fact, not, type Row, slot } from "./facts.ts";

const WHEN = "(if|when|where|whenever|for | in case | as long as | provided that | provided) [that]";
const SCORE: Name = { key: "score", words: "score" };

function points(match: Match): Fact[] | null {
  const given = slot.number(match, "points");
  const lost = slot.number(match, "minus");
  const value = given ?? (lost && negated(lost));
  const unless = slot.expr(match, "unless");
  const when = unless ? not(unless) : slot.expr(match, "when");
  if (!value || !when) return null;
  return [{ kind: "points", target: slot.name(match, "target"), points: value, when }];
}

function negated(value: string): string {
  return value.startsWith("-") ? value.slice(1) : `-${value}`;
}

const ADD = "(add|award|give|gives|adds|gets|plus|+|assign)";
const SUBTRACT = "(subtract|deduct|remove|minus|lose|loses|deducts|subtracts|- | take away)";
const TO = "[(to|from) {target:name}]";

export const SCORING_ROWS: readonly Row[] = [
  {
    id: "score.points",
    patterns: [
      `[${ADD}] {points:points} [to {target:name}] ${WHEN} {when:cond}`,
      `{points:points} (is|are) (added|given|awarded|granted) [to {target:name}] ${WHEN} {when:cond}`,
      `{minus:points} (is|are) (deducted|subtracted|taken|removed) [off|from] [{target:name}] ${WHEN} {when:cond}`,
      `[${ADD}] {points:points} [to {target:name}] unless {unless:cond}`,
      `${SUBTRACT} {minus:points} ${TO} ${WHEN} {when:cond}`,
      `${SUBTRACT} {minus:points} ${TO} unless {unless:cond}`,
      `${WHEN} {when:cond} [,] ${ADD} {points:points} [to {target:name}]`,
      `${WHEN} {when:cond} [,] ${SUBTRACT} {minus:points} ${TO}`,
      `unless {unless:cond} [,] ${ADD} {points:points} [to {target:name}]`,
      `{when:cond} (:|=>|->|=|adds|gives | is worth) [+] {points:points}`,
      `{when:cond} (:|=>|->) - {minus:points}`,
    ],
    build: points,
    paraphrase: "points for a condition",
    examples: [
      "Add 30 points if companySize is at least 100.",
      'Subtract 10 points when the email ends with "@gmail.com".',
      "+20 points if budget is over 10000",
      "If budget is given, add 5 points to the score.",
      "20 points are added if member is true.",
      "Give 10 points for a budget of 5000 or more.",
    ],
    negatives: [
      "Add 30 points only for EU customers.",
      "Add 30 points if companySize is at least 100 on Mondays.",
    ],
  },
  {
    id: "score.either",
    patterns: [
      `[${ADD}] {points:points} [to {target:name}] ${WHEN} {when:cond} [,] (otherwise|else) [${ADD}] {other:points}`,
      `[${ADD}] {points:points} [to {target:name}] ${WHEN} {when:cond} [,] (otherwise|else) ${SUBTRACT} {minus:points}`,
    ],
    build(match) {
      const when = slot.expr(match, "when");
      const given = slot.number(match, "points");
      const lost = slot.number(match, "minus");
      const other = slot.number(match, "other") ?? (lost && negated(lost));
      if (!when || !given || !other) return null;
      const target = slot.name(match, "target");
      return [{ kind: "points", target, points: given, when }, {
        kind: "points",
        target,
        points: other,
        when: not(when),
      }];
    },
    paraphrase: "points for a condition, and other points without it",
    examples: [
      "Add 10 points if member is true, otherwise 5.",
      "Add 10 points if member is true, else subtract 5.",
    ],
    negatives: ["Add 10 points if member is true, otherwise ask."],
  },
  {
    id: "score.base",
    patterns: [
      "[the] {target:name} (starts|start|begins|begin) (at|with|from) {value:points}",
      "(start|begin) (with|from|at) [a] {target:name} [of|=|at] {value:points}",
      "(start|begin) (with|from|at) {value:points} [points]",
      "base {target:name} [is|of|:] {value:points}",
      "every|each lead|customer|request|applicant (starts|begins) (with|at) {value:points}",
    ],
    build(match) {
      const value = slot.number(match, "value");
      return value ? [{ kind: "base", target: slot.name(match, "target"), value }] : null;
    },
    paraphrase: "where a score starts",
    examples: ["The score starts at 50.", "Start with a score of 0."],
    negatives: ["Start with a score of 10 in summer."],
  },
  {
    id: "score.limit",
    patterns: [
      "{target:known} (is|should be|must be|gets) (capped|limited) (at|to) {max:points}",
      "(cap|limit) {target:known} (at|to) {max:points}",
      "{target:known} (cannot | can't | can never | must not | may not | never | should never | should not | must never | does not) (exceed | exceeds | (go|goes|be) (above|over) | be (more|higher|greater) than) {max:points}",
      "{target:known} (cannot | can't | can never | must not | may not | never | should never | should not | must never) (go|goes|be|drop|drops|fall|falls) (below | under | (less|lower) than) {min:points}",
      "{target:known} (cannot | can't | can never | must not | may not | never | should never | should not | must never) (go|goes|be|drop|drops|fall|falls) (below|under) {min:points} (or|nor|and) [go|be|rise] (above|over) {max:points}",
      "{target:known} (is | must be | should be) (at least | no less than | never below | never less than) {min:points}",
      "{target:known} (is | must be | should be) (at most | no more than | never above | never more than) {max:points}",
      "{target:known} (must | must always | should | should always) (stay|be|remain|is) [clamped|kept] (between|within|from) {min:points} (and|to|-) {max:points}",
      "{target:known} (is|are) (clamped|kept|limited|bounded) (between|within|from|to) {min:points} (and|to|-) {max:points}",
      "(clamp|keep|limit) {target:known} (between|to|within) {min:points} (and|to|-) {max:points}",
      "(maximum|max|highest) {target:known} [is|:|=|of] {max:points}",
      "(minimum|min|lowest) {target:known} [is|:|=|of] {min:points}",
      "{target:known} (has a | has) (maximum|max) of {max:points}",
      "{target:known} (has a | has) (minimum|min) of {min:points}",
    ],
    build(match) {
      const target = slot.name(match, "target") ?? SCORE;
      if (target.symbol?.role === "input") return null;
      return [{ kind: "limit", target, min: slot.number(match, "min"), max: slot.number(match, "max") }];
    },
    paraphrase: "limits of a computed value",
    examples: [
      "The score is capped at 100.",
      "The score cannot exceed 100.",
      "The score never goes below 0.",
      "Clamp the score to 0-100.",
    ],
    negatives: ["The score is capped at 100 for new customers.", "The score is capped."],
  },
];

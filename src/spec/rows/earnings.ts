/** Points and amounts that depend on how many there are: "5 points per year of experience", "each wrong answer costs 1 point". */
import { type Expr, refsOf } from "../expr.ts";
import type { Match } from "../grammar/reader.ts";
import { type Fact, not, type Row, slot, type ValuedBranch } from "./facts.ts";

const ADD = "(add|award|give|gives|adds|plus|+|assign|grant)";
const SUBTRACT = "(subtract|deduct|remove|minus|deducts|subtracts|-| take away | take off)";
const GET =
  "(get|gets|earn|earns|receive|receives|score|scores|collect|collects|win|wins | are given | is given)";
const LOSE = "(lose|loses | are deducted | is deducted)";
const WHO =
  "(customers|customer|candidates|candidate|users|user|members|they|you|we|applicants|applicant|players|player|students|student|everyone|leads|lead|drivers|teams|team|it)";
const MORE = "[another|extra|additional|further] ";
const TO = "[to {target:name}]";
const IF = "[(if|when|where) {when:cond} | unless {unless:cond}]";
const POINTS = "[points|point]";
const CAP = "[,] [{how:limits}] ";

function earned(match: Match): Fact[] | null {
  const each = slot.expr(match, "per");
  const gained = slot.number(match, "points");
  const lost = slot.number(match, "minus");
  const rate = gained ?? (lost && `-${lost}`);
  const target = slot.name(match, "target");
  if (!rate || target?.symbol?.role === "input" || (each && isFraction(each))) return null;
  const number: Expr = { kind: "number", value: rate };
  const unless = slot.expr(match, "unless");
  const when = unless ? not(unless) : slot.expr(match, "when");
  if (!each) return when ? null : [{ kind: "earn", target, amount: number }];
  const many: Expr = rate === "1" ? each : { kind: "math", op: "multiply", left: each, right: number };
  const by = slot.change(match, "how");
  return [{ kind: "earn", target, amount: by ? by(many) : many, when }];
}

/** "for each 1000 of budget" does not say whether a started thousand counts. */
function isFraction(each: Expr): boolean {
  return each.kind === "math" && each.op === "divide";
}

function multiplied(match: Match, by: string): Fact[] | null {
  const when = slot.expr(match, "group") ?? slot.expr(match, "when");
  return when ? [{ kind: "multiply", target: slot.name(match, "target"), by, when }] : null;
}

const DOUBLE = "(double|twice|2x | two times) [the] [points|amount|usual|score] [points]";
const TRIPLE = "(triple|3x | three times) [the] [points|amount|usual|score] [points]";

/** One after the other, as the first that holds wins; of cases that exclude each other anyway, each by itself. */
function inTurn(branches: readonly ValuedBranch[]): Fact[] | null {
  if (branches.length < 2 || branches.some(({ value }) => value.kind !== "number")) return null;
  const isOfOne = new Set(branches.flatMap(({ when }) => refsOf(when))).size === 1;
  return branches.map(({ when, value }, n): Fact => {
    const before = isOfOne ? branches.slice(0, n).filter((each) => !isEquality(each.when)) : [];
    const free = before.map((each): Expr => not(each.when));
    return {
      kind: "points",
      points: value.kind === "number" ? value.value : "0",
      when: free.length > 0 ? { kind: "all", of: [...free, when] } : when,
    };
  });
}

function isEquality(expr: Expr): boolean {
  return expr.kind === "compare" && expr.op === "eq";
}

export const EARNING_ROWS: readonly Row[] = [
  {
    id: "earn.cases",
    patterns: [`[${WHO}] (${ADD} | ${GET}) ${MORE} {chain:chain}`],
    build(match) {
      const { branches, otherwise } = slot.chain(match, "chain");
      return otherwise ? null : inTurn(branches);
    },
    paraphrase: "points for each of several conditions",
    examples: [
      'You get 10 points when country is "US", 5 when it is "DE" and 1 when it is "FR".',
      "Add 30 if quantity is 200 or more, 15 if it is between 50 and 199.",
    ],
    negatives: [
      "Add 30 if quantity is 200 or more, 15 if in doubt.",
      "Add 30 if quantity is 200 or more, some if it is less.",
    ],
  },
  {
    id: "earn.points",
    patterns: [
      `[${WHO}] [${GET}] ${MORE} {points:points} ${POINTS} ${TO} {per:per} ${CAP} ${IF}`,
      `${ADD} ${MORE} {points:points} ${POINTS} ${TO} {per:per} ${CAP} ${IF}`,
      `{points:points} ${POINTS} (is|are) (added|given|awarded|granted) ${TO} {per:per} ${CAP} ${IF}`,
      `{per:per} [,] ${ADD} ${MORE} {points:points} ${POINTS} ${TO} ${CAP}`,
      `{per:per} [answer|question|one|item] (is worth|gives|earns|scores|adds|brings|counts|gets|is) ${MORE} {points:points} ${POINTS} ${CAP}`,
      `[${WHO}] (${SUBTRACT} | ${LOSE}) {minus:points} ${POINTS} [(from|off) {target:name}] {per:per} ${CAP} ${IF}`,
      `{minus:points} ${POINTS} (is|are) (deducted|subtracted|removed | taken off) [from] [{target:name}] {per:per} ${CAP} ${IF}`,
      `{per:per} [,] ${SUBTRACT} {minus:points} ${POINTS} [(from|off) {target:name}]`,
      `{per:per} [answer|question|one|item] (costs|loses|subtracts|deducts) {minus:points} ${POINTS}`,
    ],
    build: earned,
    paraphrase: "points for each of something",
    examples: [
      "Customers get 5 points per unit of quantity.",
      "Add 2 points to the score for each full unit of weight, up to a maximum of 30 points.",
      "Each quantity is worth 3 points.",
      "Subtract 4 points for every quantity.",
    ],
    negatives: [
      "Add 30 points for each 1000 of budget.",
      "Customers get 5 points per year.",
      "Add 5 points per order, sometimes.",
      "Each friend is worth 3 points.",
    ],
  },
  {
    id: "earn.worths",
    patterns: ["{list:worths}"],
    build: ({ list }) =>
      list?.kind === "formulas"
        ? list.formulas.map(({ expr }): Fact => ({ kind: "earn", amount: expr }))
        : null,
    paraphrase: "what each of several things is worth",
    examples: [
      "Each quantity is worth 4 points, and each weight costs 1 point.",
      "A quantity gives 2 points, a weight loses 1 and a budget counts for nothing.",
    ],
    negatives: [
      "Each quantity is worth 4 points, and each friend costs 1 point.",
      "Each quantity is worth 4 points, and each weight costs 1 point on Mondays.",
      "Each quantity counts for nothing, and each weight counts for nothing.",
    ],
  },
  {
    id: "earn.bare",
    patterns: [
      `${ADD} ${MORE} {points:points} ${POINTS} ${TO}`,
      `${SUBTRACT} {minus:points} ${POINTS} [(from|off) {target:name}]`,
    ],
    build: earned,
    paraphrase: "points",
    examples: ["Add 50.", "Add 10 points to the score."],
    negatives: ["Add 10 points to the price.", "Add 10 points sometimes."],
  },
  {
    id: "earn.multiple",
    patterns: [`{group:group} [always] ${GET} ${DOUBLE}`],
    build: (match) => multiplied(match, "2"),
    paraphrase: "twice the points",
    examples: ["Members earn double points."],
    negatives: ["Friends earn double points.", "Members earn double points on Mondays."],
  },
  {
    id: "earn.triple",
    patterns: [`{group:group} [always] ${GET} ${TRIPLE}`],
    build: (match) => multiplied(match, "3"),
    paraphrase: "three times the points",
    examples: ["Members earn triple points."],
    negatives: ["Friends earn triple points."],
  },
];

/** Shares and multiples of what is to be paid, for those of whom it is said: "Members get 10% off", "Express doubles the cost". */
import type { Expr } from "../expr.ts";
import type { Match } from "../grammar/reader.ts";
import { percentFactor } from "../grammar/numbers.ts";
import { type Fact, type Row, slot } from "./facts.ts";

const WHO =
  "[they|it|we|you|customers|customer|guests|guest|visitors|people|users|clients|buyers|members | the customer | the guest]";
const GET = "(get|gets|receive|receives|enjoy|enjoys|have|has|pay|pays|save|saves | are given | is given)";
const OFF = "(off | (discount|rebate|reduction) [(on|off|from|of)] | less | off (on|of|from))";
const CASE = "[for|with] {group:group} [,|:]";
const TIMES = [["doubles|double", "2"], ["triples|triple|trebles|treble", "3"], [
  "halves|halve",
  "0.5",
]] as const;

/** The amount times a factor, where the condition holds. */
function multiplied(match: Match, factor: string): Fact[] | null {
  const target = slot.name(match, "target");
  const when = slot.expr(match, "group");
  if (!target || target.symbol?.role !== "value") return null;
  const right: Expr = { kind: "number", value: factor };
  return [{ kind: "adjust", target, by: (left) => ({ kind: "math", op: "multiply", left, right }), when }];
}

/** The amount less a share of it. */
function lessened(match: Match): Fact[] | null {
  const target = slot.name(match, "target");
  const when = slot.expr(match, "group");
  const share = match.half ? percentFactor("50") : slot.number(match, "percent");
  if (!target || target.symbol?.role !== "value" || !when || !share) return null;
  const by = (left: Expr): Expr => ({
    kind: "math",
    op: "subtract",
    left,
    right: { kind: "math", op: "multiply", left, right: { kind: "number", value: share } },
  });
  return [{ kind: "adjust", target, by, when }];
}

const SHARE = "({percent:percent} | {half:half})";

export const MARKUP_ROWS: readonly Row[] = [
  {
    id: "markup.off",
    patterns: [
      `${CASE} ${WHO} ${GET} ${SHARE} ${OFF} {target:payable}`,
      `${CASE} ${WHO} ${GET} ${SHARE} ${OFF} {target:solePayable}`,
      `${CASE} ${SHARE} ${OFF} {target:payable}`,
      `${CASE} ${SHARE} ${OFF} {target:solePayable}`,
    ],
    build: lessened,
    paraphrase: "a discount for those of whom it is said",
    examples: [
      "For 7 quantity or more they get 10% off the total.",
      "Members get half off the total.",
      "Members: 10% off the total.",
    ],
    negatives: [
      "Members get 10% off the total on Mondays.",
      "Friends get 10% off the total.",
      "Members get something off the total.",
      "Members get 10% off the luck.",
    ],
  },
  ...TIMES.map(([verb, factor], n): Row => ({
    id: `markup.times${n + 2}`,
    patterns: [`{group:group} (${verb}) {target:payable}`],
    build: (match) => slot.expr(match, "group") ? multiplied(match, factor) : null,
    paraphrase: "a multiple for those of whom it is said",
    examples: [`Express ${verb.split("|")[0]} the total.`],
    negatives: [`Express ${verb.split("|")[0]} the fun.`, `Friends ${verb.split("|")[1] ?? ""} the total.`],
  })),
];

export const PRICE_ROWS: readonly Row[] = [
  {
    id: "markup.each",
    patterns: [
      "{per:per} [service|ticket|one] [always] (costs|cost) {amount:money} {target:solePayable}",
      "{per:per} [service|ticket|one] [always] ((is|are) (billed|charged|priced) at) {amount:amount} {target:solePayable}",
    ],
    build(match) {
      const each = slot.expr(match, "per");
      const price = slot.number(match, "amount");
      const target = slot.name(match, "target");
      if (!each || !price || each.kind === "math") return null;
      const amount: Expr = {
        kind: "math",
        op: "multiply",
        left: each,
        right: { kind: "number", value: price },
      };
      return [{ kind: "earn", target, amount, isPrice: true }];
    },
    paraphrase: "what each of something costs",
    examples: [],
    negatives: ["Each friend costs 5.", "Each quantity costs 5 on Mondays.", "Each quantity costs nerves."],
  },
];

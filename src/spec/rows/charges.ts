/** Discounts, taxes and fees without a word about what they are put on; see `assemble/charges.ts`. */
import type { Match } from "../grammar/reader.ts";
import { type Fact, not, type Row, slot } from "./facts.ts";

const IF = "[(if|when|where|for orders where|provided that) {when:cond} | unless {unless:cond}]";
const GIVE = "(apply|applies|give|gives|take|grant|offer|get|gets|receive|receives | there is | is)";
const OFF = "(discount|reduction|rebate)";
const THEY = "[it|they|customer|user|order|we|buyer]";

function charge(match: Match, op: "add" | "subtract"): Fact[] | null {
  const name = slot.name(match, "name") ?? { key: "discount", words: "discount" };
  const percent = slot.number(match, "percent");
  const amount = slot.expr(match, "amount");
  if (!percent && amount?.kind !== "number") return null;
  if (name.symbol?.role === "input") return null;
  const unless = slot.expr(match, "unless");
  const flag = slot.expr(match, "flag");
  const when = unless ? not(unless) : slot.expr(match, "when") ?? flag;
  return [{
    kind: "charge",
    name,
    op,
    isInstead: match.instead !== undefined,
    cases: [{ percent, amount, when }],
  }];
}

export const CHARGE_ROWS: readonly Row[] = [
  {
    id: "charge.discount",
    patterns: [
      `(if|when|for orders where) {when:cond} [,] [then] ${THEY} ${GIVE} {percent:percent} ${OFF} [{instead:instead}]`,
      `(if|when) {when:cond} [,] [then] ${THEY} ${GIVE} ${OFF} of ({percent:percent} | {amount:sum}) [{instead:instead}]`,
      `(if|when) {when:cond} [,] [then] (take|deduct) ({percent:percent} off | {amount:sum} off)  [{instead:instead}]`,
      `${GIVE} {percent:percent} ${OFF} ${IF} [{instead:instead}]`,
      `${GIVE} ${OFF} of ({percent:percent} | {amount:sum}) ${IF} [{instead:instead}]`,
      `(take|deduct) {percent:percent} off ${IF}`,
      `{percent:percent} ${OFF} (if|when) {when:cond}`,
      `{flag:group} (get|gets|receive|receives|have|has) {percent:percent} (${OFF} | off)`,
    ],
    build: (match) => charge(match, "subtract"),
    paraphrase: "a discount on the price",
    examples: [
      "If quantity is 10 or more, apply a 10% discount.",
      "Give a 5% discount when member is true.",
      "Apply a discount of 5% if quantity is at least 10.",
      "Members get a 10% discount.",
    ],
    negatives: [
      "Apply a 10% discount for friends.",
      "Friends get a 10% discount.",
      "Apply a 10% discount at most once.",
      "If quantity is 10 or more, apply a 10% discount on weekdays.",
      "Members get a 10% discount per order.",
    ],
  },
  {
    id: "charge.levy",
    patterns: [
      `(add|apply|charge|include) {percent:percent} {name:levy} ${IF}`,
      `(add|apply|charge|include) {name:levy} (of|at) {percent:percent} ${IF}`,
      `(if|when) {when:cond} [,] [then] (add|apply|charge) {percent:percent} {name:levy}`,
      "{name:levy} (is|of|at|:) {percent:percent}",
      "{percent:percent} {name:levy} (is|are|gets|must be|should be) (added|applied|charged)",
    ],
    build: (match) => charge(match, "add"),
    paraphrase: "a tax or surcharge on the price",
    examples: [
      "Add 19% tax.",
      "Apply 8% sales tax if express is true.",
      "VAT is 20%.",
      "A 5% surcharge is added.",
    ],
    negatives: ["Add 19% tax except for exports.", "Add 19% tax per item.", "Add 19% fun."],
  },
  {
    id: "charge.fee",
    patterns: [
      `(add|charge|include) [a|an] {name:fee} of {amount:sum} ${IF}`,
      `(add|charge|include) [a|an] {amount:sum} {name:fee} ${IF}`,
      `(if|when) {when:cond} [,] [then] (add|charge|include) [a|an] {name:fee} of {amount:sum}`,
      `(if|when) {when:cond} [,] [then] (add|charge|include) [a|an] {amount:sum} {name:fee}`,
    ],
    build: (match) => charge(match, "add"),
    paraphrase: "a fee on top of the price",
    examples: ["Add a shipping fee of 4.99 if subtotal is under 50.", "Charge a 5 euro delivery fee."],
    negatives: ["Add a shipping fee of 4.99 per parcel.", "Add a shipping fee."],
  },
];

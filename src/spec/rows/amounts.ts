/** What a value comes to, said without a formula's signs: "shipping costs …", "a bill is made up of …", "VAT, added to the net price". */
import type { Expr } from "../expr.ts";
import type { Match } from "../grammar/reader.ts";
import { isHeading } from "./arithmetic.ts";
import { type Fact, type Row, slot } from "./facts.ts";

const IS =
  "(is|are|equals|costs|cost|= | comes to | come to | amounts to | adds up to | works out as | works out at | is worked out as | is calculated as | is computed as | is given by | is obtained by | corresponds to | is defined as | shall be | should be | must be | will be | is set to | is to be | starts (at|with|from|as) | start (at|with|from) | begins (at|with))";
const PARTS =
  "(is|are) (made up of | made of | composed of | the sum of | built from) | consists of | consist of | comprises | is the total of | combines";
const IN_ALL = "[always|simply|just|then] [calculated|computed] [as|by]";

function computed(match: Match, value: Expr | undefined): Fact[] | null {
  const target = slot.name(match, "target");
  if (!target || !value || value.kind === "text" || target.symbol?.role === "input") return null;
  if (isHeading(target.key)) return null;
  return [{ kind: "compute", target, value }];
}

export const AMOUNT_ROWS: readonly Row[] = [
  {
    id: "amount.from",
    patterns: [
      `(calculate|compute|determine|work out) [{owner:owner}] {target:name} (from|on|for|of) {list:declarations} (:|,|as) {value:expr}`,
    ],
    build(match) {
      const facts = computed(match, slot.expr(match, "value"));
      const { list } = match;
      if (!facts || list?.kind !== "declarations") return null;
      const fields = list.declarations.map(({ name, attributes }): Fact => ({
        kind: "field",
        name,
        attributes,
      }));
      return [...fields, ...facts];
    },
    paraphrase: "a formula, with the fields that it needs",
    examples: [
      "Calculate the discount from sales (a number): 5 plus 10% of price.",
    ],
    negatives: [
      "Calculate the discount from price: fair.",
      "Calculate the discount from friends (number): 5 for each.",
    ],
  },
  {
    id: "amount.formula",
    patterns: [
      `{target:name} ${IS} ${IN_ALL} {value:expr}`,
      `(calculate|compute|determine|set|get|find|derive | work out) {target:name} (as|to|by|from|=|:) {value:expr}`,
      `to (get|find|calculate|compute|work out) {target:name} [,] [take|use] {value:expr}`,
      `{target:sharer} {value:expr}`,
      `{target:name} (-|->|:|=>) {value:expr}`,
      "{costs:known} {value:expr}",
      `[we|you] (take|use) {value:expr} (as|for) {target:name}`,
    ],
    build(match) {
      const costs = slot.name(match, "costs");
      // In "Shipping costs 5" the verb is part of the name shippingCost.
      if (costs && !/ costs?$/i.test(costs.words)) return null;
      return computed(costs ? { ...match, target: match.costs! } : match, slot.expr(match, "value"));
    },
    paraphrase: "a formula",
    examples: [
      "The shipping costs 4 plus 2 times weight.",
      "The discount comes to 10% of the price.",
      "Set total to price times 2.",
      "Each person pays total divided by quantity.",
      "Every guest's share is total divided by quantity.",
    ],
    negatives: [
      "Each person pays what they like.",
      "The shipping costs a lot.",
      "The discount comes to 10% of the price for friends.",
    ],
  },
  {
    id: "amount.parts",
    patterns: [`{target:name} (${PARTS}) {value:components}`, `{target:name} (is|are|=|:) {value:weights}`],
    build: (match) => computed(match, slot.expr(match, "value")),
    paraphrase: "a sum of parts",
    examples: [
      "The total is made up of a fee of 5 and 2 times weight.",
      "The score is 40% price and 60% weight.",
    ],
    negatives: ["The total is made up of a fee and luck.", "The score is 40% price and some weight."],
  },
  {
    id: "amount.constant",
    patterns: [
      `{target:name} (is|=|:|equals) [always] {value:boolean}`,
      `{target:name} (=|:= | is always) {value:quotedValue}`,
    ],
    build(match) {
      const target = slot.name(match, "target");
      const value = slot.expr(match, "value");
      if (!target || !value || target.symbol?.role === "input") return null;
      return [{ kind: "compute", target, value }];
    },
    paraphrase: "a value that is always the same",
    examples: ['grade = "A"', "approved = true"],
    negatives: ["approved = maybe", 'country = "US"'],
  },
];

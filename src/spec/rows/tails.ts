/** Rounding and limits said of values that other sentences work out: "Round both to 2 decimals", "the fee is never more than 12". */
import type { Match } from "../grammar/reader.ts";
import { type Fact, not, type Row, slot } from "./facts.ts";

const ALL =
  "(everything | [all|every] [the] [monetary|money|final|computed|calculated|numeric|returned] (amounts|amount|results|result|values|numbers|figures|prices|outputs|money|answers) [values])";
const IS =
  "(is|are|gets|get | must be | should be | shall be | has to be | have to be | will be | needs to be | is to be | are to be) [always]";
const IF = "[(if|when|where) {when:cond} | unless {unless:cond}]";

/** The same change to each of the values that are named. */
function change(match: Match, slotName: string): Fact[] | null {
  const by = slot.change(match, slotName);
  const name = slot.name(match, "target");
  const targets = name ? [name] : slot.names(match, "targets");
  if (!by || targets.length === 0 || targets.some(({ symbol }) => symbol?.role !== "value")) return null;
  const unless = slot.expr(match, "unless");
  const when = unless ? not(unless) : slot.expr(match, "when");
  return targets.map((target) => ({ kind: "adjust", target, by, when }));
}

function all(match: Match, isAtEnd: boolean): Fact[] | null {
  const by = slot.change(match, "how");
  return by ? [{ kind: "roundAll", by, ...(isAtEnd ? { isAtEnd } : {}) }] : null;
}

const AT_END =
  "[,|-|;] [LPAR] [and|but] [round | rounded | rounding is done] (only at the end | at the end only | once at the end)";
const NEVER =
  "[,|-|;] [and|but] [LPAR] (never|not) (round|rounding|rounded) [an|any] (intermediate|intermediates) [value|values|result|results|amount|amounts|step|steps] [RPAR]";

export const TAIL_ROWS: readonly Row[] = [
  {
    id: "adjust.round",
    patterns: [
      `round {targets:names} [off] {how:roundingRest} ${IF}`,
      `{targets:names} [both|all] ${IS} {how:rounding} ${IF}`,
      `{targets:names} (both|all) ${IS} {how:rounding}`,
    ],
    build: (match) => change(match, "how"),
    paraphrase: "a value rounded",
    examples: [
      "Round the total to 2 decimals.",
      "The total is rounded to 2 decimal places.",
      "Round the total to the nearest cent.",
      "Round total and subtotal to two decimal places.",
      "The total must be rounded up to the next whole euro.",
    ],
    negatives: [
      "Round the total to 2 decimals in Europe.",
      "Round the total to the nearest dime.",
      "Round the price to 2 decimals.",
      "Round the total.",
    ],
  },
  {
    id: "adjust.roundAll",
    patterns: [
      `round ${ALL} [off] {how:roundingRest}`,
      `${ALL} ${IS} {how:rounding}`,
      `{how:rounding} everywhere`,
    ],
    build: (match) => all(match, false),
    paraphrase: "amounts rounded",
    examples: [
      "All amounts are rounded to 2 decimals.",
      "Round everything to 2 decimals.",
      "Round the result to the nearest cent.",
    ],
    negatives: ["Round everything.", "All amounts over 100 are rounded to 2 decimals."],
  },
  {
    id: "adjust.roundAtEnd",
    patterns: [
      `{how:rounding} everywhere ${AT_END} [${NEVER}] [RPAR]`,
      `round ${ALL} {how:roundingRest} ${AT_END} [${NEVER}] [RPAR]`,
      `${ALL} ${IS} {how:rounding} ${AT_END} [${NEVER}] [RPAR]`,
      `round {how:roundingRest} only at the end [${NEVER}]`,
      "[finally|then] round [it|them] [off] {how:roundingRest}",
      `only (at the end | final result | final amounts) [is|are] [:|,] (round|rounded) {how:roundingRest}`,
    ],
    build: (match) => all(match, true),
    paraphrase: "answers rounded, and nothing before them",
    examples: [
      "2 dp everywhere, round only at the end.",
      "Round to cents.",
      "Round all amounts to 2 decimals, but only at the end.",
    ],
    negatives: ["2 dp everywhere, round at will."],
  },
  {
    id: "adjust.limit",
    patterns: [
      `{targets:names} [both] (is|are|must|should|can|may|shall|will|gets|has|cannot | must be | should be | has to be | can be | may be | shall be | will be | can't) [be] {how:limits} ${IF}`,
      `(cap|limit) {target:known} (at|to) {max:sum}`,
      `{target:known} ${IS} (capped|limited) (at|to) {max:sum} ${IF}`,
      `{target:known} (cannot | can't | can never | must not | may not | never | should never | should not | must never | does not | shall not | may never | will never) (exceed | exceeds | (go|goes|be|rise|rises) (above|over) | be (more|higher|greater) than) {max:sum}`,
      `{target:known} (cannot | can't | can never | must not | may not | never | should never | should not | must never | shall not | may never | will never) ((go|goes|be|drop|drops|fall|falls) (below | under) | be (less|lower|smaller) than) {min:sum}`,
      `(maximum|max|highest) {target:known} [is|:|=|of] {max:sum}`,
      `(minimum|min|lowest) {target:known} [is|:|=|of] {min:sum}`,
    ],
    build(match) {
      if (match.how) return change(match, "how");
      const target = slot.name(match, "target");
      const [max, min] = [slot.expr(match, "max"), slot.expr(match, "min")];
      const limit = max ?? min;
      if (target?.symbol?.role !== "value" || !limit || limit.kind === "text") return null;
      const fn = max ? "min" : "max";
      const unless = slot.expr(match, "unless");
      const when = unless ? not(unless) : slot.expr(match, "when");
      return [{ kind: "adjust", target, by: (value) => ({ kind: "call", fn, args: [value, limit] }), when }];
    },
    paraphrase: "limits of a computed value",
    examples: [
      "The total is never less than £60.",
      "The total is at most half of the price.",
      "The total must never exceed 20% of the price.",
      "The shipping is capped at $25.",
    ],
    negatives: [
      "The total is never less than £60 on weekends.",
      "The total is limited.",
      "The price is at most 5.",
    ],
  },
];

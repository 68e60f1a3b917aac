import { not, type Row, slot } from "./facts.ts";

const WHEN = "(if|when|where|whenever | in case | as long as) [that]";
const BECOMES = "(is|are|becomes|equals|=|: | should be | must be | will be)";
const SET = "(set|mark|make|assign)";

/** What a request is about, which is the subject of its flags. */
const WHO =
  "applicant|customer|user|lead|order|request|person|client|candidate|loan|application|member|student|employee|patient|driver|booking|invoice|it|they|input|company|account|ticket|item|product|password|payment";

export const DECISION_ROWS: readonly Row[] = [
  {
    id: "decide.bands",
    patterns: [
      `[assign|give|return|output] ({known:known} | {noun:banded}) [of|:] {chain:chain}`,
    ],
    build(match) {
      const target = slot.name(match, "known") ?? slot.name(match, "noun");
      const chain = slot.chain(match, "chain");
      if (
        !target || target.symbol?.role === "input" || chain.branches.length + (chain.otherwise ? 1 : 0) < 2
      ) return null;
      return [{ kind: "decide", target, ...chain }];
    },
    paraphrase: "a value chosen by conditions, the first that holds",
    examples: [
      "Grade A if score >= 60, B if score is between 30 and 59, else C.",
      'Tier: "gold" when score is over 80, otherwise "basic".',
      "Assign grade A if score is at least 80, otherwise B.",
    ],
    negatives: [
      "Friends 5 if score is over 80, otherwise 6.",
      "Grade A if score >= 60.",
      "Grade A if score >= 60, B if in doubt, else C.",
    ],
  },
  {
    id: "decide.answer",
    patterns: [
      "[it | api | service] [should|must|will] (return|returns|answer|answers|respond|output|outputs|responds) [with] ({chain:chain} | {ifchain:ifchain})",
      "(if|when) {when:cond} [,] [then] (return|returns|answer|respond with|output) {value:value} [,|;] (otherwise|else) [,] [return|returns|answer|respond with|output] {else:value}",
    ],
    build(match) {
      const target = { key: "result", words: "result" };
      const when = slot.expr(match, "when");
      const value = slot.expr(match, "value");
      if (when && value) {
        return [{ kind: "decide", target, branches: [{ when, value }], otherwise: slot.expr(match, "else") }];
      }
      const chain = slot.chain(match, match.chain ? "chain" : "ifchain");
      return chain.otherwise ? [{ kind: "decide", target, ...chain }] : null;
    },
    assumes: 'an answer without a name has the JSON key "result"',
    paraphrase: "a value chosen by conditions, the first that holds",
    examples: [
      'Return "even" if quantity is even, otherwise "odd".',
      'If weight is over 20, return "heavy", otherwise return "light".',
    ],
    negatives: ['Return "even" if quantity is even.', 'Return "late" if in doubt, otherwise "early".'],
  },
  {
    id: "decide.ranges",
    patterns: ["{ranges:ranges}"],
    build(match) {
      const chain = slot.chain(match, "ranges");
      return [{ kind: "decide", target: { key: "grade", words: "grade" }, ...chain }];
    },
    assumes: 'the bands give the "grade"',
    paraphrase: "bands of a number",
    examples: [],
    negatives: ["90 and above is great", "90 and above is A, 80 to 89 is sometimes B"],
  },
  {
    id: "decide.cases",
    patterns: ["{cases:cases}"],
    build(match) {
      const { cases } = match;
      if (cases?.kind !== "chain" || !cases.target || cases.target.symbol?.role === "input") return null;
      return [{ kind: "decide", target: cases.target, ...slot.chain(match, "cases") }];
    },
    paraphrase: "a value chosen by conditions, the first that holds",
    examples: [
      "If weight is under 2 the shipping is 4, if it is between 2 and 10 it is 7, otherwise 12.",
      "If score is over 80, grade is A; if score is over 50, grade is B; otherwise grade is C.",
    ],
    negatives: [
      "If weight is under 2 the shipping is 4, if it is between 2 and 10 ask, otherwise 12.",
      "If score is over 80, grade is A; if score is over 50, discount is 5; otherwise grade is C.",
    ],
  },
  {
    id: "decide.flag",
    patterns: [
      `{who:who} (is|are) {target:flag} (if|when | only if | as long as) {when:cond}`,
      `(${WHO}) (is|are) {target:flag} (if|when | only if | as long as) {when:cond}`,
      `{target:flag} (if|when | only if) {when:cond}`,
      "{target:name} (is|=|:) whether {when:cond}",
    ],
    build(match) {
      const target = slot.name(match, "target");
      const when = slot.expr(match, "when");
      if (!target || !when || target.symbol?.role === "input") return null;
      return [{ kind: "compute", target, value: when }];
    },
    paraphrase: "whether a condition holds",
    examples: [
      "The customer is eligible if budget is at least 1000.",
      "Approved when score is at least 60 and member is true.",
      "The order is valid only if quantity is at least 1.",
    ],
    negatives: [
      "The customer is happy if budget is at least 1000.",
      "The customer is eligible if budget is at least 1000 in most cases.",
      "The customer is eligible unless they are rude.",
    ],
  },
  {
    id: "decide.chain",
    patterns: [
      `{target:name} ${BECOMES} {chain:chain}`,
      `${SET} {target:name} (to|as|=) {chain:chain}`,
      "(return|returns) {target:name} {chain:chain}",
      `{target:name} ${BECOMES} [:] {ifchain:ifchain}`,
    ],
    build(match) {
      const target = slot.name(match, "target");
      if (!target || target.symbol?.role === "input") return null;
      const chain = slot.chain(match, match.chain ? "chain" : "ifchain");
      return [{ kind: "decide", target, ...chain }];
    },
    paraphrase: "a value chosen by conditions, the first that holds",
    examples: [
      "Grade is A when score is at least 80, B when score is at least 50, otherwise C.",
      'Set shipping to 5 if country is "US", otherwise 15.',
      "The shipping is 0 if total is over 100.",
    ],
    negatives: ["Grade is A when score is at least 80, mostly.", "Grade is A when the moon is full."],
  },
  {
    id: "decide.orFor",
    patterns: [
      `{target:name} ${BECOMES} {value:expr} [,|;] (or|but|and) (for {group:group} | ${WHEN} {when:cond}) [,|:] [it is] [only|just] {other:expr}`,
      `{target:name} ${BECOMES} {value:expr} [,|;] (or|but|and) {other:expr} (for {group:group} | ${WHEN} {when:cond})`,
    ],
    build(match) {
      const target = slot.name(match, "target");
      const [value, other] = [slot.expr(match, "value"), slot.expr(match, "other")];
      const when = slot.expr(match, "group") ?? slot.expr(match, "when");
      if (!target || !value || !other || !when || target.symbol?.role === "input") return null;
      if (value.kind === "text" || other.kind === "text") return null;
      return [{ kind: "decide", target, branches: [{ when, value: other }], otherwise: value }];
    },
    paraphrase: "a formula, and another one for some",
    examples: [
      "The shipping is the total, or for members half of the total.",
      "The shipping is 12, or 9 for members.",
      "The shipping is 5, but if weight is over 10 it is 8.",
    ],
    negatives: [
      "The shipping is the total, or for friends half of the total.",
      "The shipping is 12, or 9 for members on Mondays.",
    ],
  },
  {
    id: "decide.if",
    patterns: [
      `${WHEN} {when:cond} [,] [then] [${SET}] {target:name} (is|are|becomes|equals|=|to|as | should be | must be | will be) {value:value}`,
      `${WHEN} {when:cond} [,] [then] [${SET}] {target:name} (is|are|becomes|equals|=|to|as | should be | must be | will be) {value:value} [,|;] (otherwise | else | or else) [,] [it is | [set] {again:name} (is|becomes|to|=)] {else:value}`,
      `unless {unless:cond} [,] [${SET}] {target:name} (is|are|becomes|equals|=|to|as) {value:value}`,
    ],
    build(match) {
      const target = slot.name(match, "target");
      const value = slot.expr(match, "value");
      const unless = slot.expr(match, "unless");
      const when = unless ? not(unless) : slot.expr(match, "when");
      const again = slot.name(match, "again");
      if (!target || !value || !when || target.symbol?.role === "input") return null;
      if (again && again.key !== target.key) return null;
      return [{ kind: "decide", target, branches: [{ when, value }], otherwise: slot.expr(match, "else") }];
    },
    paraphrase: "a value for a condition",
    examples: [
      "If weight is over 20, shipping is 15.",
      "When weight is at most 5, set shipping to 4, otherwise 9.",
      'Unless country is "US", shipping is 25.',
    ],
    negatives: [
      "If weight is over 20, shipping is 15 on weekends.",
      "If weight is over 20, ask the manager.",
    ],
  },
  {
    id: "decide.otherwise",
    patterns: [
      `(otherwise | else | in all other cases | by default | for everything else) [,|:] [${SET}] {target:name} (is|are|becomes|equals|=|to|as | should be | must be | will be) {value:value}`,
      "(otherwise | else | in all other cases | for everything else) [,|:] [it is | it is] {value:value}",
      `(otherwise | else | or) [,] if {when:cond} [,] [then] [${SET}] {target:name} (is|are|becomes|equals|=|to|as | should be | must be | will be) {value:value}`,
    ],
    build(match) {
      const value = slot.expr(match, "value");
      const when = slot.expr(match, "when");
      if (!value) return null;
      const target = slot.name(match, "target");
      return [{
        kind: "otherwise",
        target,
        branches: when ? [{ when, value }] : [],
        otherwise: when ? undefined : value,
      }];
    },
    paraphrase: "a value for every other case",
    examples: [
      "Otherwise, shipping is 5.",
      "Otherwise if weight is over 10, shipping is 10.",
      "Otherwise 5.",
    ],
    negatives: ["Otherwise, call the customer."],
  },
  {
    id: "decide.default",
    patterns: [
      "(default|initial) {target:known} (is|:|=) {value:value}",
      "{target:known} (defaults to | is by default) {value:value}",
    ],
    build(match) {
      const target = slot.name(match, "target");
      const value = slot.expr(match, "value");
      if (!target || !value || target.symbol?.role === "input") return null;
      return [{ kind: "otherwise", target, branches: [], otherwise: value }];
    },
    paraphrase: "a value when no condition holds",
    examples: ["The default grade is C."],
    negatives: ["The default grade is C in winter."],
  },
];

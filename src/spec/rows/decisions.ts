import { not, type Row, slot } from "./facts.ts";

const WHEN = "(if|when|where|whenever | in case | as long as) [that]";
const BECOMES = "(is|are|becomes|equals|=|: | should be | must be | will be)";
const SET = "(set|mark|make|assign)";

export const DECISION_ROWS: readonly Row[] = [
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

import type { Attribute, Name } from "../grammar/reader.ts";
import type { Expr } from "../expr.ts";
import { type Fact, type Refusal, type Row, slot } from "./facts.ts";

const ANSWER = "response|answer|output|result|api|it|service|body|backend|endpoint";

/** What is said of an answer must follow from the rules; a range or a length would not be kept by merely writing it here. */
export function unkeepable(name: Name, attributes: readonly Attribute[]): Refusal | null {
  const known = name.symbol?.options;
  const isFine = (attribute: Attribute) =>
    ["type", "description", "format"].includes(attribute.kind) ||
    (attribute.kind === "options" &&
      (known === undefined || known.every((option) => attribute.options.includes(option))));
  if (attributes.every(isFine)) return null;
  return {
    refused: "ambiguous",
    reason: `No rule keeps ${name.words} to what is said of it here.`,
    suggestion: `Say it as a rule: The ${name.words} is capped at 100.`,
  };
}

/** "Return total, rounded" names what it returns. */
function isRounded(value: Expr): boolean {
  return value.kind === "call" && ["round", "floor", "ceil"].includes(value.fn) &&
    value.args[0]?.kind === "ref";
}

export const OUTPUT_ROWS: readonly Row[] = [
  {
    id: "output.scale",
    patterns: [
      `[${ANSWER}] [should|must|will] (return|returns|convert|converts|give|gives) (it | temperature | value | result | same) (in|to|as|into) [degrees] {scale:scale}`,
    ],
    build(match) {
      const scale = slot.text(match, "scale");
      return scale ? [{ kind: "output", name: { key: scale, words: scale }, attributes: [] }] : null;
    },
    paraphrase: "a field of the answer",
    examples: ["returns it in Fahrenheit", "Converts it to degrees Celsius."],
    negatives: ["returns it in time", "returns it in Fahrenheit on Mondays"],
  },
  {
    id: "output.inline",
    patterns: ["{names:names}"],
    sections: ["output"],
    build: (match, scene) =>
      scene.isInline
        ? slot.names(match, "names").map((name): Fact => ({ kind: "output", name, attributes: [] }))
        : null,
    paraphrase: "the fields of the answer",
    examples: ["score, grade and total"],
    negatives: ["score, but only for members"],
  },
  {
    id: "output.text",
    patterns: [
      `[${ANSWER}] [should|must|will] (return|returns|respond|responds|answer|answers|output|outputs|produce|produces|say|says) [with] {name:name} [saying|of|: | in the form | that says | that reads] {value:template}`,
    ],
    build(match) {
      const target = slot.name(match, "name");
      const value = slot.expr(match, "value");
      if (!target || !value || target.symbol?.role === "input") return null;
      return [{ kind: "output", name: target, attributes: [] }, { kind: "compute", target, value }];
    },
    paraphrase: "a text that is put together",
    examples: ['returns a greeting "Hello, {name}!"', 'Respond with a note saying "Thank you, {name}".'],
    negatives: ['returns a greeting "Hello, {nobody}!"', 'returns a greeting "Hello, {name}!" on Mondays'],
  },
  {
    id: "output.formula",
    patterns: ["{name:name} (:|=|-|is) {value:expr}"],
    sections: ["output"],
    build(match) {
      const target = slot.name(match, "name");
      const value = slot.expr(match, "value");
      if (!target || !value || value.kind === "text" || target.symbol?.role === "input") return null;
      return [{ kind: "output", name: target, attributes: [] }, { kind: "compute", target, value }];
    },
    paraphrase: "an output and its formula",
    examples: ["total: price times quantity", "total = price * quantity, rounded to 2 decimals"],
    negatives: ["total: price times something"],
  },
  {
    id: "output.item",
    patterns: [
      "{name:name} [:|-|is] {attributes:attributes} [{about:remark}]",
      "{name:name} [{about:description}]",
    ],
    sections: ["output"],
    build(match) {
      const name = slot.name(match, "name");
      const attributes = slot.attributes(match, "attributes");
      return name === undefined
        ? null
        : (unkeepable(name, attributes) ?? [{ kind: "output", name, attributes }]);
    },
    paraphrase: "a field of the answer",
    examples: ["score", "grade: string", "total (number): the amount to pay"],
    negatives: ["score, but only for members"],
  },
  {
    id: "output.formulaReturned",
    patterns: [
      `[${ANSWER}] (return|returns|respond|responds|answer|answers) [with] {name:newName} (as|=|: | which is | , which is) {value:expr}`,
      `[${ANSWER}] (return|returns|respond|responds|answer|answers|compute|computes|calculate|calculates) [with] {name:known} (, which is | which is | , calculated as | calculated as | , computed as | , that is | , i.e. [,]) {value:expr}`,
      "(output|outputs|response|returns|result) [is] : {name:newName} (=|:) {value:expr}",
      `(${ANSWER}) (contains|has|includes) {name:newName} (, which is | which is | = ) {value:expr}`,
    ],
    build(match) {
      const target = slot.name(match, "name");
      const value = slot.expr(match, "value");
      // "Return the result as total" gives the result a name.
      const isNaming = value?.kind === "ref" && /^(result|outcome|it|this)$/i.test(target?.words ?? "");
      if (!target || !value || isNaming) return null;
      // "Return the names as names" does not say that the names are themselves.
      if (value.kind === "ref" && value.id === `val.${target.key}`) return null;
      return [{ kind: "output", name: target, attributes: [] }, { kind: "compute", target, value }];
    },
    paraphrase: "an output and its formula",
    examples: [
      "The response contains total, which is price times quantity.",
      "Return total as price times quantity.",
    ],
    negatives: ["Return total as soon as possible."],
  },
  {
    id: "output.constant",
    patterns: [
      `[${ANSWER}] [should|must|will] (return|returns|respond|responds) [with] {name:newName} (:|= | set to | equal to) {value:literal}`,
      `[${ANSWER}] [should|must|will] (return|returns|respond|responds) [with] {name:newName} {value:boolean}`,
    ],
    build(match) {
      const target = slot.name(match, "name");
      const { value } = match;
      if (!target || !value) return null;
      const expr: Expr | undefined = value.kind === "expr"
        ? value.expr
        : value.kind === "number"
        ? { kind: "number", value: value.value }
        : undefined;
      return expr
        ? [{ kind: "output", name: target, attributes: [] }, { kind: "compute", target, value: expr }]
        : null;
    },
    paraphrase: "an answer that is always the same",
    examples: ["Return accepted: true.", "Respond with code = 7"],
    negatives: ["Return accepted: maybe", "Return accepted: true on Mondays"],
  },
  {
    id: "output.derived",
    patterns: [
      `[${ANSWER}] [should|must|will] (return|returns|respond|responds|answer|answers|output|outputs|compute|computes|calculate|calculates|give|gives|find|finds) [with] {list:derived}`,
      "(output|outputs|returns) [:] {list:derived}",
    ],
    build({ list }) {
      if (list?.kind !== "formulas") return null;
      return list.formulas.flatMap(({ name, expr }): Fact[] => [
        { kind: "output", name, attributes: [] },
        { kind: "compute", target: name, value: expr },
      ]);
    },
    paraphrase: "values that are named by how they are worked out",
    examples: [
      "returns the sum of price and quantity",
      "Return the number of words in message and the average of price and weight.",
      "Calculate the average of price, quantity and weight.",
    ],
    negatives: [
      "returns the sum of all invoices",
      "returns the average per month",
      "returns the number of words in message twice",
    ],
  },
  {
    id: "output.nameless",
    patterns: [
      `[${ANSWER}] [should|must|will] (return|returns|respond|responds|answer|answers|output|outputs) [with] {value:expr}`,
    ],
    build(match) {
      const value = slot.expr(match, "value");
      if ((value?.kind !== "math" && value?.kind !== "call") || isRounded(value)) return null;
      const target = { key: "result", words: "result" };
      return [{ kind: "output", name: target, attributes: [] }, { kind: "compute", target, value }];
    },
    assumes: 'an answer without a name has the JSON key "result"',
    paraphrase: "a formula that is answered as result",
    examples: ["Return price times quantity.", "Respond with price plus 10%."],
    negatives: ["Return price times quantity for members."],
  },
  {
    id: "output.list",
    patterns: [
      `[${ANSWER}] [should|must|will|shall] (return|returns|respond|responds|answer|answers|output|outputs | give back | gives back | send back | sends back) [with] [fields|field] [:] {names:names}`,
      `(${ANSWER}) [should|must|will|shall] (contain|contains|has|have|includes|include|is|are) [fields|field] [:] {names:names}`,
      "(outputs|output|returns) [are|is] [:] {names:names}",
    ],
    build(match) {
      const names = slot.names(match, "names");
      return names.map((name): Fact => ({ kind: "output", name, attributes: [] }));
    },
    paraphrase: "the fields of the answer",
    examples: [
      "Return score and grade.",
      "The response contains total and discount.",
      "Respond with the score.",
    ],
    negatives: ["Return score only when it is raining.", "Return nothing."],
  },
];

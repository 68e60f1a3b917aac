import { type Fact, not, type Row, slot } from "./facts.ts";

const WHEN = "(if|when|where|whenever|for | in case | as long as) [that]";
const FIELDS = "fields|field|information|info|details|data|values|properties|inputs|pieces";

export const LIST_ROWS: readonly Row[] = [
  {
    id: "class.when",
    patterns: [
      "(classify|categorize|categorise|label|tag) [it|message|request|ticket|text] as {value:text} (if|when) [it|text|message|request] (contains|mentions|includes|has) [any|words|word|keywords] {keywords:texts}",
      "{value:text} (if|when) [it|text|message|request] (contains|mentions|includes|has) [any of | one of | words|word|keywords] {keywords:texts}",
    ],
    build(match) {
      const value = slot.text(match, "value");
      return value ? [{ kind: "class", value, keywords: slot.texts(match, "keywords") }] : null;
    },
    paraphrase: "a category and its keywords",
    examples: ['Classify the message as billing if it mentions "refund", "invoice" or "charge".'],
    negatives: ["Classify the message as billing if it sounds angry."],
  },
  {
    id: "class.item",
    patterns: [
      "{value:text} (:|-|->|=) [keywords|words] [:] {keywords:texts}",
      "{value:text} LPAR {keywords:texts} RPAR",
    ],
    sections: ["categories"],
    build(match, scene) {
      const value = slot.text(match, "value");
      const keywords = slot.texts(match, "keywords");
      return value && keywords.length > 0
        ? [{ kind: "class", target: scene.subject, value, keywords }]
        : null;
    },
    paraphrase: "a category and its keywords",
    examples: ["billing: refund, invoice, charge", 'technical - "error", "crash", "does not work"'],
    negatives: ["billing: whenever someone sounds unhappy about money in any way"],
  },
  {
    id: "class.default",
    patterns: [
      "(otherwise | else | in all other cases | anything else | everything else | by default) [,] [is|:|-> | it is] [classify|categorize|label] [it|message|request] [as] {value:text}",
      "(anything|everything) else (is|:|->) {value:text}",
      "(default|fallback) [category|class|value] [is|:|=] {value:text}",
      "{value:text} (otherwise | for everything else | by default | as default | as a fallback)",
      "{value:text} (:|-|->) (anything else | everything else | otherwise | default | fallback)",
    ],
    sections: ["categories"],
    build(match, scene) {
      const value = slot.text(match, "value");
      return value ? [{ kind: "classDefault", target: scene.subject, value }] : null;
    },
    paraphrase: "the category of everything else",
    examples: ["Otherwise general", "general: everything else"],
    negatives: ["Otherwise ask a person in the office what they would like to do"],
  },
  {
    id: "list.collect",
    patterns: [
      `add {value:quoted} to {target:name} ${WHEN} {when:cond}`,
      `add {value:quoted} to {target:name} unless {unless:cond}`,
      `${WHEN} {when:cond} [,] (add|append|include) {value:quoted} (to|in) {target:name}`,
      `(append|include|put) {value:quoted} (to|in|into) {target:name} ${WHEN} {when:cond}`,
      `{target:name} (includes|include|contains|contain) {value:quoted} ${WHEN} {when:cond}`,
      "always add {value:quoted} to {target:name}",
    ],
    build(match): Fact[] | null {
      const target = slot.name(match, "target");
      const value = slot.text(match, "value");
      if (!target || !value || target.symbol?.role === "input") return null;
      const unless = slot.expr(match, "unless");
      return [{ kind: "collect", target, value, when: unless ? not(unless) : slot.expr(match, "when") }];
    },
    paraphrase: "an entry of a list, for a condition",
    examples: [
      'Add "Call back" to nextActions if budget is over 10000.',
      'If budget is missing, add "Ask for the budget" to nextActions.',
    ],
    negatives: ['Add "Call back" to nextActions if the customer is nice.'],
  },
  {
    id: "list.suggest",
    patterns: [
      `(suggest|recommend) {value:quoted} ${WHEN} {when:cond}`,
      `(suggest|recommend) {value:quoted} unless {unless:cond}`,
      `${WHEN} {when:cond} [,] (suggest|recommend) {value:quoted}`,
    ],
    build(match) {
      const value = slot.text(match, "value");
      const unless = slot.expr(match, "unless");
      const target = { key: "nextActions", words: "next actions" };
      return value
        ? [{ kind: "collect", target, value, when: unless ? not(unless) : slot.expr(match, "when") }]
        : null;
    },
    assumes: 'what is suggested is listed as "nextActions"',
    paraphrase: "a suggestion, for a condition",
    examples: [
      'Suggest "Call back" when budget is over 10000.',
      'If budget is missing, suggest "Ask for the budget".',
    ],
    negatives: ['Suggest "Call back" when the customer is nice.'],
  },
  {
    id: "list.missing",
    patterns: [
      `(list|return|report|show|include) [all|any] missing (${FIELDS}) [as|in] {target:name}`,
      `{target:name} (lists|list|contains|is|are|=|:) [list of] [all|every|any] (field|fields) (that|which) (is|are) (missing|absent|empty | not provided)`,
      `{target:name} (lists|list|contains|is|are|=|:) [list of] [all|every|any] [names of] missing (field|fields)`,
    ],
    build(match) {
      const target = slot.name(match, "target");
      return target && target.symbol?.role !== "input" ? [{ kind: "missing", target, fields: [] }] : null;
    },
    paraphrase: "the list of missing fields",
    examples: ["List missing fields as missingFields.", "missingFields lists every field that is missing."],
    negatives: ["List missing fields as soon as possible, by phone."],
  },
];

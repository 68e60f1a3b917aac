/** Labels by the words of a text, and what is said of how words are looked for. */
import type { Expr } from "../expr.ts";
import { type Fact, type Row, slot } from "./facts.ts";

const GETS =
  "(gets|get|receives|receive|has|have | is given | are given | is assigned | are assigned | belongs to | goes to)";
const MENTIONS = "(mentions|mention|contains|contain|includes|include|mentioning|containing|has|have)";
const WORDS = "[any of | one of] [these|the|following] [words|word|keywords|keyword|phrases|terms] [:]";

export const KEYWORD_ROWS: readonly Row[] = [
  {
    id: "keyword.gets",
    patterns: [
      `[any|all|every|each] {x:field} [that|which] ${MENTIONS} ${WORDS} {list:texts} ${GETS} {target:newName} {value:quoted}`,
    ],
    build(match) {
      const [x, target, value] = [
        slot.name(match, "x"),
        slot.name(match, "target"),
        slot.text(match, "value"),
      ];
      const words = slot.texts(match, "list");
      if (!x?.symbol || !target || value === undefined || words.length === 0) return null;
      const when: Expr = { kind: "match", op: "mentions", value: { kind: "ref", id: x.symbol.id }, words };
      return [{ kind: "decide", target, branches: [{ when, value: { kind: "text", value } }] }];
    },
    paraphrase: "a label for texts with certain words",
    examples: ['Message that mentions "delivery" or "parcel" gets the topic "logistics".'],
    negatives: ['Message that sounds like "delivery" gets the topic "logistics".'],
  },
  {
    id: "keyword.others",
    patterns: [`(any other | all other | every other) {x:field} ${GETS} {target:name} {value:quoted}`],
    build(match) {
      const [target, value] = [slot.name(match, "target"), slot.text(match, "value")];
      if (!target || value === undefined || target.symbol?.role === "input") return null;
      return [{ kind: "otherwise", target, branches: [], otherwise: { kind: "text", value } }];
    },
    paraphrase: "the label of all other texts",
    examples: ['Any other message gets the grade "general".'],
    negatives: ['Any other message gets the grade "general" on Mondays.'],
  },
  {
    id: "keyword.flag",
    patterns: [
      `(mark|flag|treat|classify|label|tag) {who:who} as {target:newName} (if|when|whenever) {when:cond}`,
    ],
    build(match) {
      const [target, when] = [slot.name(match, "target"), slot.expr(match, "when")];
      if (!target || !when || target.symbol?.role === "input" || target.symbol?.options) return null;
      return target.words.includes(" ") ? null : [{ kind: "compute", target, value: when }];
    },
    paraphrase: "whether a condition holds",
    examples: ['Mark the message as spam when it contains "casino" or "lottery".'],
    negatives: ["Mark the message as spam when it sounds like spam."],
  },
  {
    id: "keyword.case",
    patterns: [
      "[all] [keyword|word|text] (matching|comparison|comparisons|search|matches|matching of keywords) (is|are|must be|should be) (not case sensitive | not case-sensitive | case insensitive | case-insensitive)",
      "(case|capitalisation|capitalization) (is | should be | must be | is to be) ignored",
      "[letter|text] (case|capitalisation|capitalization) (does not matter | doesn't matter | plays no role | is irrelevant)",
      "ignore (case|capitalisation|capitalization | upper and lower case)",
      "(upper and lower case | upper or lower case) (make no difference | does not matter | do not matter | doesn't matter | are ignored | are treated alike)",
      "case-insensitive|case insensitive",
      "(it|this) is (case-insensitive | case insensitive | not case sensitive | not case-sensitive)",
    ],
    build: (): Fact[] => [{ kind: "promise", words: "case is ignored" }],
    paraphrase: "words are looked for whatever their case, as always",
    examples: [
      "Matching is not case sensitive.",
      "Ignore case.",
      "Letter case doesn't matter.",
      "Case plays no role.",
    ],
    negatives: [
      "Ignore case 5.",
      "Letter case matters.",
      "Case plays a role.",
      "Matching is case sensitive.",
    ],
  },
  {
    id: "edit.returned",
    patterns: [
      "{edit:edit} [,] [and] [then] (return|returns|respond with|output|give back|answer with) (it|them|that | the result | result) (as|in|under|called|named) {name:newName} [LPAR [a|the] (list|array|text|string|number) RPAR]",
      "{edit:edit} [,] [and] [then] (return|returns|output) {name:newName}",
    ],
    build(match) {
      const [name, value] = [slot.name(match, "name"), slot.expr(match, "edit")];
      if (!name || !value || name.symbol?.role === "input") return null;
      return [{ kind: "output", name, attributes: [] }, { kind: "compute", target: name, value }];
    },
    paraphrase: "a text that is changed and answered",
    examples: [
      "Convert message to upper case and return it as shouted.",
      "Replace every space in message with a hyphen and return the result as joined.",
    ],
    negatives: ["Convert message to French and return it as translated."],
  },
];

/** The answer as a list of items, each with what it is if the sentence says so; see `grammar/answers.ts`. */
import type { AnswerItem, Match } from "../grammar/reader.ts";
import { type Fact, type Refusal, type Row } from "./facts.ts";
import { unkeepable } from "./outputs.ts";

export const ANSWER =
  "(api|it|service|backend|endpoint|answer|response|result|output|body|we|system|caller|client) [should|must|will|shall|then|to|has to|needs to]";
export const GIVE =
  "(return|returns|respond|responds|answer|answers|output|outputs|report|reports|show|shows|provide|provides|yield|yields|deliver|delivers | give back | gives back | give me back | send back | sends back | hand back | hands back | reply with | replies with | give|gives [me|us|caller|client] | send|sends [me|us] | tell|tells [me|us])";
const HOLDS =
  "(contain|contains|has|have|includes|include|holds|hold|carries|carry | consists of | consist of | is made up of | lists|list|shows)";
const AS_OBJECT =
  "[back] [with|me] [json] [object|answer|response|body|result] [with|containing|holding] [following] [fields|field|values|value|keys] [:]";

export function facts(match: Match): Fact[] | Refusal | null {
  const { list } = match;
  if (list?.kind !== "answers") return null;
  for (const { name, attributes } of list.items) {
    const refusal = unkeepable(name, attributes);
    if (refusal) return refusal;
  }
  return list.items.flatMap(itemFacts);
}

function itemFacts(item: AnswerItem): Fact[] {
  const { name, attributes, by } = item;
  const rounded: Fact[] = by ? [{ kind: "roundOutputs", names: [name], by }] : [];
  return [{ kind: "output", name, attributes }, ...given(item), ...rounded];
}

function given({ name, value, branches, otherwise }: AnswerItem): Fact[] {
  if (branches) return [{ kind: "decide", target: name, branches, otherwise }];
  const isItself = value?.kind === "ref" && value.id === name.symbol?.id;
  return value && !isItself ? [{ kind: "compute", target: name, value }] : [];
}

/** Values that only a list can give. */
const OF_LISTS = new Set([
  "reduce",
  "pick",
  "filter",
  "sort",
  "unique",
  "take",
  "map",
  "group",
  "member",
  "quantify",
]);

function speaksOfLists(match: Match): boolean {
  const { list } = match;
  return list?.kind === "answers" &&
    list.items.some(({ value }) => value !== undefined && OF_LISTS.has(value.kind));
}

/** Read before a plain list of names: "first, the earliest date" is one answer, and not two. */
export const LIST_ANSWER_ROWS: readonly Row[] = [
  {
    id: "answer.ofLists",
    patterns: [`[${ANSWER}] ${GIVE} ${AS_OBJECT} {list:listAnswers}`],
    build: (match) => speaksOfLists(match) ? facts(match) : null,
    paraphrase: "the fields of the answer",
    examples: ["Return total, the sum of the quantities, and best, the cheapest item."],
    negatives: ["Return total, the sum of our hopes.", "Return score and grade."],
  },
];

/** A list of items under a heading, or after "Output:". */
export const ANSWER_LIST_ROWS: readonly Row[] = [
  {
    id: "answer.inline",
    patterns: ["{list:answers}"],
    sections: ["output"],
    build: facts,
    paraphrase: "the fields of the answer",
    examples: ["total, rounded to the nearest penny", "discount and total, both rounded to 2 decimals"],
    negatives: ["total, rounded sensibly", "total, but only for members"],
  },
];

/** "I want the total": an answer only where the rest says what that is. */
function wanted(match: Match): Fact[] | Refusal | null {
  const { list } = match;
  if (list?.kind !== "answers") return null;
  const isSaid = ({ name, value, branches }: AnswerItem) =>
    value !== undefined || branches !== undefined ||
    (name.symbol !== undefined && name.symbol.role === "value");
  return list.items.every(isSaid) ? facts(match) : null;
}

export const ANSWER_ROWS: readonly Row[] = [
  {
    id: "answer.wanted",
    patterns: [
      "(we|i|customer|user|they) (want|wants|need|needs|expect|expects | would like | am after | are after) [to] [(see|get|have|know)] {list:answers}",
    ],
    build: wanted,
    paraphrase: "the fields of the answer",
    examples: ["I want total and grade.", "We would like to see double, which is price times 2, and score."],
    negatives: [
      "We need a small service for our counter staff.",
      "I want total only on Mondays.",
      "I want price.",
    ],
  },
  {
    id: "answer.items",
    patterns: [
      `[(from|given|using | based on) {from:entry} [,]] [${ANSWER}] ${GIVE} ${AS_OBJECT} {list:answers}`,
      `(answer|response|result|output|body | json response | response body) [should|must|will|shall] ${HOLDS} ${AS_OBJECT} {list:answers}`,
      `(outputs|output|returns|result|response) [are|is] [:] {list:answers}`,
      `(we|i) (expect|want|need|get|would like) [back] [json] (answer|response|result|output) (with|containing|holding) {list:answers}`,
      `(we|i) (expect|want|need|get) back {list:answers}`,
      `[${ANSWER}] ${GIVE} [back] (it | this | result | outcome | final amount) as {list:answers}`,
      `(as|for) (output|result|answer|response) [,] (we|i) (expect|want|need|get) {list:answers}`,
    ],
    build: facts,
    paraphrase: "the fields of the answer",
    examples: [
      "Return discount and total, all rounded to 2 decimals.",
      'Return total, and grade, which is "A" if score is over 80 and otherwise "B".',
      "Give back total, rounded to the nearest cent, and score.",
      "The response contains `net` (the total), shipping and score.",
      "Return member: true or member: false.",
      "We expect a JSON answer with total and grade.",
    ],
    negatives: [
      "Return total only when it is raining.",
      "Return total rounded sensibly.",
      "Return total, which is negotiable, and score.",
      "Return score for members.",
    ],
  },
];

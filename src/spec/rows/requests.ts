/** What a request holds, as a line with arrows says it, and as whoever sends it does. */
import type { Match } from "../grammar/reader.ts";
import { type Fact, type Row, slot } from "./facts.ts";

export const SENDS =
  "(sends|send|posts|post|submits|submit|provides|provide|enters|enter|passes|pass|supplies|supply|gives|give|states|state|specifies|specify|types|tells|tell|uploads|upload | types in | type in | fills in | fill in | keys in | key in | sends in | send in | hands in | hand in | hands over | has to (send|give|provide|enter|state|supply) | have to (send|give|provide|enter|state|supply))";
const TO_US = "[me|us|you|it] [in] [(a|the) (request|body|payload|form|json|message) (with|containing)]";
const NUMBERED = "[as follows|both|only|just] [following] [fields|values] [:]";

export function declared(match: Match): Fact[] | null {
  const list = match.list;
  if (list?.kind !== "declarations") return null;
  const shared = slot.attributes(match, "shared");
  return list.declarations.map(({ name, attributes }) => ({
    kind: "field",
    name,
    attributes: [...attributes, ...shared],
  }));
}

function answered(match: Match): Fact[] | null {
  const fields = declared(match);
  const answers = slot.names(match, "answers").map((name): Fact => ({
    kind: "output",
    name,
    attributes: [],
  }));
  return fields && answers.length > 0 ? [...fields, ...answers] : null;
}

/** "The customer gives up": one bare word is a field only when it is written as a name. */
function sent(match: Match): Fact[] | null {
  const fields = declared(match) ?? [];
  const [first] = fields;
  const isBare = fields.length < 2 && first?.kind === "field" && first.attributes.length === 0 &&
    !/[_A-Z]/.test(first.name.words);
  return isBare ? null : fields;
}

/** Read before rows that take "-" and ">" for signs of arithmetic. */
export const ARROW_ROWS: readonly Row[] = [
  {
    id: "field.arrow",
    patterns: [
      "[POST|post|body|request|input|in] [:] LCUR {list:declarations} RCUR (->|=>|→) [response|returns|output|out] [:] LCUR {answers:names} RCUR",
      "(post|body|request|input) [:] LCUR {list:declarations} RCUR , (returns|response|answer|output) [:] LCUR {answers:names} RCUR",
    ],
    build: answered,
    paraphrase: "the fields of the input and of the answer",
    examples: [
      "POST {price, quantity} -> {total}",
      "body {price: number, member: boolean} => {total, discount}",
    ],
    negatives: ["POST {price, quantity} -> the manager", "POST {price, or whatever} -> {total}"],
  },
];

export const REQUEST_ROWS: readonly Row[] = [
  {
    id: "field.sent",
    patterns: [
      `{who:sender} [(must|should|can|will|may|shall)] ${SENDS} ${TO_US} ${NUMBERED} {list:declarations} [to (us|it|api)]`,
    ],
    build: sent,
    paraphrase: "the fields of the input",
    examples: [
      "You send weightKg (must be a number greater than 0), country (two letter code) and express (true or false).",
      "The front desk enters roomRate (in euros) and nights (whole number).",
      "Our shop passes us price and quantity.",
    ],
    negatives: [
      "The system sends email and phone.",
      "You send nothing.",
      "The customer gives up.",
      "Staff send price, but only on Mondays.",
    ],
  },
  {
    id: "field.toSend",
    patterns: ["(send|post|submit|provide|supply|pass) [us|me|in|along] {list:declarations}"],
    build(match) {
      const fields = declared(match) ?? [];
      const isTyped = fields.every((fact) => fact.kind === "field" && fact.attributes.length > 0);
      return isTyped ? fields : null;
    },
    paraphrase: "the fields of the input",
    examples: ['Send light ("red" or "green") and carsWaiting (whole number, at least 0).'],
    negatives: ["Send email and phone.", "Send an email (required) to the manager."],
  },
  {
    id: "field.limits",
    patterns: ["{limits:inputLimits}"],
    build({ limits }) {
      if (limits?.kind !== "declarations") return null;
      return limits.declarations.map(({ name, attributes }) => ({ kind: "constrain", name, attributes }));
    },
    paraphrase: "limits on several fields",
    examples: ["quantity integer 1..360, price > 0, weight >= 0.", "price > 1, quantity > 0"],
    negatives: ["price > 0, tax > 1", "price > 0, quantity"],
  },
];

import type { Match } from "../grammar/reader.ts";
import { type Fact, type Row, slot } from "./facts.ts";
import { declared } from "./requests.ts";

const HAS =
  "has|have|contains|contain|includes|include|accepts|accept|takes|take|receives|consists|needs|requires|carries";
const TAKES =
  "accept|accepts|take|takes|read|reads|receive|receives|given|require|requires|expect|expects|collect|collects|get|gets|needs";
const BODY = "input|request|body|payload|api|service|endpoint|caller|it|backend|json|client";

/** "Return eligible" under a list of fields is an order, not one more field. */
const ORDERS =
  /^(return|add|calculate|compute|reject|validate|check|set|apply|round|use|ensure|make|give|send|store|save|list|sort|find|output|respond|classify|score|if|when)\b./i;

function fieldFacts(match: Match): Fact[] | null {
  const name = slot.name(match, "name");
  if (name && !name.symbol && ORDERS.test(name.words) && / /.test(name.words)) return null;
  return name ? [{ kind: "field", name, attributes: slot.attributes(match, "attributes") }] : null;
}

/** The scale of a temperature is the name that formulas give it. */
const scaled = (match: Match): Fact[] | null => {
  const scale = slot.text(match, "scale");
  const noun = slot.name(match, "noun");
  return scale && noun
    ? [{
      kind: "field",
      name: { key: scale, words: noun.words },
      attributes: [{ kind: "type", type: "number" }],
    }]
    : null;
};

/** A single plain word after "accepts": a field if the rules use it, else just a thing that was named. */
export const NAMED_FIELD_ROWS: readonly Row[] = [
  {
    id: "field.scale",
    patterns: [
      `[it | api | service] [should|must|will|shall] (${TAKES}) {noun:newName} in [degrees] {scale:scale}`,
    ],
    build: scaled,
    assumes: "a temperature has the name of its scale",
    paraphrase: "a field of the input",
    examples: ["takes a temperature in Celsius", "It accepts a value in degrees Fahrenheit."],
    negatives: ["takes a temperature in summer", "takes a temperature in Celsius twice"],
  },
  {
    id: "field.named",
    patterns: [
      `[it | api | service | endpoint | backend] [should|must|will|shall] (${TAKES}) {list:declarations} [as (input|parameter)]`,
      "given {list:declarations}",
    ],
    build(match) {
      const [fact, ...others] = declared(match) ?? [];
      if (fact?.kind !== "field" || others.length > 0 || fact.attributes.length > 0) return null;
      return [{ ...fact, mustBeUsed: true }];
    },
    paraphrase: "a field of the input",
    examples: ["The API accepts a name", "takes a price"],
    negatives: ["accepts a name from the form", "accepts nothing"],
  },
];

export const FIELD_ROWS: readonly Row[] = [
  {
    id: "field.inline",
    patterns: ["{list:declarations}"],
    sections: ["input"],
    build: (match, scene) => scene.isInline ? declared(match) : null,
    paraphrase: "the fields of the input",
    examples: [
      "weight_kg (number > 0), height_m (number > 0)",
      "qty int >=1, price num",
      "name, email and age (integer)",
    ],
    negatives: ["price, but only for members", "everything we know"],
  },
  {
    id: "field.item",
    patterns: [
      "{name:newName} [:|-|is|=|,] {attributes:attributes} [{about:remark}]",
      "{name:newName} (must | should | shall | has to | needs to | must always) be {attributes:attributes}",
      "{name:newName} [{about:description}]",
    ],
    sections: ["input"],
    build: fieldFacts,
    paraphrase: "a field of the input",
    examples: [
      "price: number, required",
      "company size - integer, optional, default 1",
      "country (one of US, DE or FR)",
      "email",
      "name: string, 2 to 40 characters: the name to greet",
      "name - the name of the customer",
      "level: 1-5",
      "priority: low, medium or high, defaults to low",
      "role: admin | user",
      "age, a whole number of at least 18",
      "age has to be between 1 and 10 inclusive",
    ],
    negatives: [
      "items: array of objects, whatever they are",
      "price: number, in cents",
      "user.name: string",
      "note: string or null",
      "email: email, unique",
      "name: string: trimmed",
      "email: email, unique",
      "name: string: trimmed",
      "price: number, required only on Mondays",
      "translate the message to French",
      "return eligible",
      "calculate the total",
      "priority: low, or whatever fits",
    ],
  },
  {
    id: "field.list",
    patterns: [
      `[${BODY}] (request|body|payload|object|input) [(must|should|can|may)] (${HAS}) [of] [following] [fields|field|properties] [:] {list:declarations}`,
      `(${BODY}) [must|should] (${HAS}) [of] [following] [fields|field|properties] [:] {list:declarations}`,
      "(inputs|input|fields|parameters) [are|is] [:] {list:declarations}",
      "(user|users|client|caller|customer|customers|clients|people) (sends|send|submits|submit|provides|provide|enters|enter|passes|pass|supplies|supply|gives) {list:declarations}",
      `[it | api | service] [should|must|will|shall] (${TAKES}) [json] (object|order|lead|customer|user|request|applicant|application|invoice|booking|product|item|ticket|form|payload|body|message|person|profile|student|employee|patient|loan|payment|account|company|json) [details|data|object|profile|body|request|form] (with | containing | that has | that contains | that includes | having | consisting of | including | made of) [following] [fields] [:] {list:declarations}`,
      "given {list:declarations}",
      `[a|an|each|every|one|new] {subject:entityNoun} [(must|should|can|may|will)] (has|have|contains|contain|includes|include|carries | consists of | consist of | is made up of | comes with | come with) [following] [fields|details] [:] {list:declarations}`,
      `(we|i) (send|post|get|receive|pass|give|supply) [you|it] [in] [with] [body|request|json] {list:declarations}`,
      `(clerk|cashier|agent|guest|guests|member|frontend|app|form|website|shop|patient|student|operator|it|they | front end | front-end) (sends|send|submits|submit|provides|provide|enters|enter|passes|pass|posts|post|supplies|supply) [us] {list:declarations}`,
      `(you|we|it|api) (get|gets|receive|receives|accept|accepts|take|takes) {list:declarations} as {shared:attributes}`,
      `[new] (members|guests|customers|applicants|users|visitors|clients|people|editors|employees|callers) (sign up | register | apply | book | log in) with {list:declarations}`,
    ],
    build: declared,
    paraphrase: "the fields of the input",
    examples: [
      "The request contains a price (number) and a quantity (integer, at least 1).",
      "The input has a name, an age (integer, 0 to 120) and an optional email (email).",
      "Input: a numeric price and an integer quantity.",
      "The user sends a number n.",
      "It takes an order with a subtotal (number) and a member flag (boolean).",
    ],
    negatives: [
      "The request contains a price that was negotiated by phone.",
      "The input has no price.",
      "The user sends nothing.",
    ],
  },
  {
    id: "field.taken",
    patterns: [`[it | api | service] (${TAKES}) {list:declarations}`],
    build(match) {
      const facts = declared(match) ?? [];
      const isPlain = facts.every((fact) => fact.kind === "field" && fact.attributes.length === 0);
      // "accepts an invoice" names a thing, not a field; two names, or a type, make it a list of fields.
      return isPlain && facts.length < 2 ? null : facts;
    },
    paraphrase: "the fields of the input",
    examples: ["takes a number n", "accepts a name (string) and an age (integer)"],
    negatives: ["accepts an invoice", "takes a number n from the database"],
  },
  {
    id: "field.typedList",
    patterns: [
      `[it] (${TAKES}) [two|three|four] [,] ((numbers|decimals) {numbers:declarations} | integers {integers:declarations} | (strings|texts) {strings:declarations})`,
    ],
    build(match) {
      const [[type, list] = []] = Object.entries(match);
      if (!type || list?.kind !== "declarations") return null;
      const attribute = {
        kind: "type" as const,
        type: ({ numbers: "number", integers: "integer", strings: "string" } as const)[type as "numbers"],
      };
      return list.declarations.map(({ name, attributes }) => ({
        kind: "field",
        name,
        attributes: [attribute, ...attributes],
      }));
    },
    paraphrase: "fields of one type",
    examples: ["takes two numbers x and y", "accepts strings first and last"],
    negatives: ["takes two numbers"],
  },
  {
    id: "field.constraint",
    patterns: [
      "[each|every] {name:field} (must|should|shall|has|needs) [to] [be|have] {attributes:attributes}",
      "{name:field} : {attributes:attributes}",
      "{name:field} [,] (if|when) (given|present|provided|set|sent|any) [,] (must|should|has to|needs to) (be|have) {attributes:attributes}",
      "{name:field} (is|are | may be | can be | can only be | may only be | has to be | needs to be | ought to be) {attributes:attributes}",
      "{list:fields} (is|are | must be | must both be | must all be | should be | have to be) [both|all|each] {attributes:attributes}",
      "{name:field} (defaults|default) (to|is) {value:literal}",
      "{name:field} (cannot | can't | must not | may not | can not) (exceed | be (more|greater|higher|larger) than | be (above|over)) {max:number}",
      "{name:field} (cannot | can't | must not | may not | can not) be ((less|lower|smaller) than | below|under) {min:number}",
    ],
    build(match) {
      const name = slot.name(match, "name");
      const names = slot.names(match, "list");
      if (!name && names.length < 2) return null;
      const attributes = slot.attributes(match, "attributes");
      const { value } = match;
      if (value?.kind === "number") attributes.push({ kind: "default", value: Number(value.value) });
      if (value?.kind === "text") attributes.push({ kind: "default", value: value.value });
      if (value?.kind === "expr" && value.expr.kind === "boolean") {
        attributes.push({ kind: "default", value: value.expr.value });
      }
      const max = slot.number(match, "max");
      const min = slot.number(match, "min");
      if (max || min) attributes.push({ kind: "range", max, min });
      if (attributes.length === 0) return null;
      return (name ? [name] : names).map((each) => ({ kind: "constrain", name: each, attributes }));
    },
    paraphrase: "a limit on a field",
    examples: [
      "price must be at least 0",
      "quantity must be an integer between 1 and 100",
      "email is required",
      "quantity defaults to 1",
      "price and weight are both required numbers",
      "weight is a whole number from 0 to 23",
    ],
    negatives: ["price must be fair", "price must be at least 0 except on Mondays"],
  },
  {
    id: "field.notEmpty",
    patterns: ["{name:field} (cannot | can't | must not | may not | can not) be (empty|blank)"],
    build(match) {
      const name = slot.name(match, "name");
      return name ? [{ kind: "constrain", name, attributes: [{ kind: "length", min: 1 }] }] : null;
    },
    paraphrase: "a field that must hold something",
    examples: ["name must not be empty"],
    negatives: ["name must not be offensive"],
  },
  {
    id: "field.notNegative",
    patterns: ["{name:field} (cannot | can't | must not | may not | can not) (be negative | be below zero)"],
    build(match) {
      const name = slot.name(match, "name");
      return name ? [{ kind: "constrain", name, attributes: [{ kind: "range", min: "0" }] }] : null;
    },
    paraphrase: "a number that is at least 0",
    examples: ["price cannot be negative"],
    negatives: ["price cannot be negotiated"],
  },
];

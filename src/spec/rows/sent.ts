/** What whoever calls the API sends: "You send weight (number) and express (true or false)." */
import { declared } from "./requests.ts";
import type { Row } from "./facts.ts";

export const SENT_ROWS: readonly Row[] = [
  {
    id: "field.youSend",
    patterns: ["(you|they) (send|post|pass|submit|enter) [us|it] [in] {list:declarations}"],
    build(match) {
      const facts = declared(match) ?? [];
      // "You send an email" is a deed; of two names, or of one whose type is told, it says what a request holds.
      const isPlain = facts.every((fact) => fact.kind === "field" && fact.attributes.length === 0);
      return isPlain && facts.length < 2 ? null : facts;
    },
    paraphrase: "the fields of the input",
    examples: [
      "You send weight (number, more than 0) and express (true or false).",
      "They send us a list called marks (numbers from 1 to 6, at least one).",
      "You enter age (integer) and name (string).",
    ],
    negatives: [
      "You send an email.",
      "You send weight (number) to the warehouse.",
      "They send nothing.",
      "You send a reminder if weight is over 10.",
    ],
  },
];

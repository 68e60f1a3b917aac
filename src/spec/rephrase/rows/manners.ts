/** Politeness and modal wordings: they ask for no more than the bare order. */
import type { Rephrasing } from "../row.ts";

export const MANNERS: readonly Rephrasing[] = [
  {
    id: "manners.polite",
    at: "start",
    said: [
      "[and|so|then|now|finally|next|lastly|also] [,] (please | kindly | could you [please] | can you [please] | would you [please] | i'd like you to | we'd like you to | i want you to | we want you to | i need you to | we need you to | make sure to | be sure to | remember to | don't forget to | go ahead and | what i need is that you | just | simply | basically [,])",
    ],
    means: [""],
    examples: [
      ["Could you please return the total.", "return the total ."],
      ["Then just add 5.", "add 5 ."],
    ],
    negatives: ["Return the total.", "Could it be 5?"],
  },
  {
    id: "manners.able",
    at: "anywhere",
    said: ["(should|must|shall|will|needs) [to] (be able to | have to)"],
    means: ["should"],
    examples: [["It should be able to return the total.", "It should return the total ."]],
    negatives: ["It is able to return the total."],
  },
  {
    id: "manners.service",
    at: "start",
    said: [
      "[the|this|our] (it|api|service|endpoint|backend|system|tool|app|application|server|function|program) (should|must|shall|will|has to | needs to | is to | is expected to | is supposed to) [then|also|always|simply|just] ({verb:word})",
    ],
    means: ["{verb}"],
    allows: ({ verb }) => ORDERS.has(verb![0]!.lower),
    examples: [
      ["The service must return the total.", "return the total ."],
      ["It should also reject an empty name.", "reject an empty name ."],
    ],
    negatives: ["It should be at most 5.", "The system must never return the total."],
  },
];

/** What a service is ordered to do; "it must be 5" orders nothing. */
const ORDERS = new Set(
  "return answer reply respond reject refuse accept take receive calculate compute add subtract multiply divide round give output tell send show use apply set count sort find check decide pick choose fail decline expect require work deduct raise store save"
    .split(" "),
);

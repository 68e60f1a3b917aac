/** What comes in: "the body carries …", "callers post …", "you'll be given …". */
import type { Rephrasing } from "../row.ts";

const REQUEST =
  "([the|each|every|a|an|any|incoming|its|your] [incoming|json|post] (request|body|payload|call|input|json|request body | json body))";
const CALLERS =
  "([the|our|my|a|an|each|every] (we|i|you|they|callers|caller|clients|client|users|user|people|customers|staff|partners|consumers|shops|apps|frontend|app|website))";
const SEND =
  "(send|sends|post|posts|submit|submits|pass|passes|supply|supplies|provide|provides|give|gives|enter|enters|hand|hands|type|types|upload|uploads|paste|pastes)";
const ALONG = "[in|over|us|it|you|along|through]";

export const RECEIVING: readonly Rephrasing[] = [
  {
    id: "receiving.sendAndGet",
    at: "whole",
    said: [
      `(${CALLERS} [will|can|may|should] ${SEND} | send | post | submit | ${CALLERS} ${SEND}) ${ALONG} {in:any} [,] (and|to|then) [then] (get|gets|receive|receives|expect|expects|want|wants|see|sees|learn|learns) [back] {out:rest}`,
    ],
    means: ["the input has {in}", "return {out}"],
    examples: [
      [
        "We send a temperature and get back a triage level.",
        "the input has a temperature",
        "return a triage level .",
      ],
      ["Send price and quantity and get total.", "the input has price and quantity", "return total ."],
    ],
    negatives: ["Send an email and get on with it."],
    allows: ({ in: given, out }) =>
      given![0]!.lower !== "an" || out!.every(({ lower }) => lower !== "on" && lower !== "to"),
  },
  {
    id: "receiving.body",
    at: "start",
    said: [
      `${REQUEST} (will|should|must|shall|may|can) (carry|contain|include|hold|have|bring|consist of | be made up of)`,
      `${REQUEST} (carries|contains|includes|holds|has|brings | consists of | is made up of | comes with | arrives with | comes in with)`,
    ],
    means: ["the input has"],
    examples: [
      ["The body carries price and quantity.", "the input has price and quantity ."],
      ["Each request will contain a weight.", "the input has a weight ."],
    ],
    negatives: ["The total carries over.", "The message contains no more than 5 words."],
    allows: () => true,
  },
  {
    id: "receiving.callers",
    at: "start",
    said: [
      `${CALLERS} [will|shall|always] ${SEND} ${ALONG}`,
      "(we|you) [will|'ll] (get|receive|be given | are given | be sent | be handed | take in | be passed)",
      "you'll (get|receive|be given | be sent | be handed)",
      "we'll (get|receive|be given | be sent | be handed)",
    ],
    means: ["the input has"],
    examples: [
      ["Callers post a weight and a country.", "the input has a weight and a country ."],
      ["You'll be given a weight.", "the input has a weight ."],
    ],
    negatives: ["Members get 10% off.", "Customers pay 5."],
  },
];

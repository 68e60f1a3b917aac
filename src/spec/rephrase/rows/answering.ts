/** What comes out: "give back", "tell me", "the answer shall contain …". */
import type { Rephrasing } from "../row.ts";

const ANSWER = "([the|our|its|your] [json] (answer|response|reply|output|result) [body|object|json])";

export const ANSWERING: readonly Rephrasing[] = [
  {
    id: "answering.verbs",
    at: "anywhere",
    said: [
      "(give|hand|send|pass|report|spit|come) (back|out) [with] [to] [me|us|the caller | the client]",
      "(tell me | tell us | tell the caller | show me | show us | let me know | let us know | i want to know | we want to know | i'd like to know | we'd like to know | i want to see | we want to see | give me | give us | i want back | we want back | i need back | we need back | i expect back | we expect back | i get back | we get back | we get | i get)",
      "(reply|answer|respond) with",
    ],
    means: ["return"],
    examples: [
      ["Hand back the total.", "return the total ."],
      ["Let me know the total.", "return the total ."],
      ["Reply with the total.", "return the total ."],
    ],
    negatives: ["Tell the total to me.", "Give 10% off."],
  },
  {
    id: "answering.contains",
    at: "start",
    said: [
      `${ANSWER} (shall|should|must|will|has to | needs to) (contain|have|hold|carry|include|consist of | be made up of | show | state | list)`,
      `${ANSWER} (contains|has|holds|carries|includes|shows|states|lists | consists of | is made up of)`,
    ],
    means: ["return"],
    examples: [["The answer shall contain the total.", "return the total ."]],
    negatives: ["The answer is 5.", "The answer must be positive."],
  },
];

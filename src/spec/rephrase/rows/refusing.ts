/** What is refused: "turn down", "is an error", "must fail with …". */
import type { Rephrasing } from "../row.ts";

export const REFUSING: readonly Rephrasing[] = [
  {
    id: "refusing.verbs",
    at: "anywhere",
    said: [
      "(turn down | turn away | knock back | throw out | bounce | do not accept | don't accept | do not allow | don't allow | do not let through | won't accept | will not accept)",
    ],
    means: ["reject"],
    examples: [["Turn down orders over 100.", "reject orders over 100 ."]],
    negatives: ["Turn the volume down.", "Accept orders over 100."],
  },
  {
    id: "refusing.empty",
    at: "whole",
    said: [
      "(an|the) empty [list of] {what:noun} (is | counts as | must be | shall be | should be) [treated as] [an] (error|mistake|invalid|refused|rejected) [:|,|-] [with] [status|code] {status:number} [,|:|and|with] [the message] {message:quoted} [.]",
      "(reject|refuse) (an|the) empty [list of] {what:noun} with [status|code] {status:number} [,|:|and|with] [the message] {message:quoted} [.]",
    ],
    means: ["if the {what} is empty , reject with {status} and {message} ."],
    examples: [
      [
        'An empty basket is an error: 422, "Empty".',
        'if the basket is empty , reject with 422 and "Empty" .',
      ],
      ['Refuse an empty cart with 422 "Empty".', 'if the cart is empty , reject with 422 and "Empty" .'],
    ],
    negatives: ['An empty basket is fine, 422 "Empty" is not.', "An empty basket is an error."],
  },
];

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
];

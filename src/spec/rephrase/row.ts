import type { Token } from "../text/tokens.ts";

/** Another wording of what the statement table reads. */
export interface Rephrasing {
  id: string;
  /** Where in the sentence the words stand: at its start, anywhere in it, or all of it. */
  at: "start" | "anywhere" | "whole";
  /** What is said, in the pattern language; the kinds of slots are those of `slots.ts`. */
  said: readonly string[];
  /** How the table would have it, with the slots that were filled; several are several sentences, all to be read. */
  means: readonly string[];
  /** Whether what the slots hold allows it. */
  allows?: (slots: Slots) => boolean;
  /** Sentences with what they become by this row alone. */
  examples: readonly (readonly [said: string, ...means: string[]])[];
  /** Sentences that only look like it. */
  negatives: readonly string[];
}

/** The words of the sentence that each slot holds. */
export type Slots = Readonly<Record<string, readonly Token[]>>;

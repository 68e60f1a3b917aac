import type { Token } from "../text/tokens.ts";
import { NUMBER_WORDS, RESERVED } from "./words.ts";

const VERBS = new Set(
  "return returns respond responds reject compute calculate determine accept accepts receive receives takes validate ensure apply give gives called named without"
    .split(" "),
);

/** A word that may be part of what a field is called in prose. */
export function asPlainWord({ kind, lower }: Token): boolean {
  return kind === "word" && !RESERVED.has(lower) && !VERBS.has(lower) && !Object.hasOwn(NUMBER_WORDS, lower);
}

/** Names that nothing declares, where they can only be fields: compared, or calculated with. */
import { ENTITIES, keyOf } from "../text/vocabulary.ts";
import type { Parsed, Reader, SlotValue } from "./reader.ts";
import { skipFillers } from "./reader.ts";
import { NUMBER_WORDS, RESERVED, UNITS } from "./words.ts";

const LONGEST_NAME = 4;
/** Words of the grammar, and words that stand for nothing that a request could have. */
const STOPS = new Set(
  ("plus minus times multiplied divided x rounded squared cubed followed increased decreased reduced percent capped limited length number count " +
    "contains contain mentions mention starts start ends end begins includes include uses use comes exceeds exceed equals present missing given " +
    "provided empty true false yes no point points result bit lot sense something thing things stuff much many some same moon sun weather " +
    "friend friends luck time today now which who what whose add subtract award give take apply set return reject round discount")
    .split(" "),
);

export function readImplied(
  reader: Reader,
  from: number,
): Parsed<Extract<SlotValue, { kind: "expr" }>> | null {
  if (!reader.implies) return null;
  const at = afterOwner(reader, skipFillers(reader, from));
  let end = at;
  while (end < at + LONGEST_NAME && isNameWord(reader, end)) end++;
  const tokens = reader.tokens.slice(at, end);
  if (tokens.length === 0 || (tokens.length === 1 && isActor(tokens[0]!.lower))) {
    return null;
  }
  const key = keyOf(tokens);
  if (
    !/^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(key) || key === "constructor" || key === "prototype" ||
    key === "__proto__"
  ) return null;
  return {
    end,
    value: { kind: "expr", expr: { kind: "ref", id: `in.${key}` }, notes: [{ kind: "implied", text: key }] },
  };
}

/** "if the order is over 100" does not say what of the order is; a message or a comment is a text by itself. */
function isActor(word: string): boolean {
  const one = word.replace(/s$/, "");
  return ENTITIES.has(one) && !["message", "comment", "feedback", "review", "input"].includes(one);
}

/** "the customer's age" is the age. */
function afterOwner(reader: Reader, at: number): number {
  const owner = /^(\w+)'s?$/.exec(reader.tokens[at]?.lower ?? "")?.[1];
  return owner !== undefined && ENTITIES.has(owner) ? at + 1 : at;
}

function isNameWord(reader: Reader, at: number): boolean {
  const token = reader.tokens[at];
  return token?.kind === "word" && (token.isName || !RESERVED.has(token.lower)) && !STOPS.has(token.lower) &&
    !token.text.includes("'") &&
    !Object.hasOwn(NUMBER_WORDS, token.lower) && !Object.hasOwn(UNITS, token.lower) &&
    reader.vocabulary.at(reader.tokens, at) === null;
}

/** "The card is blocked" of a field `cardStatus` that can be "blocked": what something is, without the name of the field. */
import type { Expr } from "../expr.ts";
import { canonical, ENTITIES, type Symbol, wordsOf } from "../text/vocabulary.ts";
import { isWord, type Reader, skipFillers } from "./reader.ts";

/** What a field is called that says how its owner is. */
const ASPECTS = new Set("status state type kind tier category level mode class condition".split(" "));
const LONGEST_OWNER = 3;
const LONGEST_OPTION = 3;

export function readBeing(reader: Reader, from: number): { expr: Expr; end: number } | null {
  const start = skipFillers(reader, from);
  if (reader.vocabulary.at(reader.tokens, start)) return null;
  for (let length = 1; length <= LONGEST_OWNER; length++) {
    const verb = start + length;
    if (!isWord(reader, verb, "is", "are", "was", "isn't", "aren't")) continue;
    const owner = reader.tokens.slice(start, verb).map(({ text }) => text).join(" ");
    const fields = reader.vocabulary.symbols().filter((symbol) => isAspectOf(owner, symbol));
    const isApart = isWord(reader, verb + 1, "not");
    const isNot = isApart || isWord(reader, verb, "isn't", "aren't");
    const found = optionAt(reader, skipFillers(reader, verb + (isApart ? 2 : 1)), fields);
    if (found) return isNot ? { ...found, expr: { kind: "not", of: found.expr } } : found;
  }
  return null;
}

/** `cardStatus` says how the card is, and `status` how the order, the ticket or whatever the request is about is. */
function isAspectOf(owner: string, { role, key, options }: Symbol): boolean {
  if (role !== "input" || !options) return false;
  const words = wordsOf(key);
  if (!ASPECTS.has(words.at(-1)!)) return false;
  const owning = canonical(words.slice(0, -1).join(" "));
  return owning === canonical(owner) || (owning === "" && ENTITIES.has(canonical(owner)));
}

function optionAt(reader: Reader, at: number, fields: readonly Symbol[]): { expr: Expr; end: number } | null {
  const [field, second] = fields;
  if (!field || second) return null;
  for (let length = LONGEST_OPTION; length > 0; length--) {
    const text = reader.tokens.slice(at, at + length).map((token) => token.text).join(" ").toLowerCase();
    const value = field.options!.find((option) => option.toLowerCase() === text);
    if (value === undefined) continue;
    const left: Expr = { kind: "ref", id: field.id };
    return {
      end: at + length,
      expr: { kind: "compare", op: "eq", left, right: { kind: "text", value } },
    };
  }
  return null;
}

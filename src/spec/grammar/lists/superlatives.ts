/** Words that put entries in an order: "the cheapest", "highest first", "most recent". */
import type { Symbol } from "../../text/vocabulary.ts";
import type { Parsed, Reader } from "../reader.ts";
import { matchPrefix, skipFillers } from "../reader.ts";
import { isNumberMember } from "./scope.ts";

export interface Superlative {
  descending: boolean;
  /** The members that the word is said of; any number when absent. */
  of?: RegExp;
}

interface SuperlativeRow extends Superlative {
  words: string;
}

const PRICES = /price|cost|amount|fee|rate|total/i;
const AGES = /age$|years?/i;
const DATES = /date|day|time|created|updated|at$/i;

const ROWS: readonly SuperlativeRow[] = [
  { words: "most expensive|costly", descending: true, of: PRICES },
  { words: "least expensive|costly", descending: false, of: PRICES },
  { words: "dearest|priciest|costliest", descending: true, of: PRICES },
  { words: "cheapest", descending: false, of: PRICES },
  { words: "most recent", descending: true, of: DATES },
  { words: "newest|latest", descending: true, of: DATES },
  { words: "earliest|soonest", descending: false, of: DATES },
  { words: "oldest", descending: true, of: AGES },
  { words: "youngest", descending: false, of: AGES },
  { words: "heaviest", descending: true, of: /weight|kg|mass/i },
  { words: "lightest", descending: false, of: /weight|kg|mass/i },
  { words: "longest", descending: true, of: /length|duration|years?|minutes|hours|days|distance|km/i },
  {
    words: "shortest",
    descending: false,
    of: /length|duration|years?|minutes|hours|days|distance|km|height/i,
  },
  { words: "tallest", descending: true, of: /height|size/i },
  { words: "fastest", descending: true, of: /speed/i },
  { words: "slowest", descending: false, of: /speed/i },
  { words: "highest|largest|biggest|greatest|maximum|max|most|top", descending: true },
  { words: "lowest|smallest|minimum|min|least|fewest", descending: false },
];

export function readSuperlative(reader: Reader, from: number): Parsed<Superlative> | null {
  const at = skipFillers(reader, from);
  for (const { words, descending, of } of ROWS) {
    const found = matchPrefix(reader, words, at);
    if (found) return { end: found.end, value: { descending, of } };
  }
  return null;
}

/** The member that a superlative without a name is about: the one it is said of, or the only number there is. */
export function memberFor(superlative: Superlative, list: Symbol): Symbol | null {
  const members = list.entry?.members ?? [];
  const named = superlative.of ? members.filter(({ key }) => superlative.of!.test(key)) : [];
  const exact = named.filter(({ key }) => new RegExp(`^(?:${superlative.of!.source})$`, "i").test(key));
  const [only, second] = exact.length > 0 ? exact : named;
  if (only && !second) return only;
  const numbers = members.filter(isNumberMember);
  return named.length === 0 && numbers.length === 1 && superlative.of === undefined ? numbers[0]! : null;
}

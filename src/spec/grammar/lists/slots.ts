import { readAttributes } from "../attributes.ts";
import type { Parsed, Reader, SlotParser } from "../reader.ts";
import { isWord } from "../reader.ts";
import { readArrangements } from "./arrangements.ts";
import { readLookupLabel, readPairs } from "../pairs.ts";
import { readMemberRules } from "./member_rules.ts";
import { entryNoun, readEachOne, readEntry, readNewEntry } from "./nouns.ts";

/** The slots that speak of lists. */
export const LIST_SLOTS: Readonly<Record<string, SlotParser>> = {
  arrangement: readArrangements,
  eachOne: readEachOne,
  entry: readEntry,
  entryNoun,
  firstOrLast: readFirstOrLast,
  lookupLabel: readLookupLabel,
  pairs: readPairs,
  listAttributes: (reader, from) => LISTS.isDisjointFrom(reader.words) ? [] : readAttributes(reader, from),
  memberRule: readMemberRules,
  newEntry: readNewEntry,
};

/** Without one of these words nothing is said to be a list. */
const LISTS = new Set("list array collection series sequence lists arrays [".split(" "));

function readFirstOrLast(reader: Reader, from: number): Parsed[] {
  if (!isWord(reader, from, "first", "last")) return [];
  return [{ end: from + 1, value: { kind: "text", value: reader.tokens[from]!.lower, notes: [] } }];
}

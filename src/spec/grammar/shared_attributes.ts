/** What is said of several fields at once: "a minimum and a maximum price, both numbers of 0 or more", "(all required)". */
import { readAttributes } from "./attributes.ts";
import { type Attribute, isWord, matchPrefix, type Note, type Parsed, type Reader } from "./reader.ts";

export interface Shared {
  attributes: Attribute[];
  notes: Note[];
}

const ALL =
  "[,|-] [LPAR] (all|both|each | all of (them|which|these) | both of (them|which|these) | all (three|four|five|six) | they are all) [of (them|which)] [are|is|being]";

/** The properties of all the fields before it, or nothing. */
export function readShared(reader: Reader, from: number): Parsed<Shared> | null {
  const lead = matchPrefix(reader, ALL, from);
  if (!lead) return null;
  const isBracket = reader.tokens.slice(from, lead.end).some(({ lower }) => lower === "(");
  for (const { end, value } of readAttributes(reader, lead.end)) {
    if (isBracket && !isWord(reader, end, ")")) continue;
    return { end: isBracket ? end + 1 : end, value: { attributes: value.attributes, notes: value.notes } };
  }
  return null;
}

const PLURALS = new Set("dates numbers integers texts strings booleans emails".split(" "));

/** "check-in and check-out (dates)": a plural in the brackets of the last one is said of all. */
export function isSaidOfAll(reader: Reader, from: number, to: number): boolean {
  return isWord(reader, from, "(") && reader.tokens.slice(from, to).some(({ lower }) => PLURALS.has(lower));
}

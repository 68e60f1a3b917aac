/** Fields by whether they have to be there: "Optional fields: photo, notes", "Needed: name and weightKg". */
import { type Fact, type Row } from "./facts.ts";
import type { Match } from "../grammar/reader.ts";

const FIELDS = "[input] [(fields|inputs|parameters|keys|values|details)]";

function declared(match: Match, required: boolean): Fact[] | null {
  if (match.list?.kind !== "declarations") return null;
  return match.list.declarations.map(({ name, attributes }): Fact => ({
    kind: "field",
    name,
    attributes: [...attributes, { kind: "required", required }],
  }));
}

export const NEEDED_ROWS: readonly Row[] = [
  {
    id: "field.optionalOnes",
    patterns: [`optional ${FIELDS} : {list:declarations}`],
    build: (match) => declared(match, false),
    paraphrase: "fields that may be left out",
    examples: ["Optional fields: passportNumber, photo and itinerary.", "Optional: notes."],
    negatives: ["Optional fields: none of our business.", "Optional extras: a ride in the rain."],
  },
  {
    id: "field.neededOnes",
    patterns: [`(required|mandatory|needed|compulsory) ${FIELDS} : {list:declarations}`],
    build: (match) => declared(match, true),
    paraphrase: "fields that have to be there",
    examples: ["Needed: dogName, breed and weightKg.", "Mandatory fields: title (text) and pages (integer)."],
    negatives: ["Needed: a bit of luck, if possible."],
  },
];

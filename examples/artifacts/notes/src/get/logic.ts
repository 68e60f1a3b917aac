/** The rules of the requirements, each under the sentence that it comes from; reads and writes go through `records`. */
import { notes } from "../collections.ts";
import type { Input } from "./input.ts";
import { type Outcome, refuse } from "../outcome.ts";
import type { Records } from "../records.ts";

export async function answer(input: Input, records: Records): Promise<Outcome> {
  // a field of what is kept is needed here
  const note = await records.find(notes, input.key);
  // If there's no note with that key, return 404 "Note not found".
  if (note === null) return refuse(404, "not_found", "Note not found");
  return { status: 200, body: { text: note.text } };
}

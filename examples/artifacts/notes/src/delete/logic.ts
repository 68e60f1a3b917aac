/** The rules of the requirements, each under the sentence that it comes from; reads and writes go through `records`. */
import { notes } from "../collections.ts";
import type { Input } from "./input.ts";
import type { Outcome } from "../outcome.ts";
import type { Records } from "../records.ts";

export async function answer(input: Input, records: Records): Promise<Outcome> {
  const deleted = true;
  // delete: needs key; removes the note and returns deleted: true
  await records.drop(notes, input.key);
  return { status: 200, body: { deleted } };
}

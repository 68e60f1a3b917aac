/** The rules of the requirements, each under the sentence that it comes from; reads and writes go through `records`. */
import { notes } from "../collections.ts";
import type { Input } from "./input.ts";
import type { Outcome } from "../outcome.ts";
import type { Records } from "../records.ts";

export async function answer(input: Input, records: Records): Promise<Outcome> {
  const saved = true;
  // save: needs key and text; stores the text under the key and returns saved: true
  await records.put(notes, input.key, { key: input.key, text: input.text });
  return { status: 200, body: { saved } };
}

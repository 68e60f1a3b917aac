/** What is kept between requests. */
import type { Collection } from "./records.ts";

// Store notes.
export interface Note {
  key: string;
  text: string;
}

export const notes: Collection<Note> = { name: "notes" };

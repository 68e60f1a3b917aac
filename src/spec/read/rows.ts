import type { Reader } from "../grammar/reader.ts";
import { matchWhole, type Note } from "../grammar/reader.ts";
import { SLOTS } from "../grammar/slots.ts";
import { type Fact, isRefusal, type Refusal, type Row, type Scene, slot } from "../rows/facts.ts";
import { ROWS } from "../rows/mod.ts";
import type { Token } from "../text/tokens.ts";
import type { Vocabulary } from "../text/vocabulary.ts";
import { descriptionSlot } from "./description.ts";

export type RowRead =
  | { kind: "facts"; row: Row; facts: Fact[]; notes: Note[] }
  | { kind: "refused"; row: Row; refusal: Refusal }
  | { kind: "unread" };

/** How much one statement may cost; far above what any sentence that a person writes needs. */
const STEPS_PER_STATEMENT = 60_000;

export function readRows(
  tokens: readonly Token[],
  vocabulary: Vocabulary,
  scene: Scene,
  budget = { stepsLeft: STEPS_PER_STATEMENT },
): RowRead {
  if (tokens.length === 0) return { kind: "unread" };
  const reader: Reader = {
    tokens,
    vocabulary,
    slots: { ...SLOTS, description: descriptionSlot },
    budget,
    subjects: new Map(),
  };
  for (const row of ROWS) {
    if (row.sections && !row.sections.includes(scene.section)) continue;
    const read = readRow(reader, row, scene);
    if (read.kind !== "unread") return read;
  }
  return { kind: "unread" };
}

export function readRow(reader: Reader, row: Row, scene: Scene): RowRead {
  for (const pattern of row.patterns) {
    const match = matchWhole(reader, pattern);
    const built = match && row.build(match, scene);
    if (!match || !built) continue;
    if (isRefusal(built)) return { kind: "refused", row, refusal: built };
    const notes = slot.notes(match);
    if (row.assumes) notes.push({ kind: "assumed", text: row.assumes });
    return { kind: "facts", row, facts: built, notes };
  }
  return { kind: "unread" };
}

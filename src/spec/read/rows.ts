import { compilePattern, type Pattern } from "../grammar/pattern.ts";
import { matchWhole, type Note, type Reader, readerOf } from "../grammar/reader.ts";
import { SLOTS } from "../grammar/slots.ts";
import { type Fact, isRefusal, type Refusal, type Row, type Scene, slot } from "../rows/facts.ts";
import { ROWS } from "../rows/mod.ts";
import type { Token } from "../text/tokens.ts";
import type { Vocabulary } from "../text/vocabulary.ts";
import { indexOf, placesFor } from "./row_index.ts";
import { descriptionSlot, remarkSlot } from "./description.ts";

export type RowRead =
  | {
    kind: "facts";
    row: Row;
    facts: Fact[];
    notes: Note[]; /** The sentence that led into the list was read with it. */
    usesLead?: boolean;
  }
  | { kind: "refused"; row: Row; refusal: Refusal }
  | { kind: "unread" };

/** Under "Input", a line is a field before it is anything else: "level: 1-5" is no subtraction. */
const INPUT_FIRST = indexOf(
  [...ROWS].sort((a, b) => Number(b.id.startsWith("field.")) - Number(a.id.startsWith("field."))),
);
const IN_ORDER = indexOf(ROWS);

/** Under "Transitions", "closed: open" is a change of state. */
const MOVES_FIRST = indexOf(
  [...ROWS].sort((a, b) => Number(b.id.startsWith("machine.")) - Number(a.id.startsWith("machine."))),
);

function rowsFor({ section }: Scene): typeof IN_ORDER {
  if (section === "input") return INPUT_FIRST;
  return section === "transitions" ? MOVES_FIRST : IN_ORDER;
}

/** The slots of the grammar, and those that need to know what asks for nothing. */
export const ALL_SLOTS = { ...SLOTS, description: descriptionSlot, remark: remarkSlot };

/** How much one statement may cost; far above what any sentence that a person writes needs. */
const STEPS_PER_STATEMENT = 60_000;

export function readRows(
  tokens: readonly Token[],
  vocabulary: Vocabulary,
  scene: Scene,
  budget = { stepsLeft: STEPS_PER_STATEMENT },
): RowRead {
  if (tokens.length === 0) return { kind: "unread" };
  const reader = readerOf(tokens, vocabulary, ALL_SLOTS, budget, scene.implies);
  Object.assign(reader, { about: scene.about, recent: scene.recent });
  for (const { row, pattern } of placesFor(rowsFor(scene), reader.words)) {
    if (row.sections && !row.sections.includes(scene.section)) continue;
    if (row.isStored && !vocabulary.isStored) continue;
    if (row.isMachine && !vocabulary.isMachine) continue;
    const read = readPattern(reader, row, pattern, scene);
    if (read.kind !== "unread") return read;
  }
  return { kind: "unread" };
}

export function readRow(reader: Reader, row: Row, scene: Scene): RowRead {
  for (const source of row.patterns) {
    const read = readPattern(reader, row, compilePattern(source), scene);
    if (read.kind !== "unread") return read;
  }
  return { kind: "unread" };
}

function readPattern(reader: Reader, row: Row, pattern: Pattern, scene: Scene): RowRead {
  const match = matchWhole(reader, pattern);
  const built = match && row.build(match, scene);
  if (!match || !built) return { kind: "unread" };
  if (isRefusal(built)) return { kind: "refused", row, refusal: built };
  const notes = slot.notes(match);
  if (row.assumes) notes.push({ kind: "assumed", text: row.assumes });
  return { kind: "facts", row, facts: built, notes };
}

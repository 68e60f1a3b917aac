import type { Symbol } from "../../text/vocabulary.ts";
import type { Note, Parsed, SlotValue } from "../reader.ts";

export type Arrangement = Extract<SlotValue, { kind: "arrangement" }>;
export type Change = Arrangement["change"];

export function arrangement(
  end: number,
  base: Symbol,
  change: Change,
  notes: readonly Note[],
  member?: string,
): Parsed<Arrangement> {
  return {
    end,
    value: { kind: "arrangement", list: base, change, notes: [...notes], ...(member ? { member } : {}) },
  };
}

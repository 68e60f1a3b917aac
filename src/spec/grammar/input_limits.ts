import { readDeclarations } from "./declarations.ts";
import type { Parsed, Reader } from "./reader.ts";

/** "months integer 1..360, principal > 0": fields that are known, each with what it must be. */
export function readInputLimits(reader: Reader, from: number): Parsed[] {
  return readDeclarations(reader, from).filter(({ value }) =>
    // One alone, or one with a bracket, is what declares the field.
    value.declarations.length > 1 && !reader.words.has("(") &&
    value.declarations.every(({ name, attributes }) =>
      attributes.length > 0 && reader.vocabulary.find(name.words)?.role === "input"
    )
  );
}

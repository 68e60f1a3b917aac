/**
 * Phrases on texts, dates, formats and shapes, as expressions, conditions and properties of fields. Each is a row of a
 * table; what it stands for is a function of `src/spec/library`.
 */
import type { Reader } from "../reader.ts";
import { isWord } from "../reader.ts";
import { readDateLiteral } from "./date_literals.ts";
import { readDatePhrase, readDateTails } from "./dates.ts";
import type { ExprRead } from "./phrases.ts";
import { readSequence } from "./sequences.ts";
import { readTextPhrase, readTextTails } from "./texts.ts";

export { FORMAT_ATTRIBUTES } from "./attributes.ts";
export { LIBRARY_COMPARATORS, type LibraryComparator } from "./comparators.ts";
export { LIBRARY_SLOTS } from "./slots.ts";

/** A phrase, or a date or text with something done to it: "the slug of title", "invoice date plus 30 days". */
export function readLibrary(reader: Reader, from: number): ExprRead | null {
  const phrase = readDatePhrase(reader, from) ?? readTextPhrase(reader, from) ??
    (reader.tokens[from]?.kind === "quoted" ? null : readDateLiteral(reader, from));
  if (phrase) {
    const tailed = readTextTails(reader, readDateTails(reader, phrase));
    return readSequence(reader, tailed) ?? tailed;
  }
  const known = reader.vocabulary.at(reader.tokens, from);
  if (!known) return null;
  const plain: ExprRead = {
    end: known.end,
    value: { kind: "expr", expr: { kind: "ref", id: known.symbol.id }, notes: [] },
  };
  const tailed = known.symbol.type === "date"
    ? readDateTails(reader, plain)
    : isTextual(known.symbol.type)
    ? ofText(reader, plain)
    : plain;
  return tailed.end > plain.end ? tailed : null;
}

/** What is done to a text, and what is put behind it. */
function ofText(reader: Reader, plain: ExprRead): ExprRead {
  const tailed = isWord(reader, plain.end, ",") ? plain : readTextTails(reader, plain);
  return readSequence(reader, tailed) ?? tailed;
}

function isTextual(type: string | undefined): boolean {
  return type === undefined || type === "string";
}

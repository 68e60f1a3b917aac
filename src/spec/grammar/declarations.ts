/** Lists of fields in a sentence: "a name (string), an age (integer, 0 to 120) and an optional email". */
import { readAttributes } from "./attributes.ts";
import { newNames } from "./names.ts";
import type { Attribute, Name, Note, Parsed, Reader, SlotValue } from "./reader.ts";
import { isWord, skipFillers } from "./reader.ts";

type Declarations = Extract<SlotValue, { kind: "declarations" }>;
interface Declaration {
  name: Name;
  attributes: Attribute[];
  notes: Note[];
}

const ADJECTIVES: Readonly<Record<string, Attribute[]>> = {
  required: [{ kind: "required", required: true }],
  mandatory: [{ kind: "required", required: true }],
  optional: [{ kind: "required", required: false }],
  number: [{ kind: "type", type: "number" }],
  numeric: [{ kind: "type", type: "number" }],
  integer: [{ kind: "type", type: "integer" }],
  string: [{ kind: "type", type: "string" }],
  text: [{ kind: "type", type: "string" }],
  boolean: [{ kind: "type", type: "boolean" }],
  positive: [{ kind: "range", min: "0", minExclusive: true }],
};

export function readDeclarations(reader: Reader, from: number): Parsed<Declarations>[] {
  const found: Parsed<Declarations>[] = [];
  const declarations: Declaration[] = [];
  for (let at = from;;) {
    const next = readDeclaration(reader, at);
    if (!next) return found;
    declarations.push(next.value);
    const notes = declarations.flatMap((each) => each.notes);
    found.unshift({ end: next.end, value: { kind: "declarations", declarations: [...declarations], notes } });
    let after = next.end;
    while (isWord(reader, after, ",", "and", "&", ";", "plus")) after++;
    if (after === next.end) return found;
    at = after;
  }
}

function readDeclaration(reader: Reader, from: number): Parsed<Declaration> | null {
  let at = skipFillers(reader, from);
  const attributes: Attribute[] = [];
  for (
    let lower = reader.tokens[at]?.lower ?? "";
    Object.hasOwn(ADJECTIVES, lower);
    lower = reader.tokens[at]?.lower ?? ""
  ) {
    if (!isNameNext(reader, at + 1)) break;
    attributes.push(...ADJECTIVES[lower]!);
    at++;
  }
  const name = newNames(reader, at)[0];
  if (!name) return null;
  const more = attributesAfter(reader, name.end);
  const notes = [...name.value.notes, ...(more?.value.notes ?? [])];
  attributes.push(...(more?.value.attributes ?? []));
  return { end: more?.end ?? name.end, value: { name: name.value.name, attributes, notes } };
}

/** The longest run of properties that ends where the next declaration, or the sentence, does. */
function attributesAfter(reader: Reader, at: number) {
  const starts = [
    "(",
    "between",
    "of",
    "in",
    ":",
    "int",
    "integer",
    "num",
    "number",
    "str",
    "string",
    "bool",
    "boolean",
    "float",
    "decimal",
  ];
  if (!isWord(reader, at, ...starts, ">", ">=", "<", "<=")) return undefined;
  const found = readAttributes(reader, isWord(reader, at, "of", ":") ? at + 1 : at);
  // What follows a bracket and a comma is the next field: "price (number), days (integer)".
  const byLength = isWord(reader, at, "(") ? found.toReversed() : found;
  return byLength.find(({ end }) =>
    end >= reader.tokens.length || isWord(reader, end, ",", ";", ".", "and", "&", "plus")
  );
}

function isNameNext(reader: Reader, at: number): boolean {
  return newNames(reader, at).length > 0;
}

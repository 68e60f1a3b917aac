/** Lists of fields in a sentence: "a name (string), an age (integer, 0 to 120) and an optional email". */
import { keyOf } from "../text/vocabulary.ts";
import { readAttributes } from "./attributes.ts";
import { type CodedName, codedName } from "./coded_names.ts";
import { withListedKeys } from "./listed_keys.ts";
import { nameOf, newNames } from "./names.ts";
import type { Attribute, Name, Note, Parsed, Reader, SlotValue } from "./reader.ts";
import { isWord, matchPrefix, skipFillers } from "./reader.ts";
import { isSaidOfAll, readShared } from "./shared_attributes.ts";

type Declarations = Extract<SlotValue, { kind: "declarations" }>;
export interface Declaration {
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
  list: [{ kind: "list" }],
  array: [{ kind: "list" }],
};

export function readDeclarations(reader: Reader, from: number): Parsed<Declarations>[] {
  return declarationsFrom(reader, from, false);
}

/** What each entry of a list has: in "each with a name and a price, and a country" the country is a field beside it. */
export function readMembers(reader: Reader, from: number): Parsed<Declarations>[] {
  return declarationsFrom(reader, from, true);
}

function declarationsFrom(reader: Reader, from: number, endsAfterAnd: boolean): Parsed<Declarations>[] {
  const found: Parsed<Declarations>[] = [];
  const declarations: Declaration[] = [];
  let hasAnd = false;
  for (let at = from;;) {
    const next = readDeclaration(reader, at);
    if (!next) return found;
    declarations.push(next.value);
    const { attributes } = next.value;
    if (next.plural) {
      declarations.forEach((each) => each.attributes.length === 0 && each.attributes.push(...attributes));
    }
    const notes = declarations.flatMap((each) => each.notes);
    found.unshift({
      end: next.end,
      value: { kind: "declarations", declarations: withListedKeys(declarations), notes },
    });
    const shared = declarations.length > 1 ? readShared(reader, next.end) : null;
    if (shared) {
      const all = declarations.map((each) => ({
        ...each,
        attributes: [...each.attributes, ...shared.value.attributes],
      }));
      const said = [...notes, ...shared.value.notes];
      found.unshift({ end: shared.end, value: { kind: "declarations", declarations: all, notes: said } });
      return found;
    }
    let after = next.end;
    while (isWord(reader, after, ",", "and", "&", ";", "plus")) after++;
    if (endsAfterAnd && hasAnd && isWord(reader, after - 2, ",") && isWord(reader, after - 1, "and")) {
      return found;
    }
    hasAnd ||= isWord(reader, after - 1, "and", "&");
    if (after === next.end) return found;
    at = after;
  }
}

function readDeclaration(reader: Reader, from: number): (Parsed<Declaration> & { plural?: boolean }) | null {
  const optional = matchPrefix(reader, "(LPAR (optionally|optional) RPAR | optionally)", from);
  let at = skipFillers(reader, optional?.end ?? from);
  const attributes: Attribute[] = optional ? [{ kind: "required", required: false }] : [];
  for (
    let lower = reader.tokens[at]?.lower ?? "";
    Object.hasOwn(ADJECTIVES, lower);
    lower = reader.tokens[at]?.lower ?? ""
  ) {
    const isListWord = isWord(reader, at, "list", "array");
    if (!isNameNext(reader, at + 1) || (isListWord && !reader.tokens[at + 1]!.isName)) break;
    attributes.push(...ADJECTIVES[lower]!);
    at++;
  }
  const coded = codedName(reader, at);
  const whole = coded && withCodedName(reader, coded, attributes);
  if (whole) return whole;
  const called = matchPrefix(
    reader,
    "{kind:attributes} [field|value|parameter|input] (called|named) {name:newName}",
    from,
  );
  if (called?.value.kind?.kind === "attributes" && called.value.name?.kind === "name") {
    attributes.push(...called.value.kind.attributes);
    return withAttributes(reader, called.end, called.value.name.name, attributes, called.value.kind.notes);
  }
  const list = listName(reader, at);
  if (list) {
    return withAttributes(reader, list.end, list.name, [...attributes, ...list.attributes], list.notes);
  }
  const name = questionName(reader, at) ?? nameOf(reader, at) ?? newNames(reader, at)[0];
  return name ? withAttributes(reader, name.end, name.value.name, attributes, name.value.notes) : null;
}

/** What follows a name in JSON's spelling, within the bracket that gave it or after it. */
function withCodedName(
  reader: Reader,
  { end, name, isOpen, attributes: counted }: CodedName,
  before: Attribute[],
): (Parsed<Declaration> & { plural?: boolean }) | null {
  if (!isOpen) return withAttributes(reader, end, name, [...before, ...counted], []);
  const rest = readAttributes(reader, end).find((read) => isWord(reader, read.end, ")"));
  if (!rest) return null;
  const said = rest.value.attributes;
  const types = said.some(({ kind }) => kind === "type") ? [] : counted;
  return {
    end: rest.end + 1,
    value: { name, attributes: [...before, ...types, ...said], notes: rest.value.notes },
  };
}

/** "has email (true/false)": a question is a name where its type follows. */
function questionName(reader: Reader, at: number) {
  const rest = isWord(reader, at, "has", "is") ? newNames(reader, at + 1)[0] : undefined;
  if (!rest || !isWord(reader, rest.end, "(", ":")) return undefined;
  const tokens = reader.tokens.slice(at, rest.end);
  const name: Name = { key: keyOf(tokens), words: tokens.map((token) => token.text).join(" ") };
  return { end: rest.end, value: { kind: "name" as const, name, notes: rest.value.notes } };
}

interface ListName extends Declaration {
  end: number;
}

const ENTRIES = /^(objects|records|items|entries|elements|values|things|rows)$/;

/** "a list of expenses, every one with a category": the expenses are the list, and what is said of them follows. */
function listName(reader: Reader, at: number): ListName | undefined {
  const list = matchPrefix(reader, "(list|array|collection|set) of", at);
  const start = list && skipFillers(reader, list.end);
  const name = start === null ? undefined : newNames(reader, start).findLast(({ end }) => end > start);
  const noun = reader.tokens[start ?? 0]?.lower ?? "";
  if (!list || !name || start === null || ENTRIES.test(noun)) return undefined;
  const whole = readAttributes(reader, at).find(({ value }) =>
    value.attributes.some(({ kind }) => kind === "type" || kind === "list" || kind === "members")
  );
  const { attributes, notes } = whole?.value ?? { attributes: [], notes: [] };
  return whole &&
    { end: whole.end, name: name.value.name, attributes, notes: [...name.value.notes, ...notes] };
}

function withAttributes(
  reader: Reader,
  at: number,
  name: Name,
  attributes: Attribute[],
  noted: readonly Note[],
): Parsed<Declaration> & { plural?: boolean } {
  const more = attributesAfter(reader, at) ?? apposition(reader, at);
  const plural = more !== undefined && isSaidOfAll(reader, at, more.end);
  const notes = [...noted, ...(more?.value.notes ?? [])];
  return {
    end: more?.end ?? at,
    plural,
    value: { name, attributes: [...attributes, ...(more?.value.attributes ?? [])], notes },
  };
}

/** "number, a whole number of at least 1": what follows the comma says what it is. "a name, an email" are two fields. */
function apposition(reader: Reader, at: number) {
  if (!isWord(reader, at, ",") || !isWord(reader, at + 1, "a", "an")) return undefined;
  return readAttributes(reader, at + 1).find(({ end, value }) =>
    value.attributes.some(({ kind }) => kind === "type" || (kind === "format" && end > at + 3)) &&
    (end >= reader.tokens.length || isWord(reader, end, ",", ";", ".", ":", "and"))
  );
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
  const explained = explainedSign(reader, at);
  if (explained) return explained;
  // "customer: string, amount: number": what follows the comma is a field of that name.
  const found = readAttributes(reader, isWord(reader, at, "of", ":") ? at + 1 : at).filter(({ value }) =>
    value.attributes.filter(({ kind }) => kind === "type").length < 2
  );
  // What follows a bracket and a comma is the next field: "price (number), days (integer)".
  const byLength = isWord(reader, at, "(") ? found.toReversed() : found;
  return byLength.find(({ end }) =>
    end >= reader.tokens.length || isWord(reader, end, ",", ";", ".", "and", "&", "plus", ":", ")", "}", "]")
  );
}

/** "(number; negative amounts are withdrawals)": what the sign means limits nothing. */
function explainedSign(reader: Reader, at: number) {
  const cut = isWord(reader, at, "(")
    ? reader.tokens.findIndex(({ lower }, n) => n > at && lower === ";")
    : -1;
  const remark = cut === -1 ? null : matchPrefix(reader, SIGN, cut + 1);
  if (!remark || !isWord(reader, remark.end, ")")) return undefined;
  const bracket = { ...reader, tokens: reader.tokens.slice(0, cut) };
  const read = readAttributes(bracket, at + 1).find(({ end }) => end === cut);
  return read && { ...read, end: remark.end + 1 };
}

const SIGN =
  "(negative|positive) [amounts|values|numbers|ones|quantities] (are|is|mean|means|stand for | stands for) {meaning:thing}";

function isNameNext(reader: Reader, at: number): boolean {
  return newNames(reader, at).length > 0;
}

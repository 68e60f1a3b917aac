/** `src/collections.ts`: what the backend keeps, and the type of each kind of record. */
import type { Collection, RecordField, Spec } from "../spec/mod.ts";
import { quoteLines } from "./comments.ts";
import { type Doc, hardLine, indent, join, object, print, textLiteral } from "./doc.ts";
import { identifier, keyText } from "./names.ts";

export function collectionsFile(spec: Spec): string {
  const collections = spec.collections ?? [];
  return print([
    "/** What is kept between requests. */",
    hardLine,
    'import type { Collection } from "./records.ts";',
    hardLine,
    hardLine,
    join(collections.map(declaration), [hardLine, hardLine]),
    hardLine,
  ]);
}

/** `Task` */
export function recordName({ entry }: Collection): string {
  const name = identifier(entry);
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** `tasks` */
export function collectionName({ key }: Collection): string {
  return identifier(key);
}

function declaration(collection: Collection): Doc {
  const name = recordName(collection);
  const entries = [
    `name: ${textLiteral(collection.key)}`,
    ...(collection.isListed ? ["isListed: true"] : []),
  ];
  const members = collection.fields.map((field) => `${keyText(field.key)}: ${typeOf(field)};`);
  return [
    quoteLines(collection.source),
    `export interface ${name} {`,
    indent(hardLine, join(members, hardLine)),
    hardLine,
    "}",
    hardLine,
    hardLine,
    [`export const ${collectionName(collection)}: Collection<${name}> = `, object(entries), ";"],
  ];
}

const TYPES = {
  string: "string",
  number: "number",
  integer: "number",
  boolean: "boolean",
  string_list: "readonly string[]",
} as const;

function typeOf({ type, nullable }: RecordField): string {
  return `${TYPES[type]}${nullable ? " | null" : ""}`;
}

/** The type of the records of each collection, by its id. */
export function collectionTypes(spec: Spec): [string, string][] {
  return (spec.collections ?? []).map((collection) => [collection.id, recordName(collection)]);
}

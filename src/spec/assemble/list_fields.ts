/** What is said of lists and records among the fields of the input. */
import type { Attribute } from "../grammar/reader.ts";
import type { Field, ValueType } from "../schema.ts";
import { memberId } from "./origin.ts";

/** A field on its way. */
export interface PartialField extends Partial<Field> {
  /** A list of which nothing says what it is of. */
  isList?: boolean;
  /** Properties of the fields of each entry, as they were said. */
  members?: Map<string, Attribute[]>;
}

const LIST_OF: Partial<Record<ValueType, ValueType>> = {
  string: "string_list",
  number: "number_list",
  integer: "integer_list",
};

export function isListField({ type, isList }: PartialField): boolean {
  return isList === true || type?.endsWith("_list") === true;
}

/** The type that is meant where "numbers" is said of a list, or "a list" of what was said to be numbers. */
export function listType(field: PartialField, type: ValueType): ValueType {
  return isListField(field) ? LIST_OF[type] ?? type : type;
}

export function becomeList(field: PartialField): void {
  field.isList = true;
  if (field.type) field.type = LIST_OF[field.type] ?? field.type;
}

export function addMembers(field: PartialField, { members }: Extract<Attribute, { kind: "members" }>): void {
  field.members ??= new Map();
  for (const { name, attributes } of members) {
    const { key } = name.symbol?.role === "member" ? name.symbol : name;
    field.members.set(key, [...field.members.get(key) ?? [], ...attributes]);
  }
}

/** The fields of each entry, each put together as a field of the request is. */
export function memberFields(
  field: PartialField,
  finish: (member: PartialField, attributes: readonly Attribute[], useId: string) => Field,
): Field[] | undefined {
  if (!field.members) return undefined;
  return [...field.members].map(([key, attributes]) =>
    finish(
      { kind: "field", id: memberId(field.key!, key), key, source: field.source },
      attributes,
      `each.${field.key}.${key}`,
    )
  );
}

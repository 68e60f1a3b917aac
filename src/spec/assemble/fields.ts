/** Fields of the input, put together from every statement about them. */
import type { Attribute } from "../grammar/reader.ts";
import type { Expr } from "../expr.ts";
import type { Field, Literal } from "../schema.ts";
import {
  addMembers,
  becomeList,
  isListField,
  listType,
  memberFields,
  type PartialField,
} from "./list_fields.ts";
import { type Typed, typeOf } from "./field_types.ts";
import { became, type Draft, type FactOf, factsOf, fieldId, type SourcedFact } from "./origin.ts";

type FieldFact = FactOf<"field"> | FactOf<"constrain">;

export function assembleFields(facts: readonly SourcedFact[], exprs: readonly Expr[], draft: Draft): Field[] {
  const fields = new Map<string, PartialField>();
  const declared = factsOf(facts, "field");
  for (const each of declared) declare(fields, each, draft);
  for (const each of factsOf(facts, "members")) describeEntries(fields, each, draft);
  for (const each of factsOf(facts, "constrain")) constrain(fields, each, draft);
  for (const each of factsOf(facts, "constrainAll")) {
    for (const field of fields.values()) {
      const name = { key: field.key!, words: field.key! };
      apply(field, { ...each, fact: { ...each.fact, kind: "constrain", name } }, draft);
    }
  }
  // What is listed as missing must not be refused for it.
  if (factsOf(facts, "missing").length > 0) { for (const field of fields.values()) field.required ??= false; }
  return [...fields.values()].map((field) => finish(field, exprs, draft));
}

function declare(fields: Map<string, PartialField>, each: FactOf<"field">, draft: Draft): void {
  const { key } = each.fact.name.symbol ?? each.fact.name;
  const id = fieldId(key);
  if (!fields.has(key)) fields.set(key, { kind: "field", id, key, source: each.source });
  apply(fields.get(key)!, each, draft);
}

/** "Each item has a name": it says that there are items, too. */
function describeEntries(fields: Map<string, PartialField>, each: FactOf<"members">, draft: Draft): void {
  const { list, members } = each.fact;
  const { key } = list.symbol ?? list;
  const type = fields.get(key)?.type === "record" ? "record" : "record_list";
  const attributes: Attribute[] = [{ kind: "type", type }, { kind: "members", members }];
  declare(fields, { ...each, fact: { kind: "field", name: list, attributes } }, draft);
}

function constrain(fields: Map<string, PartialField>, each: FactOf<"constrain">, draft: Draft): void {
  const field = fields.get((each.fact.name.symbol ?? each.fact.name).key);
  if (field) return apply(field, each, draft);
  draft.diagnostics.push({
    statement: each.statement,
    status: "not_understood",
    reason: `"${each.fact.name.words}" is not a field of the input.`,
  });
}

function apply(field: PartialField, each: FieldFact, draft: Draft): void {
  became(draft, each.statement, field.id!);
  for (const attribute of each.fact.attributes) {
    const clash = merge(field, attribute, draft);
    if (clash) draft.diagnostics.push({ statement: each.statement, status: "contradiction", reason: clash });
  }
}

/** Adds one property, or says what it contradicts. */
function merge(field: PartialField, attribute: Attribute, draft: Draft): string | null {
  switch (attribute.kind) {
    case "type":
      return set(field, "type", listType(field, attribute.type));
    case "list":
      becomeList(field);
      return null;
    case "members":
      addMembers(field, attribute);
      return null;
    case "items":
      return mergeItems(field, attribute);
    case "format":
      return set(field, "type", listType(field, "string")) ?? set(field, "format", attribute.format);
    case "shape":
      return set(field, "type", "string") ?? set(field, "shape", attribute.shape);
    case "required":
      return set(field, "required", attribute.required);
    case "default":
      return set(field, "default", attribute.value as Literal);
    case "options":
      return set(field, "type", "string") ?? set(field, "options", attribute.options);
    case "range":
      return mergeRange(field, attribute);
    case "length":
      // A list that must not be empty has an entry.
      if (isListField(field) && attribute.max === undefined && attribute.min === 1) {
        return set(field, "minItems", 1);
      }
      return set(field, "minLength", attribute.min) ?? set(field, "maxLength", attribute.max);
    case "unit":
      draft.assumptions.push({ node: field.id!, text: `${field.key} is given in ${attribute.unit}` });
      return null;
    case "description":
      field.description = attribute.text;
      return null;
  }
}

/** "At least one" is a number of entries where it is said of a list, and a limit where it is said of a number. */
function mergeItems(
  field: PartialField,
  { min, max, isBare }: Extract<Attribute, { kind: "items" }>,
): string | null {
  if (isBare && !isListField(field)) return set(field, "min", String(min));
  return set(field, "minItems", min) ?? set(field, "maxItems", max);
}

function mergeRange(field: PartialField, range: Extract<Attribute, { kind: "range" }>): string | null {
  // "at least 0" and "greater than 0" agree: the narrower one holds.
  if (range.min !== undefined && field.min === range.min && field.minExclusive !== undefined) {
    field.minExclusive ||= range.minExclusive ?? false;
    return mergeRange(field, { ...range, min: undefined });
  }
  return set(field, "min", range.min) ?? set(field, "max", range.max) ??
    (range.min === undefined ? null : set(field, "minExclusive", range.minExclusive ?? false)) ??
    (range.max === undefined ? null : set(field, "maxExclusive", range.maxExclusive ?? false));
}

/** Sets a property once; a second, different value is a contradiction. `number` and `integer` agree. */
function set<K extends keyof Field>(
  field: PartialField,
  property: K,
  value: Field[K] | undefined,
): string | null {
  if (value === undefined) return null;
  const before = field[property];
  const isNarrower = property === "type" && before === "number" && value === "integer";
  const isWider = property === "type" && before === "integer" && value === "number";
  if (isWider) return null;
  if (before !== undefined && !isNarrower && JSON.stringify(before) !== JSON.stringify(value)) {
    return `${field.key} has ${String(property)} ${JSON.stringify(before)} in one place and ${
      JSON.stringify(value)
    } in another.`;
  }
  field[property] = value;
  return null;
}

function finish(field: PartialField, exprs: readonly Expr[], draft: Draft, useId = field.id!): Field {
  const id = field.id!;
  const fields = memberFields(field, (member, attributes, memberUse) => {
    for (const attribute of attributes) {
      const clash = merge(member, attribute, draft);
      if (clash) draft.diagnostics.push({ statement: 0, status: "contradiction", reason: clash });
    }
    return finish(member, exprs, draft, memberUse);
  });
  const given = field.type ?? (fields && field.isList ? "record_list" : undefined);
  const typed = typeOf(field, exprs, useId);
  const type = given ?? typed.type;
  const isDate = typed.format === "date" && (given ?? "string") === "string";
  if (isDate || given === undefined) draft.assumptions.push({ node: id, text: saidOf(spoken(field), typed) });
  const required = field.required ?? field.default === undefined;
  if (field.required === undefined && required) {
    draft.assumptions.push({ node: id, text: `${spoken(field)} is required` });
  }
  if (type === "boolean" && typeof field.default === "string") field.default = yesOrNo(field.default);
  const { minExclusive, maxExclusive, isList: _, members: __, ...rest } = field;
  return {
    ...rest,
    ...(minExclusive ? { minExclusive } : {}),
    ...(maxExclusive ? { maxExclusive } : {}),
    ...(fields ? { fields } : {}),
    type,
    ...(isDate ? { format: "date" } : {}),
    required: field.default === undefined && required,
  } as Field;
}

/** "price", and "items.price" for the price of each item. */
function spoken(field: PartialField): string {
  return field.id!.replace(/^in\./, "");
}

function saidOf(key: string, { type, format, isByName }: Typed): string {
  if (format) return `${key} is a date, written YYYY-MM-DD`;
  return isByName ? `${key} is a ${type}, by its name` : `${key} is a ${type}`;
}

/** "defaults to yes" is true for a yes/no field. */
function yesOrNo(text: string): Literal {
  return /^(yes|true|on)$/i.test(text) ? true : /^(no|false|off)$/i.test(text) ? false : text;
}

/** What is wrong with a field by itself, in one sentence. */
export function fieldProblem(field: Field): string | null {
  const { min, max, type } = field;
  if (min !== undefined && max !== undefined && Number(min) > Number(max)) {
    return `${field.key} can't be both at least ${min} and at most ${max}.`;
  }
  const isNumber = ["number", "integer", "number_list", "integer_list"].includes(type);
  if ((min !== undefined || max !== undefined) && !isNumber) {
    return `${field.key} is a ${type}, so it can't have a numeric range.`;
  }
  const isText = type === "string" || type === "string_list";
  if ((field.minLength !== undefined || field.maxLength !== undefined) && !isText) {
    return `${field.key} is a ${type}, so it can't have a length in characters.`;
  }
  if ((field.minLength ?? 0) > (field.maxLength ?? Infinity)) {
    return `${field.key} can't be both that long and that short.`;
  }
  const ofRecords = recordProblem(field);
  if (ofRecords) return ofRecords;
  return field.default === undefined ? null : defaultProblem(field, field.default);
}

/** What is wrong with the entries of a list, or with the fields of a record. */
function recordProblem(field: Field): string | null {
  const isList = field.type.endsWith("_list");
  if ((field.minItems !== undefined || field.maxItems !== undefined) && !isList) {
    return `${field.key} is a ${field.type}, so it can't have a number of entries.`;
  }
  if ((field.minItems ?? 0) > (field.maxItems ?? Infinity)) {
    return `${field.key} can't have both that many and that few entries.`;
  }
  const isOfRecords = field.type === "record" || field.type === "record_list";
  if (isOfRecords !== (field.fields !== undefined)) {
    return isOfRecords
      ? `Nothing says what each of ${field.key} has.`
      : `${field.key} is a ${field.type}, so it can't have fields of its own.`;
  }
  const keys = new Set<string>();
  for (const member of field.fields ?? []) {
    if (keys.has(member.key)) return `${field.key} has ${member.key} twice.`;
    keys.add(member.key);
    const problem = fieldProblem(member);
    if (problem) return problem;
  }
  return null;
}

function defaultProblem(field: Field, value: Literal): string | null {
  if (field.type.endsWith("_list")) {
    return Array.isArray(value) ? null : `The default of ${field.key} is not a list.`;
  }
  const wanted = field.type === "integer" ? "number" : field.type;
  const given: string = typeof value;
  if (given !== wanted) return `The default of ${field.key} is not a ${field.type}.`;
  if (typeof value === "string" && field.options && !field.options.includes(value)) {
    return `The default of ${field.key} is none of its values.`;
  }
  if (typeof value !== "number") return null;
  const isBelow = value < Number(field.min ?? -Infinity);
  return isBelow || value > Number(field.max ?? Infinity)
    ? `The default of ${field.key} is out of its range.`
    : null;
}

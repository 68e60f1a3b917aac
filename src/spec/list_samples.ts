/** Lists worth trying: none, one, many, doubles, and entries with the values that the rules compare them with. */
import type { Json, JsonObject } from "../lib/json.ts";
import type { Expr } from "./expr.ts";
import { plainEntry, plainRecord } from "./field_samples.ts";
import { constantsFor, entryConstants } from "./samples.ts";
import type { Field } from "./schema.ts";

const MOST_MIXED = 12;

export function listValues(field: Field, conditions: readonly Expr[]): Json[] {
  const entries = field.type === "record_list"
    ? recordsFor(field, conditions)
    : [plainEntry(field, 0), plainEntry(field, 1), ...entryConstants(field.id, conditions)] as Json[];
  const fitting = distinct(entries.filter((entry) => isEntry(field, entry)));
  const many = fitting.slice(0, MOST_MIXED);
  const lists = [[], ...fitting.map((entry) => [entry]), many, many.toReversed(), [
    ...many.slice(0, 2),
    ...many.slice(0, 2),
  ]];
  return distinct(lists.map((list) => filled(field, list)));
}

/** A list with as many entries as the field allows and asks for. */
function filled(field: Field, list: Json[]): Json[] {
  const more = Array.from(
    { length: Math.max(0, (field.minItems ?? 0) - list.length) },
    (_, n) => plainEntry(field, n),
  );
  return [...list, ...more].slice(0, field.maxItems);
}

/** Plain records, each value of each member in turn, and records in which all of them change. */
function recordsFor(field: Field, conditions: readonly Expr[]): JsonObject[] {
  const fields = field.fields ?? [];
  const choices = fields.map((member) => memberValues(member, conditions));
  const plain = [plainRecord(fields, 0), plainRecord(fields, 1)];
  const varied = fields.flatMap((member, n) =>
    choices[n]!.map((value) => withMember(plain[0]!, member.key, value))
  );
  const most = Math.min(MOST_MIXED, Math.max(...choices.map((values) => values.length)));
  const mixed = Array.from({ length: most }, (_, n) =>
    fields.reduce(
      (record, member, at) =>
        choices[at]!.length ? withMember(record, member.key, choices[at]![n % choices[at]!.length]!) : record,
      plain[n % 2]!,
    ));
  return [...plain, ...mixed, ...varied];
}

function withMember(record: JsonObject, key: string, value: Json): JsonObject {
  if (value !== null) return { ...record, [key]: value };
  const { [key]: _, ...without } = record;
  return without;
}

function memberValues(member: Field, conditions: readonly Expr[]): Json[] {
  const limits = [member.min, member.max].flatMap((limit) => limit === undefined ? [] : [Number(limit)]);
  const values = [
    plainRecord([member], 1)[member.key]!,
    ...constantsFor((id) => id.startsWith("each.") && id.split(".")[2] === member.key, conditions),
    ...(member.type === "boolean" ? [true, false] : []),
    ...limits,
    ...(member.options ?? []),
  ] as Json[];
  const fitting = values.filter((value) => isScalar(member, value));
  return distinct(member.required ? fitting : [...fitting, null]);
}

function isEntry(field: Field, entry: Json): boolean {
  if (field.type === "record_list") return true;
  const type = { string_list: "string", number_list: "number", integer_list: "integer" } as const;
  return isScalar({ ...field, type: type[field.type as keyof typeof type] }, entry);
}

export function isScalar({ type }: Pick<Field, "type">, value: Json): boolean {
  if (type === "integer") return typeof value === "number" && Number.isInteger(value);
  const kind: string = typeof value;
  return kind === type;
}

function distinct<T extends Json>(values: readonly T[]): T[] {
  const seen = new Set<string>();
  return values.filter((value) => {
    const text = JSON.stringify(value);
    return !seen.has(text) && seen.add(text);
  });
}

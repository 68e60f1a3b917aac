/** How the generated code reads a field: the method of `Fields`, and the rules that it is given. */
import type { Field } from "../spec/mod.ts";
import { array, call, type Doc, object, textLiteral } from "./doc.ts";
import { formatConstant, shapeLiteral } from "./library.ts";

/** `records` are the names of record types, `readItem` reads an `Item`. */
export function readCall(field: Field, records: ReadonlyMap<string, string>): Doc {
  const key = textLiteral(field.key);
  const presence = field.required ? ["required: true"] : [];
  switch (field.type) {
    case "string":
      return call("fields.text", key, object([...presence, ...textRules(field)]));
    case "number":
    case "integer":
      return call("fields.number", key, object([...presence, ...numberRules(field)]));
    case "boolean":
      return call("fields.boolean", key, object(presence));
    case "string_list":
      return call("fields.texts", key, object([...presence, ...listRules(field)]), object(textRules(field)));
    case "number_list":
    case "integer_list":
      return call(
        "fields.numbers",
        key,
        object([...presence, ...listRules(field)]),
        object(numberRules(field)),
      );
    case "record":
      return call("fields.record", key, object(presence), readerName(field, records));
    case "record_list":
      return call(
        "fields.records",
        key,
        object([...presence, ...listRules(field)]),
        readerName(field, records),
      );
  }
}

export function readerName(field: Field, records: ReadonlyMap<string, string>): string {
  return `read${records.get(field.id) ?? "Record"}`;
}

function listRules(field: Field): Doc[] {
  const fewest = field.minItems ? [`minEntries: ${field.minItems}`] : [];
  return field.maxItems === undefined ? fewest : [...fewest, `maxEntries: ${field.maxItems}`];
}

function textRules(field: Field): Doc[] {
  const rules: Doc[] = [];
  if (field.format) rules.push(`format: ${formatConstant(field.format)}`);
  if (field.shape) rules.push(`shape: ${shapeLiteral(field.shape)}`);
  if (field.options) rules.push(["options: ", array(field.options.map((option) => textLiteral(option)))]);
  if (field.minLength !== undefined) rules.push(`minLength: ${field.minLength}`);
  return field.maxLength === undefined ? rules : [...rules, `maxLength: ${field.maxLength}`];
}

function numberRules(field: Field): Doc[] {
  const rules: Doc[] = field.type.startsWith("integer") ? ["whole: true"] : [];
  if (field.min !== undefined) rules.push(`min: ${Number(field.min)}`);
  if (field.max !== undefined) rules.push(`max: ${Number(field.max)}`);
  if (field.minExclusive) rules.push("above: true");
  if (field.maxExclusive) rules.push("below: true");
  return rules;
}

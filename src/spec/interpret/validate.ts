import { isJsonObject, type Json, type JsonObject } from "../../lib/json.ts";
import { FORMAT_NAMES } from "../library/mod.ts";
import { type Field, MAX_LIST_LENGTH, MAX_NUMBER, MAX_STRING_LENGTH } from "../schema.ts";
import type { Value } from "./evaluate.ts";
import { isOfFormat } from "./formats.ts";

export interface Issue {
  path: string;
  message: string;
}

export type Validated = { ok: true; values: Map<string, Value> } | { ok: false; issues: Issue[] };

/** Checks a request against the fields of the Spec. Unknown fields are passed over. */
export function validate(fields: readonly Field[], input: Json): Validated {
  if (!isJsonObject(input)) return { ok: false, issues: [{ path: "", message: "must be a JSON object" }] };
  const issues: Issue[] = [];
  const record = recordOf(fields, input, "", issues);
  const values = new Map(fields.map((field) => [field.id, record[field.key] ?? null]));
  return issues.length > 0 ? { ok: false, issues } : { ok: true, values };
}

/** The declared fields of an object, with what is wrong with them put to the issues. */
function recordOf(
  fields: readonly Field[],
  given: JsonObject,
  prefix: string,
  issues: Issue[],
): { [key: string]: Value } {
  return Object.fromEntries(fields.map((field) => {
    const value = Object.hasOwn(given, field.key) ? given[field.key]! : null;
    const path = `${prefix}${field.key}`;
    if (value === null && field.required) issues.push({ path, message: "is required" });
    return [field.key, value === null ? field.default ?? null : valueOf(field, value, path, issues)];
  }));
}

function valueOf(field: Field, given: Json, path: string, issues: Issue[]): Value {
  switch (field.type) {
    case "record":
      if (isJsonObject(given)) return recordOf(field.fields ?? [], given, `${path}.`, issues);
      return refuse(issues, path, "must be a JSON object");
    case "record_list":
    case "string_list":
    case "number_list":
    case "integer_list":
      return listOf(field, given, path, issues);
    default: {
      const message = problemWith(field.type, field, given);
      return message ? refuse(issues, path, message) : given;
    }
  }
}

function refuse(issues: Issue[], path: string, message: string): null {
  issues.push({ path, message });
  return null;
}

const ENTRIES = {
  record_list: "objects",
  string_list: "strings",
  number_list: "numbers",
  integer_list: "whole numbers",
} as const;
type ListType = keyof typeof ENTRIES;
const ENTRY_TYPES = { string_list: "string", number_list: "number", integer_list: "integer" } as const;

function listOf(field: Field, given: Json, path: string, issues: Issue[]): Value {
  const type = field.type as ListType;
  if (!Array.isArray(given)) return refuse(issues, path, `must be a list of ${ENTRIES[type]}`);
  const most = field.maxItems ?? MAX_LIST_LENGTH;
  if (given.length > most) return refuse(issues, path, `must have at most ${entries(most)}`);
  const fewest = field.minItems ?? 0;
  if (given.length < fewest) return refuse(issues, path, `must have at least ${entries(fewest)}`);
  return given.map((entry, n) => entryOf(type, field, entry, `${path}[${n}]`, issues));
}

function entries(count: number): string {
  return count === 1 ? "1 entry" : `${count} entries`;
}

function entryOf(type: ListType, field: Field, entry: Json, path: string, issues: Issue[]): Value {
  if (type === "record_list") {
    if (isJsonObject(entry)) return recordOf(field.fields ?? [], entry, `${path}.`, issues);
    return refuse(issues, path, "must be a JSON object");
  }
  const message = problemWith(ENTRY_TYPES[type], field, entry);
  return message ? refuse(issues, path, message) : entry;
}

function problemWith(
  type: "string" | "number" | "integer" | "boolean",
  field: Field,
  given: Json,
): string | null {
  switch (type) {
    case "boolean":
      return typeof given === "boolean" ? null : "must be true or false";
    case "number":
    case "integer":
      return numberProblem(type === "integer", field, given);
    case "string":
      return textProblem(field, given);
  }
}

function numberProblem(isWhole: boolean, field: Field, given: Json): string | null {
  if (typeof given !== "number") return isWhole ? "must be a whole number" : "must be a number";
  if (isWhole && !Number.isInteger(given)) return "must be a whole number";
  const min = Number(field.min ?? `-${MAX_NUMBER}`);
  const max = Number(field.max ?? MAX_NUMBER);
  if (field.minExclusive && given <= min) return `must be greater than ${min}`;
  if (given < min) return `must be at least ${min}`;
  if (field.maxExclusive && given >= max) return `must be less than ${max}`;
  return given > max ? `must be at most ${max}` : null;
}

function textProblem(field: Field, given: Json): string | null {
  if (typeof given !== "string") return "must be a string";
  const length = [...given].length;
  const most = field.maxLength ?? MAX_STRING_LENGTH;
  if (length > most) return `must have at most ${most} characters`;
  if (length < (field.minLength ?? 0)) return `must have at least ${field.minLength} characters`;
  if (field.options && !field.options.includes(given)) return `must be one of: ${field.options.join(", ")}`;
  if (field.shape && !new RegExp(`^(?:${field.shape})$`, "u").test(given)) {
    return `must match the pattern ${field.shape}`;
  }
  return field.format && !isOfFormat(given, field.format)
    ? `must be a valid ${FORMAT_NAMES[field.format]}`
    : null;
}

import { isJsonObject, type Json } from "../../lib/json.ts";
import { type Field, MAX_LIST_LENGTH, MAX_NUMBER, MAX_STRING_LENGTH } from "../schema.ts";
import type { Value } from "./evaluate.ts";

export interface Issue {
  path: string;
  message: string;
}

export type Validated = { ok: true; values: Map<string, Value> } | { ok: false; issues: Issue[] };

/** Checks a request against the fields of the Spec. Unknown fields are passed over. */
export function validate(fields: readonly Field[], input: Json): Validated {
  if (!isJsonObject(input)) return { ok: false, issues: [{ path: "", message: "must be a JSON object" }] };
  const values = new Map<string, Value>();
  const issues: Issue[] = [];
  for (const field of fields) {
    const given = Object.hasOwn(input, field.key) ? input[field.key]! : null;
    const message = given === null ? (field.required ? "is required" : null) : problemWith(field, given);
    if (message) issues.push({ path: field.key, message });
    else values.set(field.id, (given ?? field.default ?? null) as Value);
  }
  return issues.length > 0 ? { ok: false, issues } : { ok: true, values };
}

function problemWith(field: Field, given: Json): string | null {
  switch (field.type) {
    case "boolean":
      return typeof given === "boolean" ? null : "must be true or false";
    case "number":
    case "integer":
      return numberProblem(field, given);
    case "string":
      return textProblem(field, given);
    case "string_list":
      return listProblem(given);
  }
}

function numberProblem(field: Field, given: Json): string | null {
  if (typeof given !== "number") {
    return field.type === "integer" ? "must be a whole number" : "must be a number";
  }
  if (field.type === "integer" && !Number.isInteger(given)) return "must be a whole number";
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
  return field.format && !FORMATS[field.format](given)
    ? `must be a valid ${FORMAT_NAMES[field.format]}`
    : null;
}

function listProblem(given: Json): string | null {
  if (!Array.isArray(given) || given.some((entry) => typeof entry !== "string")) {
    return "must be a list of strings";
  }
  if (given.length > MAX_LIST_LENGTH) return `must have at most ${MAX_LIST_LENGTH} entries`;
  const isLong = given.some((entry) => String(entry).length > MAX_STRING_LENGTH);
  return isLong ? `must have entries of at most ${MAX_STRING_LENGTH} characters` : null;
}

export const FORMAT_NAMES = {
  email: "email address",
  url: "URL",
  date: "date (YYYY-MM-DD)",
  uuid: "UUID",
} as const;

const FORMATS: Record<keyof typeof FORMAT_NAMES, (text: string) => boolean> = {
  email: (text) => text.length <= 254 && /^[^\s@]{1,64}@[^\s@.]+(?:\.[^\s@.]+)+$/.test(text),
  url: (text) => text.length <= 2048 && URL.canParse(text) && /^https?:\/\//i.test(text),
  date: isDate,
  uuid: (text) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text),
};

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

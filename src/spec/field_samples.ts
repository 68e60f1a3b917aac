/** For each field a value that is fine, and values that are wrong. */
import type { Json, JsonObject } from "../lib/json.ts";
import { FORMAT_SAMPLES, shapeSample } from "./library/samples.ts";
import { type Field, MAX_LIST_LENGTH, MAX_NUMBER, MAX_STRING_LENGTH, type Spec } from "./schema.ts";

export function plainInput(spec: Pick<Spec, "inputs">): JsonObject {
  return plainRecord(spec.inputs, 0);
}

/** The `n`-th of several records that differ where their fields let them. */
export function plainRecord(fields: readonly Field[], n: number): JsonObject {
  return Object.fromEntries(fields.map((field) => [field.key, plainValue(field, n)]));
}

export function plainValue(field: Field, n = 0): Json {
  switch (field.type) {
    case "boolean":
      return n % 2 === 1;
    case "number":
    case "integer":
      return plainNumber(field, n);
    case "string":
      return plainString(field, n);
    case "record":
      return plainRecord(field.fields ?? [], n);
    default:
      return entriesFor(field, (entry) => plainEntry(field, entry));
  }
}

/** Two entries, unless the field wants fewer or more. */
function entriesFor(field: Field, entry: (n: number) => Json): Json[] {
  const length = Math.max(field.minItems ?? 0, Math.min(2, field.maxItems ?? 2));
  return Array.from({ length }, (_, n) => entry(n));
}

export function plainEntry(field: Field, n: number): Json {
  if (field.type === "record_list") return plainRecord(field.fields ?? [], n);
  if (field.type === "string_list") {
    return field.format || field.shape || field.options || field.minLength
      ? plainString(field, n)
      : ["one", "two"][n % 2]!;
  }
  return plainNumber({ ...field, type: field.type === "integer_list" ? "integer" : "number" }, n);
}

function plainNumber(field: Field, n: number): number {
  const min = field.min === undefined ? undefined : Number(field.min);
  const max = field.max === undefined ? undefined : Number(field.max);
  if (min !== undefined && max !== undefined) {
    const middle = field.type === "integer" ? Math.floor((min + max) / 2) : (min + max) / 2;
    return n > 0 && middle + n < max ? middle + n : middle;
  }
  if (min !== undefined) return min + 1 + n;
  return max === undefined ? 1 + n : max - 1 - n;
}

const TEXTS = ["Hello there", "Good morning", "See you soon"];

function plainString(field: Field, n: number): string {
  if (field.format) return FORMAT_SAMPLES[field.format];
  if (field.shape) return shapeSample(field.shape);
  if (field.options) return field.options[n % field.options.length]!;
  const text = TEXTS[n % TEXTS.length]!.slice(0, field.maxLength ?? MAX_STRING_LENGTH);
  return text.padEnd(field.minLength ?? 0, "x");
}

const NESTED: Json = { nested: true };

export function wrongValues(field: Field): Json[] {
  switch (field.type) {
    case "boolean":
      return ["true", 1, NESTED];
    case "string":
      return [42, NESTED, ["text"], ...wrongTexts(field)];
    case "number":
    case "integer":
      return ["12", true, NESTED, ...wrongNumbers(field)];
    case "record":
      return ["text", 7, [], ...wrongRecords(field)];
    case "string_list":
      return ["text", [1], ...wrongLists(field, wrongTexts(field))];
    case "number_list":
    case "integer_list":
      return ["text", 5, ["a"], ...wrongLists(field, wrongNumbers(field))];
    case "record_list":
      return ["text", NESTED, [7], [[]], ...wrongLists(field, wrongRecords(field))];
  }
}

/** Too many entries, too few, and each wrong entry after one that is fine. */
function wrongLists(field: Field, wrongEntries: readonly Json[]): Json[] {
  const tooMany = Array.from({ length: (field.maxItems ?? MAX_LIST_LENGTH) + 1 }, () => "x");
  const tooFew = field.minItems
    ? [entriesFor(field, (n) => plainEntry(field, n)).slice(0, field.minItems - 1)]
    : [];
  return [tooMany, ...tooFew, ...wrongEntries.map((entry) => [plainEntry(field, 0), entry])];
}

/** A record without each of its fields, and with each of them wrong. */
function wrongRecords(field: Field): JsonObject[] {
  const fields = field.fields ?? [];
  return fields.flatMap((member) => {
    const { [member.key]: _, ...without } = plainRecord(fields, 0);
    const spoilt = wrongValues(member).slice(0, 4).map((value) => ({ ...without, [member.key]: value }));
    return member.required ? [without, ...spoilt] : spoilt;
  });
}

function wrongTexts(field: Field): Json[] {
  const long = "x".repeat((field.maxLength ?? MAX_STRING_LENGTH) + 1);
  const tight = field.minLength ? ["x".repeat(field.minLength - 1)] : [];
  const format = field.format ? ["not one", "@", "2024-13-45", "ftp://x"] : [];
  const shape = field.shape ? ["~", `${shapeSample(field.shape)}~`] : [];
  return [long, ...tight, ...format, ...shape, ...(field.options ? ["none of these", "constructor"] : [])];
}

function wrongNumbers(field: Field): Json[] {
  const min = Number(field.min ?? `-${MAX_NUMBER}`);
  const max = Number(field.max ?? MAX_NUMBER);
  const step = Number.isInteger(min) && Number.isInteger(max) ? 1 : 0.01;
  return [
    min - step,
    max + step,
    ...(field.type.startsWith("integer") ? [min + 0.5] : []),
    ...(field.minExclusive ? [min] : []),
    ...(field.maxExclusive ? [max] : []),
  ];
}

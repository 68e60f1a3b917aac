/** Any JSON value, as `JSON.parse` returns it. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export type JsonObject = { [key: string]: Json };

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A copy as JSON would carry it: what interfaces declare optional and is undefined is left out. */
export function toJsonObject(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value));
}

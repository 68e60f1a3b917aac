import { isJsonObject, type Json } from "../../src/lib/json.ts";

/** Whether `actual` has all that `expected` has. Objects may have more keys; lists must be of the same length. */
export function matches(expected: Json, actual: Json | undefined): boolean {
  if (Array.isArray(expected)) {
    return Array.isArray(actual) && actual.length === expected.length &&
      expected.every((item, index) => matches(item, actual[index]));
  }
  if (!isJsonObject(expected)) return expected === actual;
  return actual !== undefined && isJsonObject(actual) &&
    Object.entries(expected).every(([key, value]) =>
      Object.hasOwn(actual, key) && matches(value, actual[key])
    );
}

export function statusMatches(expected: number | "4xx", actual: number): boolean {
  return expected === "4xx" ? actual >= 400 && actual < 500 : actual === expected;
}

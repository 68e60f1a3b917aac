import type { Json } from "../lib/json.ts";
import { array, type Doc, object, textLiteral } from "./doc.ts";

/** A JSON value as a TypeScript literal; a long run of one character is written as a repetition. */
export function literal(value: Json): Doc {
  if (typeof value === "string") {
    return /^x{40,}$/.test(value) ? `"x".repeat(${value.length})` : textLiteral(value);
  }
  if (Array.isArray(value)) {
    return isRepeated(value) ? `Array(${value.length}).fill("x")` : array(value.map(literal));
  }
  if (typeof value !== "object" || value === null) return String(value);
  return object(Object.entries(value).map(([key, each]) => [propertyName(key), ": ", literal(each)]));
}

function isRepeated(list: readonly Json[]): boolean {
  return list.length > 20 && list.every((entry) => entry === "x");
}

/** `"__proto__": …` in a literal would set the prototype; in brackets it is a key like any other. */
function propertyName(key: string): string {
  if (key === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) ? key : textLiteral(key);
}

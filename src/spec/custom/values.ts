import type { Json } from "../../lib/json.ts";
import type { ValueInfo } from "../types.ts";
import type { CustomType } from "./schema.ts";

/** Whether a JSON value is one that a custom function may take or give. */
export function isOfCustomType(value: Json, type: string, nullable: boolean): boolean {
  if (value === null) return nullable;
  switch (type) {
    case "string_list":
      return Array.isArray(value) && value.every((entry) => typeof entry === "string");
    case "number_list":
      return Array.isArray(value) && value.every((entry) => typeof entry === "number");
    case "string":
      return typeof value === "string";
    case "number":
      return typeof value === "number";
    default:
      return type === "boolean" && typeof value === "boolean";
  }
}

/** What a custom step's value is known to be. */
export function customInfo(step: { returns: CustomType; nullable: boolean }): ValueInfo {
  const plain = { nullable: step.nullable, nonZero: false };
  if (step.returns === "string_list" || step.returns === "number_list") {
    const of: ValueInfo = {
      type: step.returns === "string_list" ? "string" : "number",
      nullable: false,
      nonZero: false,
    };
    return { ...plain, type: step.returns, of };
  }
  return { ...plain, type: step.returns };
}

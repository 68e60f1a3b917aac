/** Types of values as TypeScript. */
import type { Infos, ValueInfo } from "../spec/mod.ts";
import { keyText } from "./names.ts";

export type RecordNames = ReadonlyMap<string, string>;

/** The type of a value that the rules work out, or read. */
export function typeText(info: ValueInfo, records: RecordNames): string {
  return `${plainType(info, records)}${info.nullable ? " | null" : ""}`;
}

function plainType(info: ValueInfo, records: RecordNames): string {
  switch (info.type) {
    case "string_list":
      return "readonly string[]";
    case "number_list":
      return "readonly number[]";
    case "record_list":
      return `readonly ${inBrackets(recordType(info.of?.members, info.of?.origin, records))}[]`;
    case "record":
      return recordType(info.members, info.origin, records);
    case "map":
      return `Readonly<Record<string, ${info.of ? typeText(info.of, records) : "unknown"}>>`;
    default:
      return info.type;
  }
}

/** The name that `input.ts` gives to the type, or the members one by one. */
function recordType(members: Infos | undefined, origin: string | undefined, records: RecordNames): string {
  const name = origin === undefined ? undefined : records.get(origin);
  if (name) return name;
  const parts = [...members ?? []].map(([key, info]) => `${keyText(key)}: ${typeText(info, records)}`);
  return parts.length === 0 ? "Record<string, never>" : `{ ${parts.join("; ")} }`;
}

function inBrackets(type: string): string {
  return /^[A-Za-z]+$/.test(type) ? type : `(${type})`;
}

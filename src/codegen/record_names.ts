import pluralize from "pluralize";
import type { Field, Spec } from "../spec/mod.ts";
import { identifier } from "./names.ts";

/** Names that types of the generated files, or of the language, already have. */
const TAKEN = [
  "Input ReadInput Fields Issue Outcome Exact Array Object String Number Boolean Record Map Set Date Error Request Response Symbol",
  "Promise JSON Math Function RegExp URL Intl Body Presence Handler Env Context",
].join(" ").split(" ");

/** The type of each record that a request holds, by the id of its field: `in.items` is a list of `Item`. */
export function recordNames(spec: Pick<Spec, "inputs">): Map<string, string> {
  const names = new Map<string, string>();
  const taken = new Set(TAKEN);
  for (const field of recordFields(spec.inputs)) {
    const name = typeName(field);
    let free = name;
    for (let n = 2; taken.has(free); n++) free = n === 2 ? `${name}Entry` : `${name}Entry${n}`;
    taken.add(free);
    names.set(field.id, free);
  }
  return names;
}

/** Fields that hold records, those within records first. */
export function recordFields(fields: readonly Field[]): Field[] {
  return fields.flatMap((field) => field.fields ? [...recordFields(field.fields), field] : []);
}

function typeName(field: Field): string {
  const name = identifier(field.type === "record_list" ? pluralize.singular(field.key) : field.key);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

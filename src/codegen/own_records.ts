/** Interfaces for records that the rules put together themselves: an item with its line total, a group and its sum. */
import pluralize from "pluralize";
import { type Infos, infosOf, type Spec, type ValueInfo } from "../spec/mod.ts";
import { type Doc, hardLine, indent, join } from "./doc.ts";
import { identifier, keyText } from "./names.ts";
import { recordNames } from "./record_names.ts";
import { typeText } from "./type_text.ts";

export interface OwnRecords {
  /** By the id of the value that they come from. */
  names: ReadonlyMap<string, string>;
  interfaces: Doc[];
}

export function ownRecords(spec: Spec): OwnRecords {
  const infos = infosOf(spec);
  const names = new Map<string, string>();
  const interfaces: Doc[] = [];
  const known = recordNames(spec);
  const taken = new Set([...known.values(), "Outcome", "Input"]);
  for (const step of spec.steps) {
    const members = step.kind === "reject" ? undefined : ownMembers(infos.get(step.id), step.id);
    if (step.kind === "reject" || !members) continue;
    const name = freeName(step.key, taken);
    names.set(step.id, name);
    interfaces.push(interfaceOf(name, members, new Map([...known, ...names])));
  }
  return { names, interfaces };
}

/** The members of the records in a value, if no other value gave them their type. */
function ownMembers(info: ValueInfo | undefined, id: string): Infos | undefined {
  if (info?.of) return ownMembers(info.of, id);
  return info?.type === "record" && info.origin === id ? info.members : undefined;
}

function freeName(key: string, taken: Set<string>): string {
  const singular = identifier(pluralize.singular(key));
  let name = singular.charAt(0).toUpperCase() + singular.slice(1);
  while (taken.has(name)) name = `${name}Result`;
  taken.add(name);
  return name;
}

function interfaceOf(name: string, members: Infos, names: ReadonlyMap<string, string>): Doc {
  const lines = [...members].map(([key, info]) => `readonly ${keyText(key)}: ${typeText(info, names)};`);
  return [`export interface ${name} {`, indent(hardLine, join(lines, hardLine)), hardLine, "}", hardLine];
}

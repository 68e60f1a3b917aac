/** "full name, phone and start date (fullName, phone, startDate)": the bracket says how all of them are written in JSON. */
import { canonical } from "../text/vocabulary.ts";
import type { Attribute } from "./reader.ts";
import type { Declaration } from "./declarations.ts";

/** The declarations with those keys, where the values that the last one seems to have are all of their names. */
export function withListedKeys(declarations: readonly Declaration[]): Declaration[] {
  const last = declarations.at(-1);
  const keys = last?.attributes.flatMap((each) => each.kind === "options" ? [each.options] : [])[0];
  const isListed = keys?.length === declarations.length && declarations.length > 1 &&
    keys.every((key, n) => KEY.test(key) && canonical(key) === canonical(declarations[n]!.name.key));
  if (!isListed) return [...declarations];
  const isOther = ({ kind }: Attribute) => kind !== "options";
  return declarations.map((each, n) => ({
    ...each,
    name: { ...each.name, key: keys[n]! },
    attributes: each === last ? each.attributes.filter(isOther) : each.attributes,
  }));
}

const KEY = /^[A-Za-z_][A-Za-z0-9_-]{0,63}$/;

/** What the vocabulary knows of the entries of a list. */
import type { Expr } from "../expr.ts";
import type { Attribute } from "../grammar/reader.ts";
import type { ListExprOf } from "../list_expr.ts";
import type { EntryNames, Symbol, Vocabulary } from "../text/vocabulary.ts";

export function entryId(key: string): string {
  return `each.${key}`;
}

/** Learns from what is said of a name that it is a list, and what its entries are. */
export function describeEntries(
  vocabulary: Vocabulary,
  symbol: Symbol,
  attributes: readonly Attribute[],
): void {
  if (attributes.some((attribute) => attribute.kind === "type" && attribute.type === "record")) return;
  let entry: EntryNames | undefined = symbol.entry;
  for (const attribute of attributes) entry = withAttribute(symbol, entry, attribute);
  if (entry && JSON.stringify(entry) !== JSON.stringify(symbol.entry)) vocabulary.describe(symbol, { entry });
}

/** Learns that a value is a list, from what it is made of. */
export function describeValue(vocabulary: Vocabulary, symbol: Symbol, value: Expr): void {
  const entry = entryOfExpr(vocabulary, symbol, value);
  if (entry && JSON.stringify(entry) !== JSON.stringify(symbol.entry)) vocabulary.describe(symbol, { entry });
}

/** The entries of a list that was filtered or sorted are those of the list that it was made from. */
function entryOfExpr(vocabulary: Vocabulary, symbol: Symbol, expr: Expr): EntryNames | undefined {
  switch (expr.kind) {
    case "ref":
      return vocabulary.get(expr.id)?.entry;
    case "filter":
    case "sort":
    case "unique":
    case "take":
      return entryOfExpr(vocabulary, symbol, expr.list);
    case "map":
      return mappedEntry(vocabulary, symbol, expr);
    default:
      return undefined;
  }
}

function mappedEntry(
  vocabulary: Vocabulary,
  symbol: Symbol,
  { list, value }: ListExprOf<"map">,
): EntryNames | undefined {
  const before = entryOfExpr(vocabulary, symbol, list);
  if (!before) return undefined;
  if (value.kind === "record") {
    const own = value.entries.map(({ key }): Symbol => ({ id: `${before.id}.${key}`, key, role: "member" }));
    const kept = value.base ? before.members.filter(({ key }) => own.every((each) => each.key !== key)) : [];
    return { ...before, type: "record", members: [...kept, ...own] };
  }
  const member = value.kind === "ref" ? before.members.find(({ id }) => id === value.id) : undefined;
  const isText = member ? !["number", "integer"].includes(member.type ?? "string") : value.kind === "text";
  return { id: entryId(symbol.key), type: isText ? "string" : "number", members: [] };
}

const ENTRY_TYPES: Partial<Record<string, EntryNames["type"]>> = {
  string_list: "string",
  number_list: "number",
  integer_list: "number",
  record_list: "record",
  string: "string",
  number: "number",
  integer: "number",
};

function withAttribute(
  symbol: Symbol,
  before: EntryNames | undefined,
  attribute: Attribute,
): EntryNames | undefined {
  const entry = before ?? { id: entryId(symbol.key), members: [] };
  switch (attribute.kind) {
    case "list":
      return entry;
    case "type":
      if (!before && !attribute.type.endsWith("_list")) return before;
      return { ...entry, type: ENTRY_TYPES[attribute.type] ?? entry.type };
    case "members":
      return {
        ...entry,
        type: "record",
        members: attribute.members.reduce(withMember(entry.id), entry.members),
      };
    case "options":
      return before && { ...before, options: attribute.options };
    default:
      return before;
  }
}

type Declared = Extract<Attribute, { kind: "members" }>["members"][number];

function withMember(entryId: string) {
  return (members: Symbol[], { name, attributes }: Declared): Symbol[] => {
    const id = `${entryId}.${name.key}`;
    const known = members.find((member) => member.id === id);
    const member: Symbol = { ...known ?? { id, key: name.key, role: "member" } };
    for (const attribute of attributes) {
      if (attribute.kind === "type") member.type = attribute.type;
      if (attribute.kind === "range") member.type ??= "number";
      if (attribute.kind === "default" && typeof attribute.value === "boolean") member.type ??= "boolean";
      if (attribute.kind === "options") member.options = attribute.options;
    }
    return [...members.filter((each) => each !== known), member];
  };
}

/** The type of a field that no statement gives one: from its properties, from what the rules do with it, from its name. */
import { type CallFn, type Expr, walk } from "../expr.ts";
import { attributesByName } from "../grammar/name_types.ts";
import { isLibraryFn, LIBRARY, type LibraryFunction } from "../library/mod.ts";
import type { Field } from "../schema.ts";
import type { PartialField } from "./list_fields.ts";

export type Typed = Pick<Field, "type" | "format"> & { isByName: boolean };

/** `useId` is what the rules call the field: that of an entry for the fields of the records of a list. */
export function typeOf(field: PartialField, exprs: readonly Expr[], useId: string): Typed {
  if (field.isList) return { type: listFromUse(field, exprs), isByName: false };
  const used = usesOf(useId, exprs);
  const byName = attributesByName(field.key ?? "");
  const isDate = byName.some((attribute) => attribute.kind === "format" && attribute.format === "date");
  if (
    field.format === undefined && field.shape === undefined &&
    (used.has("date") || (isDate && used.has("compared")))
  ) {
    return { type: "string", format: "date", isByName: isDate };
  }
  const isTyped = field.min !== undefined || field.max !== undefined || typeof field.default === "number";
  if (isTyped || used.has("number")) return { type: "number", isByName: false };
  if (typeof field.default === "boolean" || used.has("boolean")) return { type: "boolean", isByName: false };
  const isText = field.minLength !== undefined || field.maxLength !== undefined ||
    field.default !== undefined ||
    used.has("string") || used.has("string_list");
  const named = byName.find((attribute) => attribute.kind === "type");
  if (!isText && named?.kind === "type") return { type: named.type, isByName: true };
  return { type: !isText && used.has("ordered") ? "number" : "string", isByName: false };
}

const NUMERIC = new Set<CallFn>(["round", "floor", "ceil", "abs", "min", "max", "power"]);

/** What the rules take the field for. `compared`: with something whose type says nothing; `ordered`: by "more" or "less". */
function usesOf(useId: string, exprs: readonly Expr[]): ReadonlySet<string> {
  const found = new Set<string>();
  const isField = (expr: Expr) => expr.kind === "ref" && expr.id === useId;
  for (const expr of exprs) {
    walk(expr, (part) => {
      if (part.kind === "math" && [part.left, part.right].some(isField)) found.add("number");
      if (part.kind === "reduce" && part.list.kind === "map" && isField(part.list.value)) found.add("number");
      if (part.kind === "call") callUses(part, isField).forEach((use) => found.add(use));
      if (part.kind === "match" && isField(part.value)) found.add("string");
      if (part.kind === "compare" && [part.left, part.right].some(isField)) {
        comparisonUses(part, isField).forEach((use) => found.add(use));
      }
    });
  }
  return found;
}

function callUses({ fn, args }: Extract<Expr, { kind: "call" }>, isField: (expr: Expr) => boolean): string[] {
  if (NUMERIC.has(fn)) return args.some(isField) ? ["number"] : [];
  if (!isLibraryFn(fn)) return args.some(isField) && fn !== "concat" && fn !== "length" ? ["string"] : [];
  const { takes }: LibraryFunction = LIBRARY[fn];
  return takes.flatMap((parameter, n) =>
    args[n] && isField(args[n]) && typeof parameter === "string" ? [parameter] : []
  );
}

function comparisonUses(
  { op, left, right }: Extract<Expr, { kind: "compare" }>,
  isField: (expr: Expr) => boolean,
): string[] {
  const other = isField(left) ? right : left;
  if (other.kind === "number" || other.kind === "math") return ["number"];
  if (other.kind === "boolean") return ["boolean"];
  if (other.kind === "text") return ["compared", "string"];
  if (other.kind === "call" && isLibraryFn(other.fn) && LIBRARY[other.fn].gives === "date") return ["date"];
  return op === "eq" || op === "ne" ? ["compared"] : ["compared", "ordered"];
}

/** A list that is added up, or whose entries are compared with numbers, is one of numbers. */
function listFromUse(field: PartialField, exprs: readonly Expr[]): Field["type"] {
  let type: Field["type"] = field.min !== undefined || field.max !== undefined
    ? "number_list"
    : "string_list";
  const entry = `each.${field.key}`;
  const isEntry = (expr: Expr) => expr.kind === "ref" && expr.id === entry;
  for (const expr of exprs) {
    walk(expr, (part) => {
      if (part.kind === "reduce" && part.list.kind === "ref" && part.list.id === field.id) {
        type = "number_list";
      }
      if (part.kind === "math" && [part.left, part.right].some(isEntry)) type = "number_list";
      if (part.kind !== "compare" || ![part.left, part.right].some(isEntry)) return;
      if ([part.left, part.right].some((side) => side.kind === "number" || side.kind === "math")) {
        type = "number_list";
      }
    });
  }
  return type;
}

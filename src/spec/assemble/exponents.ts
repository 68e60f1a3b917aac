/** A field that something is raised to the power of is a whole number within bounds; where the text leaves them open, they are stated. */
import { type Expr, walk } from "../expr.ts";
import type { Field } from "../schema.ts";
import { HIGHEST_POWER } from "../types.ts";
import type { Draft } from "./origin.ts";

export function boundExponents(fields: readonly Field[], exprs: readonly Expr[], draft: Draft): Field[] {
  const used = new Set<string>();
  for (const expr of exprs) {
    walk(expr, (part) => {
      const exponent = part.kind === "call" && part.fn === "power" ? part.args[1] : undefined;
      if (exponent) walk(exponent, (inner) => inner.kind === "ref" && used.add(inner.id));
    });
  }
  return fields.map((field) =>
    used.has(field.id) && field.type === "integer" ? bounded(field, draft) : field
  );
}

function bounded(field: Field, draft: Draft): Field {
  if (field.min !== undefined && field.max !== undefined) return field;
  const { min = "0", max = String(HIGHEST_POWER) } = field;
  draft.assumptions.push({
    node: field.id,
    text: `${field.key} is from ${min} to ${max}, as a power needs it`,
  });
  return { ...field, min, max };
}

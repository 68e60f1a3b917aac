import { type Expr, refsOf } from "../expr.ts";
import type { Field } from "../schema.ts";

/** Nothing is demanded of an optional field that a request does not have. */
export function whereGiven(when: Expr, inputs: readonly Field[]): Expr {
  const optional = refsOf(when).filter((id) =>
    inputs.some((field) => field.id === id && !field.required && field.default === undefined)
  );
  const given = optional.map((id): Expr => ({ kind: "present", value: { kind: "ref", id } }));
  return given.length === 0 ? when : { kind: "all", of: [...given, when] };
}

/** Whether a request can miss every row of a table, as far as the limits of its fields allow. */
import type { Expr } from "../expr.ts";
import { holds, type Value } from "../interpret/evaluate.ts";
import { combinations } from "../samples.ts";
import type { Field, Step } from "../schema.ts";
import { infosOf } from "../infos.ts";
import type { Draft, SourcedFact } from "./origin.ts";

/** Without the refusals that no request can come to; those that stay are stated. */
export function withoutIdleMisses(
  facts: readonly SourcedFact[],
  inputs: readonly Field[],
  draft: Draft,
): SourcedFact[] {
  return facts.filter(({ fact, source }) => {
    if (fact.kind !== "reject" || !fact.isTableMiss) return true;
    const isKept = canHold(fact.when, inputs);
    if (isKept && source.kind === "assumed") {
      draft.assumptions.push({ node: "requirements", text: source.reason });
    }
    return isKept;
  });
}

function canHold(when: Expr, inputs: readonly Field[]): boolean {
  const infos = infosOf({ inputs: [...inputs], steps: [] as Step[] });
  const fields = new Map(inputs.map((field) => [field.id, field]));
  const between = betweenConstants(when);
  for (const values of combinations([when, ...between], infos)) {
    const isValid = [...values].every(([id, value]) => fits(fields.get(id), value));
    if (isValid && holds(when, values)) return true;
  }
  return false;
}

/** Conditions that bring in a value a little above each constant: 9.5 lies between "up to 9" and "from 10". */
function betweenConstants(when: Expr): Expr[] {
  const text = JSON.stringify(when);
  const refs = [...text.matchAll(/"kind":"ref","id":"([^"]+)"/g)].map(([, id]) => id!);
  const numbers = [...text.matchAll(/"kind":"number","value":"(-?\d+)"/g)].map(([, value]) => value!);
  return [...new Set(refs)].flatMap((id) =>
    [...new Set(numbers)].map((value): Expr => ({
      kind: "compare",
      op: "eq",
      left: { kind: "ref", id },
      right: { kind: "number", value: `${value}.5` },
    }))
  );
}

function fits(field: Field | undefined, value: Value): boolean {
  if (!field) return true;
  if (value === null) return !field.required;
  if (field.options) return field.options.includes(String(value));
  if (typeof value !== "number") return true;
  if (field.type === "integer" && !Number.isInteger(value)) return false;
  const min = Number(field.min ?? -Infinity);
  const max = Number(field.max ?? Infinity);
  return (field.minExclusive ? value > min : value >= min) &&
    (field.maxExclusive ? value < max : value <= max);
}

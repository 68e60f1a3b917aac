import type { Json } from "../../lib/json.ts";
import { readsOf } from "../assemble/order.ts";
import type { Step, StepOf } from "../schema.ts";
import type { Value, Values } from "./evaluate.ts";

/**
 * Whether a step's value is not known from the Spec alone: that of a custom function is, for its examples only, and what
 * is worked out from an open value is open as well.
 */
export function isOpen(step: Step, values: Values, open: ReadonlySet<string>): boolean {
  if (readsOf(step).some((id) => open.has(id))) return true;
  return step.kind === "custom" && exampleFor(step, values) === undefined;
}

/** The example of these very arguments. */
export function exampleFor(step: StepOf<"custom">, values: Values): { result: Json } | undefined {
  const given = JSON.stringify(step.params.map(({ ref }) => values.get(ref) ?? null));
  return step.examples.find(({ args }) => JSON.stringify(args) === given);
}

export function customValue(step: StepOf<"custom">, values: Values): Value {
  return (exampleFor(step, values)?.result ?? null) as Value;
}

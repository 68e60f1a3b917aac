/**
 * The interpreter: the answer that a Spec asks for, worked out from the Spec alone. It is the oracle for generated
 * code, so it shares nothing with the generator: other arithmetic, other checks, written apart.
 *
 * A Spec given to it must have passed `checkSpec`; its arithmetic is then total, and it never throws.
 */
import type { Json, JsonObject } from "../../lib/json.ts";
import { choiceOf, viewsOf } from "../operations.ts";
import type { Spec, Step, StepOf, StoreStep } from "../schema.ts";
import { isStoreStep } from "../store_check.ts";
import { evaluate, holds, mentions, type Value, type Values } from "./evaluate.ts";
import { add, compare, fraction, toNumber } from "./fractions.ts";
import { keep, type Keeping } from "./keep.ts";
import { customValue, isOpen } from "./open.ts";
import { refusalFor } from "./invalid.ts";
import { callService, type Services, UNREACHABLE } from "./services.ts";
import { SimulatedStore } from "./store.ts";
import { type Issue, validate } from "./validate.ts";

export interface Answer {
  status: number;
  body: Json;
  /** Keys of the body that a custom function decides, which the Spec alone does not tell; `all`: not even the status. */
  open?: readonly string[] | "all";
}

const ALL_OPEN: Answer = { status: 0, body: null, open: "all" };

export const INVALID_INPUT_MESSAGE = "The request does not have the fields that this backend needs.";

/** What earlier requests left is in `store`; without one, this is the first request. Without `services` none answers. */
export function interpret(
  spec: Spec,
  input: Json,
  store = new SimulatedStore(),
  services: Services = UNREACHABLE,
): Answer {
  const choice = choiceOf(spec);
  if (!choice) return answerOf(spec, input, store, services);
  const chosen = validate([choice], input);
  if (!chosen.ok) return invalidInput(spec, chosen.issues);
  const name = chosen.values.get(choice.id);
  const view = viewsOf(spec).find(({ operation }) => operation?.name === name);
  if (!view) throw new TypeError(`${choice.key} has no operation ${name}; the Spec was not checked`);
  return answerOf(view.spec, input, store, services);
}

function answerOf(spec: Spec, input: Json, store: SimulatedStore, services: Services): Answer {
  const checked = validate(spec.inputs, input);
  if (!checked.ok) return invalidInput(spec, checked.issues);
  const { values } = checked;
  const keeping: Keeping = { spec, store, values, writes: [] };
  const open = new Set<string>();
  for (const step of spec.steps) {
    if (isOpen(step, values, open)) {
      if (step.kind === "reject") return ALL_OPEN;
      open.add(step.id);
    } else if (step.kind === "fetch") {
      const { failure: told } = step;
      if (!callService(step, values, services) && told) {
        return failure(told.status, "service_failed", told.message);
      }
    } else if (isStoreStep(step)) keep(step, keeping);
    else if (step.kind !== "reject") values.set(step.id, stepValue(step, values, spec));
    else if (holds(step.when, values)) return failure(step.status, step.code, step.message);
  }
  for (const write of keeping.writes) write();
  const openKeys = spec.outputs.filter(({ ref }) => open.has(ref)).map(({ key }) => key);
  const body = spec.outputs.filter(({ ref }) => !open.has(ref))
    .map((output) => [output.key, values.get(output.ref) ?? null]);
  return { status: 200, body: Object.fromEntries(body), ...(openKeys.length > 0 && { open: openKeys }) };
}

function invalidInput(spec: Spec, issues: readonly Issue[]): Answer {
  const listed = issues.map(({ path, message }) => ({ path, message }));
  const own = refusalFor(spec.invalidFields ?? [], issues);
  const status = own?.status ?? spec.invalidInputStatus ?? 422;
  return failure(status, "invalid_input", own?.message ?? INVALID_INPUT_MESSAGE, { issues: listed });
}

function failure(status: number, code: string, message: string, details?: JsonObject): Answer {
  return { status, body: { error: details ? { code, message, details } : { code, message } } };
}

/** What a step comes to, from the values of those before it. */
export function stepValue(
  step: Exclude<Step, StoreStep | { kind: "reject" | "fetch" }>,
  values: Values,
  spec: Pick<Spec, "inputs">,
): Value {
  switch (step.kind) {
    case "custom":
      return customValue(step, values);
    case "compute":
      return compute(step, values);
    case "decide": {
      const last = step.isComplete ? step.branches.at(-1)?.value : undefined;
      const chosen = step.branches.find((branch) => holds(branch.when, values))?.value ?? step.otherwise ??
        last;
      return chosen ? evaluate(chosen, values) : null;
    }
    case "score":
      return score(step, values);
    case "classify":
      return classify(step, values);
    case "collect":
      return step.items.filter((item) => holds(item.when, values)).map((item) => item.value);
    case "missing":
      return spec.inputs.filter((field) => step.fields.includes(field.id) && isMissing(field.id, values))
        .map((field) => field.key);
  }
}

function compute(step: StepOf<"compute">, values: Values): Value {
  const own = new Map(values).set(step.id, evaluate(step.value, values));
  for (const change of step.changes) {
    if (!change.when || holds(change.when, own)) own.set(step.id, evaluate(change.value, own));
  }
  return own.get(step.id) ?? null;
}

function score(step: StepOf<"score">, values: Values): number {
  const earned = step.rules.filter((rule) => holds(rule.when, values)).map((rule) => fraction(rule.points));
  let total = earned.reduce(add, fraction(step.base));
  if (step.max !== undefined && compare(total, fraction(step.max)) > 0) total = fraction(step.max);
  if (step.min !== undefined && compare(total, fraction(step.min)) < 0) total = fraction(step.min);
  return toNumber(total);
}

function classify(step: StepOf<"classify">, values: Values): string | null {
  const text = step.texts.map((id) => values.get(id) ?? "").join("\n");
  const found = step.classes.find((each) => each.keywords.some((keyword) => mentions(text, keyword)));
  return found?.value ?? step.otherwise ?? null;
}

function isMissing(id: string, values: Values): boolean {
  return !holds({ kind: "present", value: { kind: "ref", id } }, values);
}

/** What is answered to a request that lacks a field, or has a wrong one, where the text gives that an answer of its own. */
import type { Expr } from "../expr.ts";
import type { InvalidField } from "../invalid_fields.ts";
import type { Field } from "../schema.ts";
import { became, type Draft, type FactOf, factsOf, fieldId, type SourcedFact } from "./origin.ts";

export function invalidFieldsOf(
  facts: readonly SourcedFact[],
  inputs: readonly Field[],
  status: number,
  draft: Draft,
): InvalidField[] {
  const refusals = facts.flatMap((each): Omit<InvalidField, "id">[] => {
    const { fact, source, statement } = each;
    if (fact.kind !== "reject" && fact.kind !== "invalidField") return [];
    const own = fact.kind === "reject"
      ? [...new Set(missingIn(fact.when))]
      : [fieldId((fact.name.symbol ?? fact.name).key)];
    const fields = own.filter((id) => inputs.some((field) => field.id === id && isChecked(field, fact.kind)));
    if (fact.kind === "invalidField") checkLimits(each as FactOf<"invalidField">, fields[0], inputs, draft);
    const on = fact.kind === "reject" ? "missing" : fact.on;
    const answered = fact.status ?? status;
    if (answered >= 500) return [];
    const message = fact.message === undefined ? {} : { message: fact.message };
    return fields.map((field) => {
      became(draft, statement, field);
      return { kind: "invalidField", field, on, status: answered, ...message, source };
    });
  });
  return refusals.map((each, n) => ({ id: `invalid.${n + 1}`, ...each }));
}

/** Only what is required can be missing; anything can be wrong. */
function isChecked({ required }: Field, kind: "reject" | "invalidField"): boolean {
  return required || kind === "invalidField";
}

/** An operation has no refusals of its fields of its own. */
export function refuseInvalidFields(facts: readonly SourcedFact[], draft: Draft): [] {
  for (const { statement } of factsOf(facts, "invalidField")) {
    draft.diagnostics.push({
      statement,
      status: "unsupported",
      reason: "Where there are several operations, every invalid request is answered alike.",
    });
  }
  return [];
}

/** Of a text that may be anything nothing says which ones are invalid. */
function checkLimits(
  { fact, statement }: FactOf<"invalidField">,
  id: string | undefined,
  inputs: readonly Field[],
  draft: Draft,
): void {
  const field = inputs.find((each) => each.id === id);
  const { key, words } = fact.name.symbol ? { ...fact.name, key: fact.name.symbol.key } : fact.name;
  const isLimited = field &&
    (field.type !== "string" || LIMITS.some((limit) => field[limit] !== undefined));
  if (isLimited) return;
  draft.diagnostics.push({
    statement,
    status: "not_understood",
    reason: field ? `Nothing says what a valid ${words} is.` : `"${words}" is not a field of the input.`,
    suggestion: field ? `${key} must have at least 3 characters.` : `The input has ${key} (string).`,
  });
}

const LIMITS = ["format", "shape", "options", "minLength", "maxLength"] as const;

/** The fields of which the absence of one alone refuses a request. */
function missingIn(when: Expr): string[] {
  if (when.kind === "any") return when.of.flatMap(missingIn);
  if (when.kind !== "not" || when.of.kind !== "present") return [];
  const { value } = when.of;
  return value.kind === "ref" && value.id.startsWith("in.") ? [value.id] : [];
}

/** A required number that is missing was refused before any rule is tried; a text that is there may still be blank. */
export function isRefusedBefore(when: Expr, inputs: readonly Field[]): boolean {
  if (when.kind === "any") return when.of.every((part) => isRefusedBefore(part, inputs));
  const [id] = missingIn(when);
  const field = inputs.find((each) => each.id === id);
  return field !== undefined && field.required && ["number", "integer", "boolean"].includes(field.type);
}

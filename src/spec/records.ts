/** What is known of the records that steps find and write: their fields, and whether they can be absent. */
import type { Spec, Step } from "./schema.ts";
import { answerInfos } from "./services.ts";
import type { Collection, RecordField } from "./storage.ts";
import type { ValueInfo } from "./types.ts";

export function collectionOf(spec: Pick<Spec, "collections">, id: string): Collection | undefined {
  return spec.collections?.find((each) => each.id === id);
}

/** The fields of the record that a step finds or writes, by their ids. */
export function recordInfos(
  spec: Pick<Spec, "steps" | "collections">,
  step: Step,
): [string, ValueInfo][] {
  if (step.kind === "all") return [[step.id, listInfo(collectionOf(spec, step.collection))]];
  if (step.kind === "fetch") return answerInfos(step);
  if (step.kind !== "find" && step.kind !== "put") return [];
  const isThere = step.kind === "put" || step.start !== undefined || isGuarded(spec, step.id);
  const fields = collectionOf(spec, step.collection)?.fields ?? [];
  return fields.map((field) => [`${step.id}.${field.key}`, infoOf(field, isThere)]);
}

/** Every record of a collection: `origin` names the type that the generated code gives it. */
function listInfo(collection: Collection | undefined): ValueInfo {
  const members = new Map((collection?.fields ?? []).map((field) => [field.key, infoOf(field, true)]));
  const record: ValueInfo = {
    type: "record",
    nullable: false,
    nonZero: false,
    members,
    origin: collection?.id,
  };
  return { type: "record_list", nullable: false, nonZero: false, of: record };
}

function infoOf({ type, nullable, options }: RecordField, isThere: boolean): ValueInfo {
  return {
    type: type === "integer" ? "number" : type,
    nullable: nullable || !isThere,
    nonZero: false,
    ...(options ? { options } : {}),
  };
}

/** Whether a request is refused where the record is not there, so that everything after may use its fields. */
export function isGuarded(spec: Pick<Spec, "steps">, find: string): boolean {
  return spec.steps.some((step) => step.kind === "reject" && isAbsence(step, find));
}

function isAbsence({ when }: Extract<Step, { kind: "reject" }>, find: string): boolean {
  return when.kind === "not" && when.of.kind === "ref" && when.of.id === find;
}

/** The step whose record, or whose answer, an id is a field of. */
export function ownerOf(spec: Pick<Spec, "steps">, id: string): Step | undefined {
  return spec.steps.find((step) =>
    step.kind === "fetch"
      ? id.startsWith(`${step.id}.`)
      : (step.kind === "find" || step.kind === "put") && (id === step.id || id.startsWith(`${step.id}.`))
  );
}

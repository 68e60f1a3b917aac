/** What is known of each field and value of a Spec: its type, whether it can be absent, what its entries are. */
import { rangeOf } from "./bounds.ts";
import { customInfo } from "./custom/values.ts";
import type { Expr } from "./expr.ts";
import { isDateExpr } from "./library/mod.ts";
import { narrow } from "./narrowing.ts";
import type { Field, Spec, Step, ValueStep } from "./schema.ts";
import { recordInfos } from "./records.ts";
import { infer, type Inferred, type Infos, signOf, type Type, type ValueInfo } from "./types.ts";

export function fieldInfo(field: Field): ValueInfo {
  const nullable = !field.required && field.default === undefined;
  switch (field.type) {
    case "record":
      return { type: "record", nullable, nonZero: false, members: membersOf(field), origin: field.id };
    case "record_list":
      return listInfo(field, "record_list", {
        type: "record",
        nullable: false,
        nonZero: false,
        members: membersOf(field),
        origin: field.id,
      });
    case "string_list":
      return listInfo(field, "string_list", plainInfo({ ...field, type: "string" }, "string"));
    case "number_list":
    case "integer_list":
      return listInfo(field, "number_list", plainInfo(field, "number"));
    default:
      return plainInfo(field, field.type === "integer" ? "number" : field.type);
  }
}

function membersOf(field: Field): Infos {
  return new Map((field.fields ?? []).map((member) => [member.key, fieldInfo(member)]));
}

function listInfo(field: Field, type: Type, of: ValueInfo): ValueInfo {
  const nullable = !field.required && field.default === undefined;
  const isFilled = !nullable && field.default === undefined && (field.minItems ?? 0) > 0;
  return { type, nullable, nonZero: false, of: { ...of, nullable: false }, isFilled };
}

function plainInfo(field: Field, type: Type): ValueInfo {
  const above = field.min !== undefined &&
    (Number(field.min) > 0 || (Number(field.min) === 0 && field.minExclusive === true));
  const below = field.max !== undefined &&
    (Number(field.max) < 0 || (Number(field.max) === 0 && field.maxExclusive === true));
  return {
    type,
    nullable: !field.required && field.default === undefined,
    nonZero: above || below,
    isNatural: field.min !== undefined && Number(field.min) >= 0,
    ...(field.type === "integer" && field.max !== undefined && Number(field.min ?? -1) >= 0
      ? { highestWhole: Number(field.max) }
      : {}),
    options: field.options,
    range: {
      ...(field.min === undefined
        ? {}
        : { low: { value: Number(field.min), isOpen: field.minExclusive === true } }),
      ...(field.max === undefined
        ? {}
        : { high: { value: Number(field.max), isOpen: field.maxExclusive === true } }),
    },
    ...(field.format === "date" ? { isDate: true } : {}),
  };
}

export function infosOf(spec: Pick<Spec, "inputs" | "steps" | "collections">): Map<string, ValueInfo> {
  const infos = new Map(spec.inputs.map((field) => [field.id, fieldInfo(field)]));
  for (const step of spec.steps) {
    if (step.kind === "reject") narrow(step.when, infos);
    else infos.set(step.id, stepInfo(step, infos));
    for (const [id, info] of recordInfos(spec, step)) infos.set(id, info);
  }
  return infos;
}

export function stepInfo(step: ValueStep, infos: Infos): ValueInfo {
  const plain = { nullable: false, nonZero: false };
  switch (step.kind) {
    case "score":
      return { ...plain, type: "number" };
    case "collect":
    case "missing":
      return { ...plain, type: "string_list", of: { ...plain, type: "string" } };
    case "classify":
      return { ...plain, type: "string", nullable: step.otherwise === undefined, options: optionsOf(step) };
    case "compute":
      return {
        ...plain,
        ...named(inferredOr(step.value, infos), step.id),
        ...(isDateExpr(step.value, infos) ? { isDate: true } : {}),
        ...(step.changes.length ? {} : signOf(step.value, infos)),
        ...(step.changes.length ? {} : { range: rangeOf(step.value, (id) => infos.get(id)?.range) }),
      };
    case "decide":
      return decideInfo(step, infos);
    case "custom":
      return customInfo(step);
    case "find":
    case "put":
    case "drop":
    case "fetch":
      return { ...plain, type: "boolean" };
    case "all":
      return { ...plain, type: "record_list" };
  }
}

/** Records that a value puts together itself have their type from it. */
function named<I extends Pick<ValueInfo, "type" | "of" | "origin">>(info: I, id: string): I {
  if (info.of) return { ...info, of: named(info.of, id) };
  return info.type === "record" && info.origin === undefined ? { ...info, origin: id } : info;
}

function inferredOr(expr: Expr, infos: Infos): Omit<Extract<Inferred, { ok: true }>, "ok"> {
  const inferred = infer(expr, infos);
  if (!inferred.ok) return { type: "string", nullable: true };
  const { ok: _, ...info } = inferred;
  return info;
}

function decideInfo(step: Extract<Step, { kind: "decide" }>, infos: Infos): ValueInfo {
  const values = [
    ...step.branches.map((branch) => branch.value),
    ...(step.otherwise ? [step.otherwise] : []),
  ];
  const inferred = values.map((value) => inferredOr(value, infos));
  const texts = values.map((value) => value.kind === "text" ? value.value : null);
  const isTotal = step.otherwise !== undefined || step.isComplete === true;
  const nullable = !isTotal || inferred.some((each) => each.nullable);
  const options = texts.every((text) => text !== null) ? [...new Set(texts as string[])] : undefined;
  return { type: inferred[0]!.type, nullable, nonZero: false, options };
}

function optionsOf(step: Extract<Step, { kind: "classify" }>): string[] {
  return [
    ...step.classes.map((each) => each.value),
    ...(step.otherwise === undefined ? [] : [step.otherwise]),
  ];
}

/** Whether the steps that read and write what is kept fit their collections, and can be carried out as one. */
import { infosOf } from "./infos.ts";
import { infer, type Infos } from "./types.ts";
import { collectionOf } from "./records.ts";
import type { Spec, Step, StoreStep } from "./schema.ts";
import type { Collection } from "./storage.ts";

interface Issue {
  path: string;
  message: string;
}

export function storeIssues(spec: Spec): Issue[] {
  const infos = infosOf(spec);
  const stored = spec.steps.filter(isStoreStep);
  const each = stored.flatMap((step) => {
    const path = `steps.${spec.steps.indexOf(step)}`;
    return problemsOf(step, spec, infos).map((message) => ({ path, message }));
  });
  // The store writes one record at a time, so that only one can be held against what was read.
  const writes = stored.filter(({ kind }) => kind === "put" || kind === "drop").length;
  return writes > 1 ? [...each, { path: "steps", message: "at most one record can be written" }] : each;
}

export function isStoreStep(step: Step): step is StoreStep {
  return step.kind === "find" || step.kind === "put" || step.kind === "drop" ||
    step.kind === "all";
}

function problemsOf(step: StoreStep, spec: Spec, infos: Infos): string[] {
  const collection = collectionOf(spec, step.collection);
  if (!collection) return [`there is no ${step.collection}`];
  if (step.kind === "all") return collection.isListed ? [] : ["only records in an order can be listed"];
  return [...placeProblems(step, collection, spec, infos), ...fieldProblems(step, collection, infos)];
}

function placeProblems(
  step: Exclude<StoreStep, { kind: "all" }>,
  collection: Collection,
  spec: Spec,
  infos: Infos,
): string[] {
  if (step.at === undefined) {
    if (step.kind === "put") return isCounted(collection) ? [] : ["it does not say under which key to write"];
    if (!collection.isListed) return ["only records in an order have an oldest one"];
    const isFound = step.kind === "find" ||
      spec.steps.some((each) => each.kind === "find" && each.collection === collection.id && !each.at);
    return isFound ? [] : ["the oldest record must be found before it is removed"];
  }
  const place = infer(step.at, infos);
  if (!place.ok) return [];
  const wanted = collection.ids === "number" ? "number" : "string";
  return place.nullable || place.type !== wanted ? [`a key must be a ${wanted} that is always there`] : [];
}

export function isCounted({ ids }: Collection): boolean {
  return ids === "text" || ids === "number";
}

function fieldProblems(
  step: Exclude<StoreStep, { kind: "all" }>,
  collection: Collection,
  infos: Infos,
): string[] {
  if (step.kind === "put") return putProblems(step, collection, infos);
  const started = step.kind === "find" ? step.start ?? [] : [];
  const isWhole = started.length === 0 || started.length === collection.fields.length;
  return isWhole ? [] : ["a record must start with all of its fields"];
}

function putProblems(step: Extract<Step, { kind: "put" }>, collection: Collection, infos: Infos): string[] {
  const isNew = step.at === undefined;
  return collection.fields.flatMap((field) => {
    const given = step.values.find(({ key }) => key === field.key);
    if (!given) {
      return isNew && field.key === collection.idKey ? [] : [`it does not say what ${field.key} is`];
    }
    const inferred = infer(given.value, infos);
    if (!inferred.ok) return [];
    const type = field.type === "integer" ? "number" : field.type;
    if (inferred.type !== type) return [`${field.key} is a ${type} elsewhere and a ${inferred.type} here`];
    return inferred.nullable && !field.nullable ? [`${field.key} may be absent here`] : [];
  });
}

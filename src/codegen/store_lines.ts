/** Steps that read and write what is kept, as lines of `answer`. Everything else stays in pure functions. */
import {
  type Collection,
  collectionOf,
  isStoreStep,
  readsOf,
  type Spec,
  type StepOf,
  type StoreStep,
} from "../spec/mod.ts";
import { collectionName, recordName } from "./collections_file.ts";
import { quoteLines } from "./comments.ts";
import { call, type Doc, enclosed, group, hardLine, line, object, textLiteral } from "./doc.ts";
import { type Emitter, value } from "./expressions.ts";
import { keyText } from "./names.ts";

/** The imports of rules that keep data, each with the file that it is sorted by. */
export function storeImports(spec: Spec): [string, Doc][] {
  const stored = spec.steps.filter(isStoreStep);
  if (stored.length === 0) return [];
  const collections = stored.map((step) => collectionOf(spec, step.collection)!);
  const types = typedCollections(spec).map((each) => `type ${recordName(each)}`);
  const names = [...new Set([...collections.map(collectionName), ...types])].sort(byName);
  return [
    ["collections", [
      group("import ", enclosed("{", names, "}", line), ' from "./collections.ts";'),
      hardLine,
    ]],
    ["records", ['import type { Records } from "./records.ts";', hardLine]],
  ];
}

function byName(a: string, b: string): number {
  return a.replace("type ", "") < b.replace("type ", "") ? -1 : 1;
}

/** Collections whose records are handed to a function, which then names their type. */
function typedCollections(spec: Spec): Collection[] {
  const handed = spec.steps.filter((step) => !isStoreStep(step) && step.kind !== "reject").flatMap(readsOf);
  return spec.steps.filter(isStoreStep)
    .filter((step) => handed.some((id) => id === step.id || id.startsWith(`${step.id}.`)))
    .map((step) => collectionOf(spec, step.collection)!);
}

export function recordType(spec: Spec, step: StepOf<"find"> | StepOf<"put">): string {
  return recordName(collectionOf(spec, step.collection)!);
}

export function storeLine(spec: Spec, step: StoreStep, emitter: Emitter): Doc {
  const collection = collectionOf(spec, step.collection)!;
  switch (step.kind) {
    case "find":
      return [quoteLines(step.source), findLine(step, collection, emitter)];
    case "put":
      return [quoteLines(step.source), putLine(spec, step, collection, emitter)];
    case "all": {
      const all = ["await ", call("records.all", collectionName(collection))];
      const listed: Doc = step.newestFirst ? ["(", all, ").toReversed()"] : all;
      return [quoteLines(step.source), group("const ", emitter.names.constant(step.id), " = ", listed, ";")];
    }
    case "drop": {
      const name = collectionName(collection);
      const dropped = step.at
        ? call("records.drop", name, value(step.at, emitter))
        : call("records.dropOldest", name);
      return [quoteLines(step.source), group("await ", dropped, ";")];
    }
  }
}

function findLine(step: StepOf<"find">, collection: Collection, emitter: Emitter): Doc {
  const name = collectionName(collection);
  const found = step.at ? call("records.find", name, value(step.at, emitter)) : call("records.oldest", name);
  const start = step.start &&
    object(step.start.map(({ key, value }) => `${keyText(key)}: ${literalText(value)}`));
  return group(
    "const ",
    emitter.names.constant(step.id),
    " = await ",
    found,
    start ? [" ?? ", start] : "",
    ";",
  );
}

function literalText(value: string | number | boolean | string[]): string {
  return typeof value === "string" ? textLiteral(value) : JSON.stringify(value);
}

function putLine(spec: Spec, step: StepOf<"put">, collection: Collection, emitter: Emitter): Doc {
  const name = collectionName(collection);
  const record = recordText(step, collection, emitter);
  const written = step.at
    ? call("records.put", name, value(step.at, emitter), record)
    : ["records.add(", name, ", (number) => (", record, "))"];
  const isRead = [...spec.steps.flatMap(readsOf), ...spec.outputs.map(({ ref }) => ref)]
    .some((id) => id.startsWith(`${step.id}.`));
  return group(isRead ? `const ${emitter.names.constant(step.id)} = ` : "", "await ", written, ";");
}

/** Fields that stay as they were found are taken over all at once: `{ ...task, done: true }`. */
function recordText(step: StepOf<"put">, collection: Collection, emitter: Emitter): Doc {
  const id: Doc[] = step.at === undefined && collection.idKey
    ? [`${keyText(collection.idKey)}: ${collection.ids === "number" ? "number" : "String(number)"}`]
    : [];
  const kept = step.values.filter((each) => isUnchanged(each));
  const [first] = kept;
  const base = first && first.value.kind === "ref" ? first.value.id.slice(0, -(first.key.length + 1)) : "";
  const isBase = (each: StepOf<"put">["values"][number]) =>
    kept.length > 1 && each.value.kind === "ref" && each.value.id === `${base}.${each.key}`;
  const entries = step.values.filter((each) => !isBase(each)).map(({ key, value: expr }): Doc => {
    const text = value(expr, emitter);
    return text === key ? key : [keyText(key), ": ", text];
  });
  return object([...id, ...(kept.length > 1 ? [`...${emitter.names.constant(base)}`] : []), ...entries]);
}

function isUnchanged({ key, value }: StepOf<"put">["values"][number]): boolean {
  return value.kind === "ref" && value.id.startsWith("val.") && value.id.endsWith(`.${key}`);
}

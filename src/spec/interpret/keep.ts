/** Steps that read and write what is kept. Writes wait until the request has been answered, and are lost if it is refused. */
import type { Json, JsonObject } from "../../lib/json.ts";
import type { Expr } from "../expr.ts";
import { collectionOf } from "../records.ts";
import type { Spec, StepOf, StoreStep } from "../schema.ts";
import type { Collection } from "../storage.ts";
import { evaluate, type Value } from "./evaluate.ts";
import type { SimulatedStore } from "./store.ts";

export interface Keeping {
  spec: Spec;
  store: SimulatedStore;
  values: Map<string, Value>;
  writes: (() => void)[];
}

export function keep(step: StoreStep, keeping: Keeping): void {
  const collection = collectionOf(keeping.spec, step.collection)!;
  switch (step.kind) {
    case "find":
      return find(step, collection, keeping);
    case "put":
      return put(step, collection, keeping);
    case "all": {
      const records = keeping.store.all(collection.id);
      keeping.values.set(step.id, (step.newestFirst ? records.toReversed() : records) as Value);
      return;
    }
    case "drop": {
      const key = placeOf(step.at, collection, keeping);
      keeping.values.set(step.id, true);
      if (key !== undefined) keeping.writes.push(() => keeping.store.delete(collection.id, key));
    }
  }
}

function placeOf(at: Expr | undefined, collection: Collection, keeping: Keeping): string | undefined {
  return at ? String(evaluate(at, keeping.values)) : keeping.store.oldest(collection.id);
}

function find(step: StepOf<"find">, collection: Collection, keeping: Keeping): void {
  const key = placeOf(step.at, collection, keeping);
  const found = key === undefined ? undefined : keeping.store.get(collection.id, key);
  const started = step.start && Object.fromEntries(step.start.map(({ key, value }) => [key, value as Json]));
  setFields(step.id, found ?? started, collection, keeping);
  keeping.values.set(step.id, found !== undefined);
}

function put(step: StepOf<"put">, collection: Collection, keeping: Keeping): void {
  const isNew = step.at === undefined;
  const number = isNew ? keeping.store.nextNumber(collection.id) : 0;
  const key = isNew ? String(number) : placeOf(step.at, collection, keeping)!;
  const id = collection.ids === "number" ? number : key;
  const record: JsonObject = Object.fromEntries([
    ...(isNew && collection.idKey ? [[collection.idKey, id] as const] : []),
    ...step.values.map(({ key, value }) => [key, evaluate(value, keeping.values) as Json] as const),
  ]);
  setFields(step.id, record, collection, keeping);
  keeping.values.set(step.id, true);
  keeping.writes.push(() => keeping.store.put(collection.id, key, record));
}

function setFields(
  id: string,
  record: JsonObject | undefined,
  { fields }: Collection,
  { values }: Keeping,
): void {
  for (const { key } of fields) values.set(`${id}.${key}`, (record?.[key] ?? null) as Value);
}

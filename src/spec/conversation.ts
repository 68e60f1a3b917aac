/** Cases for backends with several operations, and for backends that remember: the order then is part of the case. */
import { isJsonObject, type JsonObject } from "../lib/json.ts";
import type { Draft } from "./cases.ts";
import { plainInput } from "./field_samples.ts";
import { choiceOf, viewsOf } from "./operations.ts";
import { collectionOf } from "./records.ts";
import type { Spec } from "./schema.ts";
import { isCounted } from "./store_check.ts";

/** A case of an operation, as a request that names the operation. */
export function chosen(draft: Draft, spec: Spec, name: string): Draft {
  const choice = choiceOf(spec);
  if (!choice || !isJsonObject(draft.input)) return draft;
  return { ...draft, title: `${name}: ${draft.title}`, input: { [choice.key]: name, ...draft.input } };
}

export function unknownOperations(spec: Spec): Draft[] {
  const choice = choiceOf(spec);
  if (!choice) return [];
  return ["none of these", "constructor", "", 7, null].map((value) => ({
    title: `${choice.key} is ${JSON.stringify(value)}`,
    input: { [choice.key]: value },
    origin: "bad_input",
    node: choice.id,
  }));
}

/** Every operation on what the others have left: forwards twice, backwards, then the single cases, then once more. */
export function conversation(spec: Spec, draftsFor: (spec: Spec) => Draft[]): Draft[] {
  const drafts = draftsFor(spec);
  const examples = drafts.filter(({ origin }) => origin === "example");
  const rest = drafts.filter(({ origin }) => origin !== "example");
  const round = roundOf(spec);
  return [...examples, ...round, ...round, ...round.toReversed(), ...rest, ...round];
}

function roundOf(spec: Spec): Draft[] {
  return viewsOf(spec).flatMap(({ operation, spec: view }) =>
    requestsOf(view).map((input): Draft =>
      chosen({ title: "a plain request", input, origin: "rule" }, spec, operation?.name ?? "")
    )
  );
}

/** A plain request, and the same for the record that got the first id. */
function requestsOf(view: Spec): JsonObject[] {
  const plain = plainInput(view);
  const places = view.steps.flatMap((step) => {
    if (step.kind !== "find" && step.kind !== "drop") return [];
    const collection = collectionOf(view, step.collection);
    const at = step.at;
    const field = at?.kind === "ref" ? view.inputs.find(({ id }) => id === at.id) : undefined;
    return collection && isCounted(collection) && field
      ? [{ ...plain, [field.key]: collection.ids === "number" ? 1 : "1" }]
      : [];
  });
  return [plain, ...places.slice(0, 1)];
}

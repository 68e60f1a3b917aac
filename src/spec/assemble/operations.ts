/** A Spec with operations, or one that keeps data: each operation is assembled by itself, from its own facts and the shared ones. */
import { exprsOf } from "../rows/facts.ts";
import type { Field, Operation, Source, Spec } from "../schema.ts";
import type { Collection, RecordField } from "../storage.ts";
import { effectsOf, type KeptThing, keptThing, keyName } from "./collection.ts";
import { assembleFields } from "./fields.ts";
import { collectionFor, does, type Plan, planOf } from "./kept.ts";
import { became, type Draft, factsOf, type SourcedFact } from "./origin.ts";
import { sharedFor } from "./shared.ts";

export interface Choice {
  key: string;
  names: readonly string[];
  isAssumedKey: boolean;
}

export interface Kept {
  plan: Plan;
  collections: Collection[];
}

export type AssembleView = (facts: readonly SourcedFact[], kept: Kept | null) => Spec | null;

/** Whether facts need more than a function of one request. */
export function isMore(facts: readonly SourcedFact[], choice: Choice | null): boolean {
  return choice !== null || effectsOf(facts).length > 0;
}

export function assembleMore(
  stated: readonly SourcedFact[],
  choice: Choice | null,
  draft: Draft,
  view: AssembleView,
): Spec | null {
  const hasValues = does(stated, "keep");
  const facts = stated.map((each) => choice || (hasValues && isCount(each)) ? asTopic(each) : each);
  const isStored = effectsOf(facts).length > 0;
  const thing = isStored ? keptThing(facts, draft) : null;
  if (isStored && !thing) return null;
  const names = choice?.names ?? [undefined];
  const groups = names.map((name) => factsFor(facts, name, choice, thing));
  const collections = thing ? [collectionFor(thing, typesOf(groups, thing))] : [];
  const views = groups.map((group) => {
    const plan = thing ? planOf(group, thing, draft) : null;
    return view(plan ? plan.facts : group, plan ? { plan, collections } : null);
  });
  if (!choice) return views[0] ? { ...views[0], collections } : null;
  const operations = views.map((spec, n) => operationOf(spec, n, choice, groups[n]!, draft));
  if (operations.some((each) => each === null)) return null;
  const [first] = views;
  return {
    ...first!,
    inputs: [choiceField(facts, choice, draft)],
    steps: [],
    outputs: [],
    ...(collections.length > 0 ? { collections } : {}),
    operations: operations as Operation[],
  };
}

/** "Count page views." says what a counter is for, and does not ask how many records there are. */
function isCount({ fact }: SourcedFact): boolean {
  return fact.kind === "effect" && fact.effect.do === "count" && fact.effect.as === undefined;
}

/** "Store notes." before the operations says what all of it is about; it is none of them. */
function asTopic(each: SourcedFact): SourcedFact {
  if (each.fact.kind !== "effect" || each.operation !== undefined || each.fact.effect.do === "keep") {
    return each;
  }
  const { effect } = each.fact;
  const noun = "noun" in effect && effect.noun ? { noun: effect.noun } : {};
  const at = "at" in effect && effect.at ? { at: effect.at } : {};
  const details = "details" in effect && effect.details ? { details: effect.details } : {};
  return { ...each, fact: { kind: "effect", effect: { do: "thing", ...noun, ...at, ...details } } };
}

function factsFor(
  facts: readonly SourcedFact[],
  name: string | undefined,
  choice: Choice | null,
  thing: KeptThing | null,
): SourcedFact[] {
  if (name === undefined) return [...facts];
  const own = facts.filter(({ operation }) => operation === name);
  const shared = facts.filter(({ operation }) => operation === undefined);
  return [...own, ...sharedFor(shared, own, name, choice!.key, thing)].sort((a, b) =>
    a.statement - b.statement
  );
}

function operationOf(
  view: Spec | null,
  n: number,
  choice: Choice,
  facts: readonly SourcedFact[],
  draft: Draft,
): Operation | null {
  const name = choice.names[n]!;
  const first = facts.find(({ operation }) => operation === name);
  if (!view || !first) {
    if (!first) missing(name, facts, draft);
    return null;
  }
  const id = `op.${n + 1}`;
  for (const { statement, operation } of facts) if (operation === name) became(draft, statement, id);
  const { inputs, steps, outputs } = view;
  return { id, kind: "operation", name, source: first.source, inputs, steps, outputs };
}

function missing(name: string, facts: readonly SourcedFact[], draft: Draft): void {
  draft.diagnostics.push({
    statement: facts[0]?.statement ?? 0,
    status: "not_understood",
    reason: `It does not say what "${name}" does.`,
    suggestion: `${name}: takes name (string), returns name`,
  });
}

/** The field that says which operation is meant. */
function choiceField(facts: readonly SourcedFact[], choice: Choice, draft: Draft): Field {
  const own = facts.filter(({ fact }) =>
    (fact.kind === "field" || fact.kind === "constrain") && keyName(fact.name) === choice.key
  );
  const [field] = assembleFields(own.filter(({ fact }) => fact.kind === "field"), [], scratch());
  const reason = `the operation is chosen by ${choice.key}`;
  if (choice.isAssumedKey) draft.assumptions.push({ node: `in.${choice.key}`, text: reason });
  const source: Source = field?.source ?? { kind: "assumed", reason };
  for (const { statement } of own) became(draft, statement, `in.${choice.key}`);
  return {
    id: `in.${choice.key}`,
    kind: "field",
    key: choice.key,
    type: "string",
    required: field?.default === undefined,
    ...(field?.default === undefined ? {} : { default: field.default }),
    options: [...choice.names],
    source,
  };
}

function scratch(): Draft {
  return { diagnostics: [], assumptions: [], nodes: new Map(), filled: new Set() };
}

/** The type of each field of what is kept, from the request that gives it, or from the values that it is given. */
function typesOf(groups: readonly SourcedFact[][], thing: KeptThing): (key: string) => RecordField {
  const inputs = groups.map((facts) => ({
    facts,
    fields: assembleFields(facts, facts.flatMap(({ fact }) => exprsOf(fact)), scratch()),
  }));
  return (key) => {
    if (key === thing.idKey && thing.ids !== "given") {
      return { key, type: thing.ids === "number" ? "integer" : "string", nullable: false };
    }
    const given =
      inputs.find(({ facts, fields }) =>
        does(facts, "put", "set") && fields.some((field) => field.key === key)
      ) ?? inputs.find(({ fields }) => fields.some((field) => field.key === key));
    const field = given?.fields.find((each) => each.key === key);
    if (field) {
      return { key, type: plain(field.type), nullable: !field.required && field.default === undefined };
    }
    return { key, type: constantType(key, groups.flat()), nullable: false };
  };
}

function plain(type: Field["type"]): RecordField["type"] {
  return type === "integer" || type === "number" || type === "boolean" || type === "string_list"
    ? type
    : "string";
}

function constantType(key: string, facts: readonly SourcedFact[]): RecordField["type"] {
  for (const { fact: { effect } } of effectsOf(facts)) {
    if (effect.do === "keep" && keyName(effect.name) === key) {
      if (effect.isTextStart) return "string";
      if (typeof effect.start === "boolean") return "boolean";
      return "number";
    }
    const value = effect.do === "set" && keyName(effect.name) === key
      ? effect.value
      : effect.do === "put"
      ? effect.details.find(({ name }) => keyName(name) === key)?.value
      : undefined;
    if (value?.kind === "boolean" || value?.kind === "number") return value.kind;
    if (value?.kind === "text") return "string";
  }
  const computed = factsOf(facts, "compute").find(({ fact }) => keyName(fact.target) === key)?.fact.value;
  return computed?.kind === "math" ||
      factsOf(facts, "adjust").some(({ fact }) => keyName(fact.target) === key)
    ? "number"
    : "string";
}

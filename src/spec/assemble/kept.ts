/** The steps by which one operation finds, answers, changes and removes what is kept. */
import type { Expr } from "../expr.ts";
import type { Effect } from "../rows/effects.ts";
import { exprsOf, not } from "../rows/facts.ts";
import { refsOf } from "../expr.ts";
import type { Field, Source, Step, StoreStep, ValueStep } from "../schema.ts";
import type { Collection } from "../storage.ts";
import { effectsOf, type KeptThing, keyName } from "./collection.ts";
import { inputsOf, keptFacts, type OwnFacts } from "./kept_facts.ts";
import { became, type Draft, factsOf, fieldId, type SourcedFact, valueId } from "./origin.ts";

/** What one operation does with what is kept. */
export interface Plan {
  facts: SourcedFact[];
  reads: StoreStep[];
  /** Where the fields of the record are found, by their keys. */
  record: ReadonlyMap<string, string>;
  writes: (inputs: readonly Field[], values: readonly ValueStep[]) => StoreStep[];
}

type Do = Effect["do"];

interface Work {
  thing: KeptThing;
  collection: string;
  facts: readonly SourcedFact[];
  inputs: ReadonlySet<string>;
  own: OwnFacts;
  find: string;
  draft: Draft;
}

export function planOf(facts: readonly SourcedFact[], thing: KeptThing, draft: Draft): Plan {
  const inputs = inputsOf(facts);
  const find = valueId(findKey(facts, thing));
  const answers = answersOf(facts, thing);
  const own = keptFacts([...facts, ...answers], thing, find, inputs, draft);
  const work: Work = { thing, collection: `kept.${thing.key}`, facts, inputs, own, find, draft };
  const found = needsFind(work) ? [findStep(work)] : [];
  const listed = listSteps(work);
  const guards = found.length > 0 ? assumedGuard(work) : [];
  return {
    facts: [...own.facts, ...guards, ...listed.facts],
    reads: [...found, ...listed.steps],
    record: recordOf(work, found.length > 0),
    writes: (fields, values) => writesOf(work, fields, values, found.length > 0),
  };
}

export function does(facts: readonly SourcedFact[], ...what: Do[]): boolean {
  return effectsOf(facts).some(({ fact }) => what.includes(fact.effect.do));
}

function effectStep(work: Work, ...what: Do[]) {
  return effectsOf(work.facts).find(({ fact }) => what.includes(fact.effect.do));
}

/** A constant's name that no value of the operation has. */
function findKey(facts: readonly SourcedFact[], { entry, fields }: KeptThing): string {
  const taken = new Set([
    ...fields,
    ...facts.flatMap(({ fact }) => "target" in fact && fact.target ? [keyName(fact.target)] : []),
    ...factsOf(facts, "output").map(({ fact }) => keyName(fact.name)),
  ]);
  return taken.has(entry) ? `stored${entry.charAt(0).toUpperCase()}${entry.slice(1)}` : entry;
}

/** "returns the task": every field of it. */
function answersOf(facts: readonly SourcedFact[], thing: KeptThing): SourcedFact[] {
  return effectsOf(facts).flatMap(({ fact: { effect }, source, statement }) => {
    const isPopped = effect.do === "pop" && factsOf(facts, "output").length === 0;
    if (effect.do !== "answer" && !isPopped) return [];
    const keys = [...(thing.idKey ? [thing.idKey] : []), ...thing.fields];
    return keys.map((key): SourcedFact => ({
      fact: { kind: "output", name: { key, words: key }, attributes: [] },
      source,
      statement,
    }));
  });
}

function needsFind({ thing, facts, own, find }: Work): boolean {
  const isRead = own.facts.some(({ fact }) =>
    exprsOf(fact).some((expr) => refsOf(expr).some((id) => id === find || id.startsWith(`${find}.`)))
  );
  const isNew = does(facts, "put");
  const isAnswered = factsOf(own.facts, "output").some(({ fact }) =>
    thing.fields.includes(keyName(fact.name)) && !own.changed.includes(keyName(fact.name)) &&
    !isGiven(keyName(fact.name), own.facts)
  );
  return isRead || own.changed.length > 0 && !isNew || does(facts, "set", "keep", "pop") ||
    (!isNew && (does(facts, "answer") || isAnswered));
}

function isGiven(key: string, facts: readonly SourcedFact[]): boolean {
  return inputsOf(facts).has(key) ||
    facts.some(({ fact }) => "target" in fact && fact.target !== undefined && keyName(fact.target) === key);
}

function placeOf(work: Work): Expr | undefined {
  const { thing, inputs } = work;
  if (thing.ids === "single") return { kind: "text", value: "all" };
  return thing.idKey && inputs.has(thing.idKey) ? { kind: "ref", id: fieldId(thing.idKey) } : undefined;
}

function findStep(work: Work): StoreStep {
  const { thing, find, collection, draft } = work;
  const said = effectStep(work, "keep", "set", "answer", "pop", "drop", "put");
  const source: Source = said?.source ??
    { kind: "assumed", reason: "a field of what is kept is needed here" };
  if (said) became(draft, said.statement, find);
  const at = does(work.facts, "pop") ? undefined : placeOf(work);
  if (!at && !does(work.facts, "pop")) missingKey(work);
  const start = thing.isStarted && !speaksOfPresence(work) ? startOf(work) : undefined;
  return {
    id: find,
    kind: "find",
    key: find.slice(4),
    collection,
    ...(at ? { at } : {}),
    ...(start ? { start } : {}),
    source,
  };
}

function speaksOfPresence({ own, find }: Work): boolean {
  return own.facts.some(({ fact }) => exprsOf(fact).some((expr) => refsOf(expr).includes(find)));
}

function missingKey({ thing, facts, draft }: Work): void {
  const statement = effectsOf(facts)[0]?.statement ?? facts[0]?.statement ?? 0;
  draft.diagnostics.push({
    statement,
    status: "not_understood",
    reason: `It does not say that the request has ${thing.idKey}, by which it is found.`,
    suggestion: `It takes ${thing.idKey} (string).`,
  });
}

/** Where nothing is kept yet, a counter stands at 0. */
function startOf({ thing, facts, draft }: Work) {
  return thing.fields.map((key) => {
    const said = effectsOf(facts).map(({ fact }) => fact.effect).find((effect) =>
      effect.do === "keep" && keyName(effect.name) === key && effect.start !== undefined
    );
    if (said?.do === "keep" && said.start !== undefined) {
      const isNumber = typeof said.start === "string" && !said.isTextStart;
      return { key, value: isNumber ? Number(said.start) : said.start };
    }
    draft.assumptions.push({ node: valueId(key), text: `${key} starts at 0` });
    return { key, value: 0 };
  });
}

/** A record whose fields are needed must be there; where the text says nothing, its absence is a 404. */
function assumedGuard(work: Work): SourcedFact[] {
  const { own, find, thing, facts, draft } = work;
  const isGuarded = own.facts.some(({ fact }) =>
    fact.kind === "reject" && fact.when.kind === "not" && fact.when.of.kind === "ref" &&
    fact.when.of.id === find
  );
  const isFree = does(facts, "put") && !does(facts, "set");
  if (isGuarded || isFree || (thing.isStarted && !speaksOfPresence(work))) return [];
  const reason = `where there is no such ${thing.entry}, the answer is 404`;
  draft.assumptions.push({ node: find, text: reason });
  return [{
    fact: {
      kind: "reject",
      when: not({ kind: "ref", id: find }),
      status: 404,
      code: "not_found",
      message: `There is no such ${thing.entry}.`,
    },
    source: { kind: "assumed", reason },
    statement: effectsOf(facts)[0]?.statement ?? 0,
  }];
}

function recordOf(work: Work, isFound: boolean): Map<string, string> {
  const { thing, own, facts, find } = work;
  const writes = does(facts, "put");
  const place = writes ? valueId(putKey(work)) : isFound ? find : undefined;
  const keys = [...(thing.idKey && !thing.isStarted ? [thing.idKey] : []), ...thing.fields];
  if (!place) return new Map();
  return new Map(keys.map((key) => [
    key,
    own.changed.includes(key) ? valueId(key) : setInput(work, key) ?? `${place}.${key}`,
  ]));
}

/** "updates the name": the record then has the name of the request. */
function setInput({ facts, inputs }: Work, key: string): string | undefined {
  const isSet = effectsOf(facts).some(({ fact: { effect } }) =>
    effect.do === "set" && keyName(effect.name) === key
  );
  return isSet && inputs.has(key) ? fieldId(key) : undefined;
}

function putKey({ thing, find }: Work): string {
  const key = `new${thing.entry.charAt(0).toUpperCase()}${thing.entry.slice(1)}`;
  return find === valueId(key) ? `${key}Record` : key;
}

function writesOf(
  work: Work,
  fields: readonly Field[],
  values: readonly ValueStep[],
  isFound: boolean,
): StoreStep[] {
  const { facts, own, collection } = work;
  const dropped = effectStep(work, "drop", "pop");
  if (dropped) {
    const at = dropped.fact.effect.do === "pop" ? undefined : placeOf(work);
    if (!at && dropped.fact.effect.do === "drop") missingKey(work);
    const id = valueId("removed_record");
    became(work.draft, dropped.statement, id);
    return [{
      id,
      kind: "drop",
      key: "removed_record",
      collection,
      ...(at ? { at } : {}),
      source: dropped.source,
    }];
  }
  const written = effectStep(work, "put", "set", "keep") ?? factsOf(facts, "move")[0];
  if (!written || (!does(facts, "put", "set") && own.changed.length === 0)) return [];
  return [putStep(work, written, fields, values, isFound)];
}

function putStep(
  work: Work,
  { source, statement }: { source: Source; statement: number },
  fields: readonly Field[],
  values: readonly ValueStep[],
  isFound: boolean,
): StoreStep {
  const { thing, collection, draft } = work;
  const key = putKey(work);
  became(draft, statement, valueId(key));
  const isNew = thing.ids !== "given" && thing.ids !== "single" && does(work.facts, "put");
  const at = isNew ? undefined : placeOf(work);
  if (!isNew && !at) missingKey(work);
  const keys = [...(thing.idKey && !thing.isStarted && !isNew ? [thing.idKey] : []), ...thing.fields];
  const given = keys.flatMap((each) => {
    const value = valueFor(each, work, fields, values, isFound);
    return value ? [{ key: each, value }] : [];
  });
  return { id: valueId(key), kind: "put", key, collection, ...(at ? { at } : {}), values: given, source };
}

function valueFor(
  key: string,
  { facts, find }: Work,
  fields: readonly Field[],
  values: readonly ValueStep[],
  isFound: boolean,
): Expr | undefined {
  const constant = effectsOf(facts).flatMap(({ fact: { effect } }) =>
    effect.do === "put" ? effect.details : []
  ).find((
    detail,
  ) => keyName(detail.name) === key)?.value;
  if (constant) return constant;
  if (values.some((step) => step.key === key)) return { kind: "ref", id: valueId(key) };
  if (fields.some((field) => field.key === key)) return { kind: "ref", id: fieldId(key) };
  return isFound ? { kind: "ref", id: `${find}.${key}` } : undefined;
}

function listSteps(work: Work): { steps: StoreStep[]; facts: SourcedFact[] } {
  const { thing, collection } = work;
  const listed = effectStep(work, "list", "count");
  if (!listed) return { steps: [], facts: [] };
  const { fact: { effect }, source, statement } = listed;
  if (effect.do !== "list" && effect.do !== "count") return { steps: [], facts: [] };
  const isSorted = effect.do === "list" && effect.by !== undefined;
  const as = effect.as?.key ?? (effect.do === "count" ? "count" : thing.key);
  const isPlain = effect.do === "list" && !isSorted;
  const key = isPlain ? as : `stored${thing.key.charAt(0).toUpperCase()}${thing.key.slice(1)}`;
  became(work.draft, statement, valueId(key));
  const all: Step = {
    id: valueId(key),
    kind: "all",
    key,
    collection,
    newestFirst: effect.do === "list" && effect.newestFirst === true,
    source,
  };
  const target = { key: as, words: as };
  const output: SourcedFact = { fact: { kind: "output", name: target, attributes: [] }, source, statement };
  if (isPlain) return { steps: [all], facts: [output] };
  const list: Expr = { kind: "ref", id: all.id };
  const value: Expr = effect.do === "count"
    ? { kind: "call", fn: "length", args: [list] }
    : sortedBy(list, keyName(effect.by!), effect.descending === true);
  return { steps: [all], facts: [output, { fact: { kind: "compute", target, value }, source, statement }] };
}

function sortedBy(list: Expr, key: string, descending: boolean): Expr {
  const item = "each.entry";
  return { kind: "sort", list, item, by: [{ value: { kind: "ref", id: `${item}.${key}` }, descending }] };
}

/** The collection, with the types that the operations give its fields. */
export function collectionFor(
  thing: KeptThing,
  typeOf: (key: string) => Collection["fields"][number],
): Collection {
  const keys = [...(thing.idKey && !thing.isStarted ? [thing.idKey] : []), ...thing.fields];
  return {
    id: `kept.${thing.key}`,
    kind: "collection",
    key: thing.key,
    entry: thing.entry,
    ids: thing.ids,
    ...(thing.idKey && !thing.isStarted ? { idKey: thing.idKey } : {}),
    isListed: thing.isListed,
    fields: keys.map(typeOf),
    source: thing.source,
  };
}

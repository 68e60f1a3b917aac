/** What the sentences of all operations say of what is kept, put together: one collection, its key and its fields. */
import pluralize from "pluralize";
import { refsOf } from "../expr.ts";
import type { Name } from "../grammar/reader.ts";
import type { Effect } from "../rows/effects.ts";
import { exprsOf } from "../rows/facts.ts";
import type { Source } from "../schema.ts";
import type { Collection } from "../storage.ts";
import { canonical } from "../text/vocabulary.ts";
import { type Draft, type FactOf, factsOf, type SourcedFact } from "./origin.ts";

export type EffectFact = FactOf<"effect">;

/** Before the types of its fields are known. */
export interface KeptThing {
  key: string;
  entry: string;
  ids: Collection["ids"];
  idKey?: string;
  isListed: boolean;
  /** Its fields other than the key, in the order of the text. */
  fields: string[];
  /** Counters and balances: there is always one, which starts with a value. */
  isStarted: boolean;
  source: Source;
}

const GENERIC = new Set(["it", "one", "record", "entry", "item", "object", "records", "entries", "items"]);

export function effectsOf(facts: readonly SourcedFact[]): EffectFact[] {
  return factsOf(facts, "effect");
}

/** `null` when what is said does not fit together; the draft then says why. */
export function keptThing(facts: readonly SourcedFact[], draft: Draft): KeptThing | null {
  const effects = effectsOf(facts);
  const first = effects.find(({ fact }) => fact.effect.do !== "answer") ?? effects[0]!;
  const entry = entryOf(effects);
  const id = idOf(effects, facts, draft);
  if (!id) return null;
  const puts = effects.some(({ fact }) => fact.effect.do === "put");
  return {
    key: pluralize.plural(entry),
    entry,
    ...id,
    isListed: effects.some(({ fact }) => ["list", "count", "pop"].includes(fact.effect.do)),
    fields: fieldsOf(effects, facts, id.idKey),
    isStarted: !puts,
    source: first.source,
  };
}

function entryOf(effects: readonly EffectFact[]): string {
  const nouns = effects.flatMap(({ fact: { effect } }) =>
    "noun" in effect && effect.noun && !GENERIC.has(effect.noun) ? [effect.noun] : []
  );
  const kept = effects.flatMap(({ fact: { effect } }) => effect.do === "keep" ? [effect.name.key] : []);
  const noun = nouns[0] ?? kept[0] ?? "record";
  const words = pluralize.singular(noun).replace(/([a-z0-9])([A-Z])/g, "$1 $2").split(/[^A-Za-z0-9]+/).filter(
    Boolean,
  );
  return words.map((word, n) => n === 0 ? word.toLowerCase() : word[0]!.toUpperCase() + word.slice(1)).join(
    "",
  );
}

type Id = Pick<KeptThing, "ids" | "idKey">;

function idOf(effects: readonly EffectFact[], facts: readonly SourcedFact[], draft: Draft): Id | null {
  const made = effects.find(({ fact: { effect } }) => effect.do === "put" && effect.newId);
  const keys = [...new Set([...effects.flatMap(placeOf), ...spokenKeys(facts)])];
  if (made) {
    const newId = made.fact.effect.do === "put" ? made.fact.effect.newId! : "text";
    return newKey(newId, facts, draft);
  }
  if (keys.length > 1) return unclear(effects, `Records are told apart by ${keys.join(" and by ")}.`, draft);
  if (keys.length === 1) return { ids: "given", idKey: keys[0]! };
  const puts = effects.filter(({ fact }) => fact.effect.do === "put");
  if (puts.length === 0 && effects.some(({ fact }) => fact.effect.do === "keep")) return { ids: "single" };
  const isListed = effects.some(({ fact }) => ["list", "count", "pop"].includes(fact.effect.do));
  const id = inputKeys(facts).find((key) => ID.test(key));
  if (puts.length > 0 && (isListed || id)) {
    draft.assumptions.push({
      node: "requirements",
      text: 'each record has an id that counts up: "1", "2", …',
    });
    return newKey("text", facts, draft);
  }
  return unclear(effects, "It does not say under which key it is kept.", draft);
}

const ID = /^(id|.*_id|.*Id)$/;

/** The id that the backend makes is called as the operations that take it call it. */
function newKey(ids: "text" | "number", facts: readonly SourcedFact[], draft: Draft): Id {
  const idKey = inputKeys(facts).find((key) => ID.test(key)) ?? "id";
  const shown = ids === "number" ? "1, 2, 3, …" : '"1", "2", "3", …';
  draft.assumptions.push({ node: "requirements", text: `${idKey} counts up: ${shown}` });
  return { ids, idKey };
}

function unclear(effects: readonly EffectFact[], reason: string, draft: Draft): null {
  const at = effects.find(({ fact }) => fact.effect.do !== "thing") ?? effects[0]!;
  const suggestion = "Store the message under the name.";
  draft.diagnostics.push({ statement: at.statement, status: "not_understood", reason, suggestion });
  return null;
}

function placeOf({ fact: { effect } }: EffectFact): string[] {
  return "at" in effect && effect.at ? [keyName(effect.at)] : [];
}

/** "If the email has already been stored": records are told apart by the email. */
function spokenKeys(facts: readonly SourcedFact[]): string[] {
  return facts.flatMap(({ fact }) => exprsOf(fact)).flatMap((expr) => refsOf(expr)).flatMap((id) =>
    id.startsWith("store.found.") ? [id.slice("store.found.".length)] : []
  );
}

function inputKeys(facts: readonly SourcedFact[]): string[] {
  return factsOf(facts, "field").map(({ fact }) => keyName(fact.name));
}

export function keyName(name: Name): string {
  return name.symbol?.key ?? name.key;
}

/** Every value that some sentence keeps, sets or starts with. */
function fieldsOf(
  effects: readonly EffectFact[],
  facts: readonly SourcedFact[],
  idKey: string | undefined,
): string[] {
  const keys = effects.flatMap((each) => {
    const { effect } = each.fact;
    if (effect.do === "keep" || effect.do === "set") return [keyName(effect.name)];
    if (effect.do === "thing") return (effect.details ?? []).map(({ name }) => keyName(name));
    return effect.do === "put" ? putKeys(effect, each, facts) : [];
  });
  return unlike(keys).filter((key) => idKey === undefined || canonical(key) !== canonical(idKey));
}

/** "Store it" keeps all that the request of that operation gives. */
function putKeys(
  effect: Extract<Effect, { do: "put" }>,
  { operation }: EffectFact,
  facts: readonly SourcedFact[],
): string[] {
  const named = effect.details.map(({ name }) => keyName(name));
  if (!effect.isWhole) return named;
  const own = facts.filter((each) => each.operation === operation || each.operation === undefined);
  return [...inputKeys(own), ...named];
}

function unlike(keys: readonly string[]): string[] {
  const seen = new Set<string>();
  return keys.filter((key) => !seen.has(canonical(key)) && seen.add(canonical(key)));
}

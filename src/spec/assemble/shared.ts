/** What is said of all operations, as far as it is about one of them. */
import { type Expr, refsOf } from "../expr.ts";
import { exprsOf } from "../rows/facts.ts";
import { type KeptThing, keyName } from "./collection.ts";
import { does } from "./kept.ts";
import { inputsOf } from "./kept_facts.ts";
import { factsOf, type SourcedFact } from "./origin.ts";

export function sharedFor(
  shared: readonly SourcedFact[],
  own: readonly SourcedFact[],
  name: string,
  choiceKey: string,
  thing: KeptThing | null,
): SourcedFact[] {
  const keys = neededKeys(own, thing);
  const fields = shared.filter(({ fact }) =>
    fact.kind === "field" && keyName(fact.name) !== choiceKey && keys.has(keyName(fact.name))
  );
  const inputs = inputsOf([...own, ...fields]);
  return shared.filter((each) => {
    const { fact } = each;
    if (fact.kind === "field") return fields.includes(each);
    if (fact.kind === "constrain") return inputs.has(keyName(fact.name));
    if (fact.kind === "reject") return isFor(fact, own, name, inputs, thing);
    if (fact.kind === "effect") return fact.effect.do === "keep" && keys.has(keyName(fact.effect.name));
    return fact.kind !== "example" && fact.kind !== "exampleInput" && fact.kind !== "exampleOutput";
  });
}

/** Names that the sentences of an operation use. */
function neededKeys(own: readonly SourcedFact[], thing: KeptThing | null): Set<string> {
  const refs = own.flatMap(({ fact }) => exprsOf(fact)).flatMap((expr) => refsOf(expr));
  const keys = refs.map((id) => id.slice(id.indexOf(".") + 1));
  const named = own.flatMap(({ fact }) => {
    if (fact.kind === "output" || fact.kind === "constrain") return [keyName(fact.name)];
    if ("target" in fact && fact.target) return [keyName(fact.target)];
    if (fact.kind !== "effect") return [];
    const { effect } = fact;
    const details = "details" in effect ? (effect.details ?? []).map((detail) => keyName(detail.name)) : [];
    const whole = effect.do === "put" && effect.isWhole ? thing?.fields ?? [] : [];
    return [...details, ...whole, ...("name" in effect ? [keyName(effect.name)] : [])];
  });
  const isKeyed = does(own, "set", "drop", "answer", "keep") ||
    (does(own, "put") && thing?.ids === "given") ||
    factsOf(own, "move").length > 0;
  return new Set([...keys, ...named, ...(isKeyed && thing?.idKey ? [thing.idKey] : [])]);
}

function isFor(
  fact: { when: Expr; only?: string[] },
  own: readonly SourcedFact[],
  name: string,
  inputs: ReadonlySet<string>,
  thing: KeptThing | null,
): boolean {
  if (fact.only) return fact.only.includes(name);
  const refs = refsOf(fact.when);
  if (refs.some((id) => id.startsWith("machine."))) return factsOf(own, "move").length > 0;
  const isPresence = refs.length === 1 && refs[0]!.startsWith("store.found");
  if (isPresence) {
    const isAbsence = fact.when.kind === "not";
    const isNew = does(own, "put");
    return isAbsence ? !isNew && !does(own, "list", "count", "pop") : isNew;
  }
  return refs.every((id) => {
    const key = id.slice(id.indexOf(".") + 1);
    return !id.startsWith("in.") || inputs.has(key) || thing?.fields.includes(key) === true;
  });
}

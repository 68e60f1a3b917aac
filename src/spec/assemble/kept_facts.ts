/**
 * The facts of one operation, with what they say of kept values made plain: "the stored balance" is a field of the
 * record that was found, a changed value starts from it, and "sets done to true" is a value like any other.
 */
import { type Expr, mapExpr, refsOf } from "../expr.ts";
import { exprsOf, type Fact } from "../rows/facts.ts";
import { mapFact } from "../rows/map_fact.ts";
import { effectsOf, type KeptThing, keyName } from "./collection.ts";
import { keptMoves } from "./kept_moves.ts";
import { type Draft, type FactOf, factsOf, type SourcedFact, valueId } from "./origin.ts";

export interface OwnFacts {
  facts: SourcedFact[];
  /** Fields of the record that this operation gives a new value. */
  changed: string[];
}

export function keptFacts(
  stated: readonly SourcedFact[],
  thing: KeptThing,
  find: string,
  inputs: ReadonlySet<string>,
  draft: Draft,
): OwnFacts {
  const facts = keptMoves(stated, thing, find, inputs, draft);
  const settings = effectsOf(facts).flatMap((each) => setting(each, inputs));
  const plain = [...facts.filter(({ fact }) => fact.kind !== "effect"), ...settings].map(
    unbound(thing, inputs),
  );
  const changed = thing.fields.filter((key) => plain.some(({ fact }) => changes(fact, key)));
  const based = changed.flatMap((key) => baseOf(plain, key, find));
  const names = { thing, find, inputs, changed };
  const first = Math.min(
    ...plain.filter(({ fact }) => changed.some((key) => changes(fact, key))).map(({ statement }) =>
      statement
    ),
  );
  const read = [...plain, ...based].map((each): SourcedFact => ({
    ...each,
    fact: withCode(mapFact(each.fact, (expr) => kept(expr, each, names, first, facts, draft)), find),
  }));
  return { facts: decided(read, find, draft).map((each) => answered(each, changed)), changed };
}

/** Of two refusals for the same reason the one with a status holds; without any, what is not there is a 404, what is taken a 409. */
function decided(facts: readonly SourcedFact[], find: string, draft: Draft): SourcedFact[] {
  const reasonOf = ({ fact }: SourcedFact) => fact.kind === "reject" ? JSON.stringify(fact.when) : "";
  const stated = new Set(
    facts.filter(({ fact }) => fact.kind === "reject" && fact.status !== undefined).map(reasonOf),
  );
  return facts.flatMap((each): SourcedFact[] => {
    const { fact } = each;
    if (fact.kind !== "reject" || fact.status !== undefined) return [each];
    if (stated.has(reasonOf(each))) return [];
    if (fact.code !== "not_found" && fact.code !== "already_exists") return [each];
    const status = fact.code === "not_found" ? 404 : 409;
    draft.assumptions.push({ node: find, text: `${fact.code.replace("_", " ")} is answered with ${status}` });
    return [{ ...each, fact: { ...fact, status } }];
  });
}

/** A refusal because of what is there, or is not, says so in its code. */
function withCode(fact: Fact, find: string): Fact {
  if (fact.kind !== "reject" || fact.code !== undefined) return fact;
  const isFind = (expr: Expr) => expr.kind === "ref" && expr.id === find;
  if (fact.when.kind === "not" && isFind(fact.when.of)) return { ...fact, code: "not_found" };
  return isFind(fact.when) ? { ...fact, code: "already_exists" } : fact;
}

/** "sets done to true" */
function setting(
  { fact: { effect }, ...from }: FactOf<"effect">,
  inputs: ReadonlySet<string>,
): SourcedFact[] {
  if (effect.do !== "set" || !effect.value) return [];
  const key = keyName(effect.name);
  // A value that the request gives under the same name is what is set.
  return inputs.has(key)
    ? []
    : [{ ...from, fact: { kind: "compute", target: effect.name, value: effect.value } }];
}

/** A kept value may have the name of an input of another operation; here it is a value of its own. */
function unbound(thing: KeptThing, inputs: ReadonlySet<string>): (each: SourcedFact) => SourcedFact {
  return (each) => {
    const { fact } = each;
    if (!("target" in fact) || !fact.target) return each;
    const key = keyName(fact.target);
    if (!thing.fields.includes(key) || inputs.has(key)) return each;
    return { ...each, fact: { ...fact, target: { key, words: fact.target.words } } as Fact };
  };
}

const CHANGES = ["compute", "decide", "otherwise", "adjust", "limit"];

function changes(fact: Fact, key: string): boolean {
  return CHANGES.includes(fact.kind) && "target" in fact && fact.target !== undefined &&
    keyName(fact.target) === key;
}

/** What is only changed starts from what was kept. */
function baseOf(facts: readonly SourcedFact[], key: string, find: string): SourcedFact[] {
  const own = facts.filter(({ fact }) => changes(fact, key));
  const target = { key, words: key };
  const before: Expr = { kind: "ref", id: `${find}.${key}` };
  const has = (...kinds: Fact["kind"][]) => own.some(({ fact }) => kinds.includes(fact.kind));
  if (has("compute")) return [];
  const { source, statement } = own[0]!;
  if (has("decide", "otherwise")) {
    const isTotal = own.some(({ fact }) =>
      (fact.kind === "decide" || fact.kind === "otherwise") && fact.otherwise
    );
    return isTotal
      ? []
      : [{ source, statement, fact: { kind: "otherwise", target, branches: [], otherwise: before } }];
  }
  return [{ source, statement, fact: { kind: "compute", target, value: before } }];
}

interface Names {
  thing: KeptThing;
  find: string;
  inputs: ReadonlySet<string>;
  changed: readonly string[];
}

function kept(
  expr: Expr,
  each: SourcedFact,
  names: Names,
  firstChange: number,
  facts: readonly SourcedFact[],
  draft: Draft,
): Expr {
  const isBefore = each.fact.kind === "reject" &&
    (each.statement < firstChange || speaksOfOperand(expr, names, facts, draft));
  return mapExpr(expr, (part) => {
    if (part.kind !== "ref") return part;
    if (part.id.startsWith("store.found")) return { kind: "ref", id: names.find };
    if (part.id === "store.changed") return names.changed[0] ? value(names.changed[0]) : part;
    const [place, key = ""] = [
      part.id.slice(0, part.id.indexOf(".")),
      part.id.slice(part.id.indexOf(".") + 1),
    ];
    if (!names.thing.fields.includes(key)) return part;
    const found: Expr = { kind: "ref", id: `${names.find}.${key}` };
    if (place === "kept") return found;
    if (place === "in" && !names.inputs.has(key)) return names.changed.includes(key) ? value(key) : found;
    if (place !== "val") return part;
    return names.changed.includes(key) && !isBefore ? part : found;
  });
}

function value(key: string): Expr {
  return { kind: "ref", id: valueId(key) };
}

/** "If amount is more than the balance": the balance before the amount was taken from it. */
function speaksOfOperand(
  expr: Expr,
  { changed }: Names,
  facts: readonly SourcedFact[],
  draft: Draft,
): boolean {
  const refs = refsOf(expr);
  const operands = factsOf(facts, "adjust").flatMap(({ fact }) => refsOf(...exprsOf(fact)));
  const before = changed.find((key) => refs.includes(valueId(key)) || refs.includes(`kept.${key}`));
  const isSo = before !== undefined && refs.some((id) => id.startsWith("in.") && operands.includes(id));
  if (isSo) {
    draft.assumptions.push({
      node: valueId(before),
      text: `${before} is compared as it was before the change`,
    });
  }
  return isSo;
}

/** "views, the new value of the counter": another name for what is kept. */
function answered(each: SourcedFact, changed: readonly string[]): SourcedFact {
  const { fact } = each;
  if (fact.kind !== "newValue") return each;
  const key = fact.of ? keyName(fact.of) : changed[0] ?? "";
  return { ...each, fact: { kind: "compute", target: fact.target, value: value(key) } };
}

export function inputsOf(facts: readonly SourcedFact[]): Set<string> {
  return new Set(factsOf(facts, "field").map(({ fact }) => keyName(fact.name)));
}

/**
 * The built-in compiler as a second reader: where it understood the same sentences, both Specs must mean the same.
 *
 * Meaning is compared, not wording: a step of one and the step of the same key of the other are worked out for the values
 * that their conditions care about. Only steps that come from the same understood clauses are compared, since a sentence
 * that the built-in compiler could not read may rightly change a result.
 */
import { isJsonObject, type Json } from "../../lib/json.ts";
import { conditionsOf } from "../cases.ts";
import { type Expr, refsOf } from "../expr.ts";
import type { Value, Values } from "../interpret/evaluate.ts";
import { holds } from "../interpret/evaluate.ts";
import { stepValue } from "../interpret/mod.ts";
import type { Clause } from "../outcome.ts";
import { combinations } from "../samples.ts";
import type { Field, Spec, Step, StepOf } from "../schema.ts";
import { infosOf } from "../infos.ts";
import { type Infos } from "../types.ts";
import { type Part, partsOf } from "./sources.ts";

interface Difference {
  clause: Clause;
  /** What both make of it, in one sentence. */
  what: string;
}

/** The clauses that the two read differently, each with a case in point. */
export function disagreements(model: Spec, builtin: Spec, clauses: readonly Clause[]): Clause[] {
  const understood = clauses.filter(({ status }) => status === "covered" || status === "assumed");
  const renamed = inNamesOf(model, builtin);
  const readers = { model: citations(renamed, clauses), builtin: citations(builtin, clauses) };
  const found = [
    ...fieldDifferences(renamed, builtin, understood, readers),
    ...stepDifferences(renamed, builtin, understood, readers),
  ];
  return found.map(({ clause, what }): Clause => ({
    ...clause,
    status: "ambiguous",
    reason: `It was read in two ways: ${what}.`,
    suggestion: "Say it with the exact condition and the exact result, one rule to a sentence.",
  }));
}

type Citations = ReadonlyMap<string, ReadonlySet<Clause>>;
type Readers = { model: Citations; builtin: Citations };

/** Which clauses each node cites. */
function citations(spec: Spec, clauses: readonly Clause[]): Citations {
  const cited = new Map<string, Set<Clause>>();
  for (const part of partsOf(spec)) {
    const own = cited.get(part.node) ?? new Set();
    cited.set(part.node, own);
    for (const clause of clauses) if (isWithin(part, clause)) own.add(clause);
  }
  return cited;
}

function isWithin({ source }: Part, clause: Clause): boolean {
  return source.kind === "text" && source.start < clause.end && clause.start < source.end;
}

/** The model's Spec with the ids of the other, node by node of the same key; `order_total` and `orderTotal` are one. */
function inNamesOf(model: Spec, builtin: Spec): Spec {
  const ids = new Map(
    [...builtin.inputs, ...builtin.steps].flatMap((node) =>
      "key" in node ? [[plain(node.key), node.id] as const] : []
    ),
  );
  const names = new Map([...model.inputs, ...model.steps].flatMap((node) => {
    const id = "key" in node ? ids.get(plain(node.key)) : undefined;
    return id === undefined ? [] : [[node.id, id] as const];
  }));
  return rename(model as unknown as Json, names) as unknown as Spec;
}

function plain(key: string): string {
  return key.toLowerCase().replace(/[^a-z0-9]/g, "");
}

function rename(value: Json, names: ReadonlyMap<string, string>): Json {
  if (Array.isArray(value)) return value.map((each) => rename(each, names));
  if (!isJsonObject(value)) return value;
  const renamed = Object.entries(value).map(([key, each]): [string, Json] => [
    key,
    key === "id" && typeof each === "string" ? names.get(each) ?? each : rename(each, names),
  ]);
  return Object.fromEntries(renamed);
}

const FIELD_FACTS = ["type", "required", "format", "min", "max", "minExclusive", "maxExclusive"] as const;

function fieldDifferences(
  model: Spec,
  builtin: Spec,
  understood: readonly Clause[],
  { builtin: cited }: Readers,
): Difference[] {
  return builtin.inputs.flatMap((field) => {
    const other = model.inputs.find(({ id }) => id === field.id);
    const clause = understood.find((each) => cited.get(field.id)?.has(each));
    const fact = other && FIELD_FACTS.find((name) => isOtherFact(name, field, other));
    if (!clause || !fact) return [];
    const what = `${field.key} has ${fact} ${JSON.stringify(field[fact] ?? null)}, or ${
      JSON.stringify(other[fact] ?? null)
    }`;
    return [{ clause, what }];
  });
}

/** Only what the built-in compiler read in the text is held against the model; what it took for granted is not. */
function isOtherFact(name: typeof FIELD_FACTS[number], field: Field, other: Field): boolean {
  if (field.source.kind !== "text" || field[name] === undefined) return false;
  if (name === "min" || name === "max") return Number(field[name]) !== Number(other[name] ?? NaN);
  return field[name] !== other[name];
}

function stepDifferences(
  model: Spec,
  builtin: Spec,
  understood: readonly Clause[],
  readers: Readers,
): Difference[] {
  const infos = infosOf(builtin);
  return builtin.steps.flatMap((step) => {
    const clauses = readers.builtin.get(step.id);
    const clause = [...clauses ?? []][0];
    if (!clauses || !clause || ![...clauses].every((each) => understood.includes(each))) return [];
    const others = model.steps.filter((each) =>
      isComparable(each, step) && isFrom(clauses, readers.model.get(each.id))
    );
    const differing = others.map((other) => difference(step, other, infos));
    // A sentence may have become several refusals: one that agrees is enough.
    const isAgreed = differing.length === 0 || differing.some((what) => what === null);
    return isAgreed ? [] : [{ clause, what: differing[0]! }];
  });
}

type Compared = StepOf<"compute" | "decide" | "score" | "collect">;
const COMPARED: readonly Step["kind"][] = ["compute", "decide", "score", "collect"];
const isCompared = (step: Step): step is Compared => COMPARED.includes(step.kind);

function isComparable(other: Step, step: Step): boolean {
  if (step.kind === "reject" || other.kind === "reject") return step.kind === other.kind;
  return other.id === step.id && isCompared(step) && isCompared(other);
}

/** Whether a step comes from just these clauses. */
function isFrom(clauses: ReadonlySet<Clause>, cited: ReadonlySet<Clause> | undefined): boolean {
  return cited !== undefined && cited.size === clauses.size && [...cited].every((each) => clauses.has(each));
}

/** A case in which the two come to different results; null when there is none, or they can't be compared. */
function difference(step: Step, other: Step, infos: Infos): string | null {
  const conditions = conditionsOf([step, other]);
  if (refsOf(...conditions).some((id) => id !== step.id && !infos.has(id))) return null;
  for (const values of combinations(conditions.filter((each) => !isOwn(each, step)), infos)) {
    const [a, b] = [outcome(step, values), outcome(other, values)];
    if (a === undefined || b === undefined) return null;
    if (a !== b) return `for ${inWords(values)} it comes to ${a}, or to ${b}`;
  }
  return null;
}

function isOwn(condition: Expr, step: Step): boolean {
  return refsOf(condition).includes(step.id);
}

/** Undefined where the model's types make no sense with these values. */
function outcome(step: Step, values: Values): string | undefined {
  try {
    if (step.kind === "reject") {
      return holds(step.when, values) ? `a refusal with ${step.status}` : "no refusal";
    }
    return isCompared(step) ? JSON.stringify(stepValue(step, values, { inputs: [] })) : undefined;
  } catch {
    return undefined;
  }
}

function inWords(values: ReadonlyMap<string, Value>): string {
  const said = [...values].map(([id, value]) => `${id.replace(/^(in|val)\./, "")} ${JSON.stringify(value)}`);
  return said.length === 0 ? "every request" : said.join(", ").slice(0, 300);
}

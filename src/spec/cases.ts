/**
 * Tests derived from a Spec: its worked examples, each rule fired and not fired, values just below, at and just above
 * each of its constants, and requests that are wrong. What is expected comes from the interpreter.
 */
import type { Json, JsonObject } from "../lib/json.ts";
import type { Expr } from "./expr.ts";
import { chosen, conversation, unknownOperations } from "./conversation.ts";
import { plainInput, wrongValues } from "./field_samples.ts";
import { type Answer, interpret } from "./interpret/mod.ts";
import { SimulatedStore } from "./interpret/store.ts";
import { isScalar, listValues } from "./list_samples.ts";
import { choiceOf, keepsData, viewsOf } from "./operations.ts";
import { candidates } from "./samples.ts";
import { drawing, drawInput, tellingInputs } from "./seeding/mod.ts";
import type { Field, Spec, Step } from "./schema.ts";
import { infosOf } from "./infos.ts";
import { exprsOfFetch } from "./services.ts";

export interface Case {
  id: string;
  title: string;
  input: Json;
  expected: Answer;
  origin: "example" | "rule" | "boundary" | "bad_input";
  /** The Spec node that the case is about. */
  node?: string;
}

export type Draft = Omit<Case, "id" | "expected">;

const MOST_CASES = 400;

/**
 * In the order in which they are to be tried, on an empty store: where the backend keeps data, each case finds what
 * those before it have left.
 */
export function casesFor(spec: Spec): readonly Case[] {
  const known = made.get(spec);
  if (known) return known;
  const cases = makeCases(spec);
  made.set(spec, cases);
  return cases;
}

/** Tests, documents and validation want the same cases of one Spec, and they take their time. */
const made = new WeakMap<Spec, readonly Case[]>();

function makeCases(spec: Spec): Case[] {
  const drafts = keepsData(spec) ? conversation(spec, draftsFor) : unique(draftsFor(spec));
  const store = new SimulatedStore();
  const known = drafts.slice(0, MOST_CASES).map((draft) => ({
    ...draft,
    expected: expectedOf(draft, interpret(spec, draft.input, store), spec),
  })).filter(({ expected }) => expected.open !== "all");
  return known.map((each, n) => ({ id: `case_${String(n + 1).padStart(3, "0")}`, ...each }));
}

/** What a custom function decides is known where the requirements have an example of it. */
function expectedOf(draft: Draft, answer: Answer, spec: Spec): Answer {
  const example = spec.examples.find(({ id }) => draft.origin === "example" && id === draft.node);
  if (!example || answer.open === undefined) return answer;
  if (answer.open === "all") {
    return example.match === "exact" ? { status: example.status, body: example.body } : answer;
  }
  const body = { ...(answer.body as JsonObject), ...example.body };
  const open = answer.open.filter((key) => !Object.hasOwn(example.body, key));
  return { status: answer.status, body, ...(open.length > 0 && { open }) };
}

function unique(drafts: readonly Draft[]): Draft[] {
  const seen = new Set<string>();
  return drafts.filter((draft) => {
    const key = JSON.stringify(draft.input);
    return !seen.has(key) && seen.add(key);
  });
}

function draftsFor(spec: Spec): Draft[] {
  if (!spec.operations) return [...exampleCases(spec), ...ruleCases(spec), ...badInputCases(spec)];
  const own = viewsOf(spec).flatMap(({ operation, spec: view }) =>
    [...ruleCases(view), ...badInputCases(view)].map((draft) => chosen(draft, spec, operation?.name ?? ""))
  );
  return [...exampleCases(spec), ...own, ...unknownOperations(spec)];
}

function exampleCases(spec: Spec): Draft[] {
  return spec.examples.map((example, n) => ({
    title: `worked example ${n + 1}`,
    input: example.input,
    origin: "example",
    node: example.id,
  }));
}

/**
 * From a plain valid request, each field in turn takes every value that some condition cares about; then come the
 * requests that tell what these leave open.
 */
function ruleCases(spec: Spec): Draft[] {
  const conditions = conditionsOf(spec.steps);
  const pools = poolsOf(spec, conditions, WORDS_EACH);
  const bases = [plainInput(spec), firedInput(spec, pools)];
  const drafts: Draft[] = [
    { title: "a plain request", input: plainInput(spec), origin: "rule" },
    ...bases.flatMap((base) => spec.inputs.flatMap((field, n) => variations(base, field, pools[n]!))),
  ];
  const tried = drafts.map(({ input }) => input);
  const telling = tellingInputs(spec, { tried, bases, exprs: conditions, pools });
  return [...drafts, ...telling.map((each): Draft => ({ ...each, origin: "boundary" }))];
}

function variations(base: JsonObject, field: Field, values: readonly (Json | null)[]): Draft[] {
  const { [field.key]: _, ...without } = base;
  return values.map((value) => ({
    title: value === null ? `without ${field.key}` : `${field.key} is ${short(value)}`,
    input: value === null ? without : { ...base, [field.key]: value },
    origin: "boundary",
    node: field.id,
  }));
}

function short(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

export function conditionsOf(steps: readonly Step[]): Expr[] {
  return steps.flatMap((step) => {
    switch (step.kind) {
      case "reject":
        return [step.when];
      case "compute":
        return [
          step.value,
          ...step.changes.flatMap((each) => [each.value, ...(each.when ? [each.when] : [])]),
        ];
      case "decide":
        return [
          ...step.branches.flatMap((each) => [each.when, each.value]),
          ...(step.otherwise ? [step.otherwise] : []),
        ];
      case "score":
        return step.rules.map((rule) => rule.when);
      case "collect":
        return step.items.map((item) => item.when);
      case "fetch":
        return exprsOfFetch(step);
      case "find":
      case "put":
        return step.at ? [step.at] : [];
      default:
        return [];
    }
  });
}

/** Valid requests drawn from the values that the rules care about, and from between them; always the same for a seed. */
export function drawInputs(spec: Spec, count: number, seed: number): JsonObject[] {
  const choice = choiceOf(spec);
  const draw = drawing(seed);
  const doors = viewsOf(spec).map(({ operation, spec: view }) => ({
    view,
    pools: poolsOf(view, conditionsOf(view.steps), Infinity),
    chosen: choice && operation ? { [choice.key]: operation.name } : {},
  }));
  return Array.from({ length: count }, () => {
    const { view, pools, chosen } = doors[draw(doors.length)]!;
    return { ...chosen, ...drawInput(view, pools, draw) };
  });
}

/** Keywords of a class that are tried in every place where they may stand; the others are tried once. */
const WORDS_EACH = 3;

/** For each field, the values worth trying. */
function poolsOf(spec: Spec, conditions: readonly Expr[], wordsEach: number): (Json | null)[][] {
  const infos = infosOf(spec);
  return spec.inputs.map((field) =>
    valuesFor(field, candidates(field.id, conditions, infos), conditions, keywordsOf(field, spec, wordsEach))
  );
}

/** A request with every field, in which as many conditions as possible hold. */
function firedInput(spec: Spec, pools: readonly (Json | null)[][]): JsonObject {
  const fired = plainInput(spec);
  spec.inputs.forEach((field, n) => {
    const values = pools[n]!.filter((value) => value !== null);
    const best = field.type === "number" || field.type === "integer"
      ? values.toSorted((a, b) => Number(a) - Number(b)).at(-1)
      : values[0];
    if (best !== undefined) fired[field.key] = best;
  });
  return fired;
}

/** Valid values of a field: those that conditions name, its limits, and its keywords. */
function valuesFor(
  field: Field,
  named: readonly unknown[],
  conditions: readonly Expr[],
  keywords: readonly string[],
): (Json | null)[] {
  if (field.type.endsWith("_list")) {
    return [...listValues(field, conditions), ...(field.required ? [] : [null])];
  }
  const limits = [field.min, field.max].flatMap((limit) => limit === undefined ? [] : [Number(limit)]);
  const all = [
    ...named,
    ...limits,
    ...keywords.map((word) => `About ${word}, please.`),
    ...(field.options ?? []),
    ...(field.required ? [] : [null]),
  ] as (Json | null)[];
  return [...new Set(all)].filter((value) => value === null || isScalar(field, value));
}

function keywordsOf(field: Field, spec: Spec, wordsEach: number): string[] {
  return spec.steps.flatMap((step) =>
    step.kind === "classify" && step.texts.includes(field.id)
      ? step.classes.flatMap((each) => each.keywords.slice(0, wordsEach))
      : []
  );
}

function badInputCases(spec: Spec): Draft[] {
  const bad = (title: string, input: Json, node?: string): Draft => ({
    title,
    input,
    origin: "bad_input",
    node,
  });
  const shapes = [
    bad("a list instead of an object", []),
    bad("null", null),
    bad("a bare text", "text"),
    bad("a bare number", 7),
  ];
  const polluted = JSON.parse(
    '{"__proto__":{"admin":true},"constructor":{"prototype":{}},"toString":1}',
  ) as Json;
  const fields = spec.inputs.flatMap((field) => {
    const base = plainInput(spec);
    const { [field.key]: _, ...without } = base;
    return [
      bad(`without ${field.key}`, without, field.id),
      ...wrongValues(field).map((value) =>
        bad(`${field.key} is ${short(value)}`, { ...base, [field.key]: value }, field.id)
      ),
    ];
  });
  return [
    ...shapes,
    bad("an empty object", {}),
    bad("names that every object inherits", polluted),
    ...fields,
  ];
}

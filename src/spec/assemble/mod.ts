/**
 * Puts the facts of all statements together into one Spec: fields, values, refusals, outputs, in an order in which
 * each can be worked out. Whatever does not fit together becomes a diagnostic on the statement that said it.
 */
import { checkAnswerOptions } from "./answer_options.ts";
import { isJsonObject, type Json } from "../../lib/json.ts";
import { exprsOf } from "../rows/facts.ts";
import {
  type Example,
  type Field,
  type Output,
  type Spec,
  SPEC_VERSION,
  type Step,
  type ValueStep,
} from "../schema.ts";
import { canonical, type Symbol } from "../text/vocabulary.ts";
import { expandArrangements } from "./arrangements.ts";
import { withoutIdleMisses } from "./lookup_misses.ts";
import { adoptRests, expandLookups } from "./lookups.ts";
import { expandDays } from "./named_days.ts";
import { expandNamed } from "./named_values.ts";
import { analyse, checkExamples } from "./analyse.ts";
import { boundExponents } from "./exponents.ts";
import { assembleFields, fieldProblem } from "./fields.ts";
import { closeDecisions } from "./exhaustive.ts";
import { invalidFieldsOf, isRefusedBefore, refuseInvalidFields } from "./invalid_fields.ts";
import { linkOutputs } from "./naming.ts";
import { roundAll } from "./rounding.ts";
import { whereGiven } from "./obligations.ts";
import { ordered, readsOf } from "./order.ts";
import { assembleMore, type Choice, isMore, type Kept } from "./operations.ts";
import { expandMachines } from "./machines.ts";
import { settleCases } from "./cases.ts";
import { expandCharges } from "./charges.ts";
import { became, type Draft, factsOf, type SourcedFact, valueId } from "./origin.ts";
import { assembleCall } from "./services.ts";
import { assembleValues } from "./values.ts";
import { isStoreStep } from "../store_check.ts";

export interface Assembled {
  spec: Spec | null;
  draft: Draft;
}

export interface AssemblyOptions {
  name: string;
  summary: string;
  profiles: Spec["profiles"];
  /** Every name that the text knows. */
  symbols: readonly Symbol[];
  /** The field that chooses among several operations, if there are such. */
  choice: Choice | null;
  draft: Draft;
}

export function assemble(stated: readonly SourcedFact[], options: AssemblyOptions): Assembled {
  const { draft, choice } = options;
  if (!isMore(stated, choice)) return assembleView(stated, options, null);
  const view = (facts: readonly SourcedFact[], kept: Kept | null) => assembleView(facts, options, kept).spec;
  const whole = assembleMore(stated, choice, draft, view);
  const spec = whole && { ...whole, examples: examplesOf(stated, draft) };
  if (spec && draft.diagnostics.length === 0) checkExamples(spec, stated, draft);
  return { spec, draft };
}

/** A Spec without operations, or one operation as if it were alone. */
function assembleView(
  stated: readonly SourcedFact[],
  options: AssemblyOptions,
  kept: Kept | null,
): Assembled {
  const { draft } = options;
  const stateful = expandMachines(settleCases(adoptRests(stated), draft), draft);
  const looked = expandLookups(stateful, options.symbols, draft);
  const arranged = expandArrangements(expandCharges(looked, draft), draft);
  const lists = options.symbols.filter(({ entry }) => entry !== undefined);
  const named = expandDays(expandNamed(arranged, lists, draft), options.symbols, draft);
  const expanded = roundAll(linkOutputs(named, draft), draft);
  const exprs = expanded.flatMap(({ fact }) => exprsOf(fact));
  const inputs = boundExponents(assembleFields(expanded, exprs, draft), exprs, draft);
  const facts = withoutIdleMisses(expanded, inputs, draft);
  checkFields(inputs, facts, draft);
  checkAnswerOptions(facts, draft);
  const values = assembleValues(facts, inputs, draft);
  const status = factsOf(facts, "defaultStatus").at(-1)?.fact.status;
  const invalidStatus = status && status < 500 ? status : undefined;
  const invalid = options.choice
    ? refuseInvalidFields(facts, draft)
    : invalidFieldsOf(facts, inputs, invalidStatus ?? 422, draft);
  const rejects = rejectsOf(facts, inputs, draft, options.choice === null);
  const stored = kept ? [...kept.plan.reads, ...kept.plan.writes(inputs, values)] : [];
  const calls = assembleCall(facts, inputs, values, draft);
  const steps = [...rejects, ...stored, ...calls, ...values];
  const sorted = ordered(steps, kept?.collections);
  if (!sorted.ok) return circle(sorted.circle, facts, draft);
  const outputs = outputsOf(facts, inputs, [...values, ...stored], steps, draft, kept?.plan.record);
  if (outputs.length === 0 && options.choice === null) return { spec: null, draft };
  const spec: Spec = {
    specVersion: SPEC_VERSION,
    name: options.name,
    summary: options.summary,
    profiles: options.profiles,
    inputs,
    steps: closeDecisions(sorted.steps, inputs),
    ...(kept ? { collections: kept.collections } : {}),
    ...(invalidStatus ? { invalidInputStatus: invalidStatus } : {}),
    ...(invalid.length > 0 ? { invalidFields: invalid } : {}),
    outputs,
    examples: options.choice || kept ? [] : examplesOf(facts, draft),
    assumptions: [],
  };
  analyse(spec, facts, draft);
  return { spec, draft };
}

function circle(ids: string[], facts: readonly SourcedFact[], draft: Draft): Assembled {
  const keys = ids.filter((id) => id.startsWith("val.")).map((id) => id.slice(4));
  const first = facts.find(({ fact }) =>
    "target" in fact && fact.target && keys.includes((fact.target.symbol ?? fact.target).key)
  );
  const reason = `${keys.join(" and ")} can't be computed: each needs the other, or itself.`;
  draft.diagnostics.push({ statement: first?.statement ?? 0, status: "contradiction", reason });
  return { spec: null, draft };
}

function checkFields(fields: readonly Field[], facts: readonly SourcedFact[], draft: Draft): void {
  for (const field of fields) {
    const problem = fieldProblem(field);
    const last = facts.findLast(({ fact }) =>
      (fact.kind === "field" || fact.kind === "constrain") &&
      (fact.name.symbol ?? fact.name).key === field.key
    );
    if (problem && last) {
      draft.diagnostics.push({ statement: last.statement, status: "contradiction", reason: problem });
    }
  }
}

function rejectsOf(
  facts: readonly SourcedFact[],
  inputs: readonly Field[],
  draft: Draft,
  isAlone: boolean,
): Step[] {
  const needed = factsOf(facts, "reject").filter(({ fact }) =>
    !isAlone || !isRefusedBefore(fact.when, inputs)
  );
  return needed.map(({ fact, source, statement }, n) => {
    const id = `reject.${n + 1}`;
    became(draft, statement, id);
    if (!fact.status) draft.assumptions.push({ node: id, text: "a refused request gets the status 422" });
    const quote = source.kind === "text" ? source.quote : source.reason;
    const message = fact.message ?? `The request was refused by the rule: ${quote}`.slice(0, 500);
    return {
      id,
      kind: "reject",
      when: fact.isObligation ? whereGiven(fact.when, inputs) : fact.when,
      status: fact.status ?? 422,
      code: fact.code ?? "rejected",
      message,
      source,
    };
  });
}

/** The answer: the outputs that the text names, else everything that is computed. */
function outputsOf(
  facts: readonly SourcedFact[],
  inputs: readonly Field[],
  values: readonly ValueStep[],
  steps: readonly Step[],
  draft: Draft,
  record: ReadonlyMap<string, string> = new Map(),
): Output[] {
  const outputs: Output[] = [];
  for (const { fact, source, statement } of factsOf(facts, "output")) {
    const { key } = fact.name.symbol ?? fact.name;
    if (outputs.some((output) => output.key === key)) continue;
    const ref = answeredAs(key, facts) ?? producerOf(key, inputs, values) ?? fieldOf(key, record);
    const id = `out.${key}`;
    if (ref) {
      became(draft, statement, id);
      outputs.push({ id, kind: "output", key, ref, source });
    } else {
      draft.diagnostics.push({
        statement,
        status: "not_understood",
        reason: `Nothing says how "${fact.name.words}" is worked out.`,
        suggestion: workedOut(key, inputs),
      });
    }
  }
  const pure = values.filter((value) => !isStoreStep(value));
  return [...outputs, ...unnamedOutputs(outputs, pure, steps, draft)];
}

/** A rule that gives the output a value, about a field that there is. */
function workedOut(key: string, inputs: readonly Field[]): string {
  const number = inputs.find(({ type }) => type === "number" || type === "integer");
  const field = number ?? inputs[0];
  if (!field) return `The input has amount (number). ${key} is amount times 2.`;
  return number
    ? `${key} is 1 when ${field.key} is over 100, otherwise 0.`
    : `${key} is "yes" when ${field.key} is present, otherwise "no".`;
}

/** A field of the record that was found or written. */
function fieldOf(key: string, record: ReadonlyMap<string, string>): string | undefined {
  return [...record].find(([each]) => canonical(each) === canonical(key))?.[1];
}

/** A value that was made to be answered in the place of the one of that name. */
function answeredAs(key: string, facts: readonly SourcedFact[]): string | undefined {
  const fact = factsOf(facts, "compute").find(({ fact }) => fact.answers === key)?.fact;
  return fact && valueId(fact.target.key);
}

function producerOf(key: string, inputs: readonly Field[], values: readonly ValueStep[]): string | undefined {
  const isIt = (each: { key: string }) => canonical(each.key) === canonical(key);
  return values.find(isIt)?.id ?? inputs.find(isIt)?.id;
}

/** A computed value that nothing reads and no output names would be lost in silence; it is answered instead. */
function unnamedOutputs(
  named: readonly Output[],
  values: readonly ValueStep[],
  steps: readonly Step[],
  draft: Draft,
): Output[] {
  const read = new Set(steps.flatMap(readsOf));
  // Whether a change of state is allowed was worked out for a rule; nobody asked for it.
  const isHelper = (value: ValueStep) => value.key === "isAllowed" && read.has(value.id);
  const isAnswered = (value: ValueStep) => (named.length === 0 && !isHelper(value)) || !read.has(value.id);
  const lost = values.filter((value) =>
    isAnswered(value) && !named.some((output) => output.ref === value.id)
  );
  const reason = `everything that is worked out is answered: ${lost.map(({ key }) => key).join(", ")}`.slice(
    0,
    500,
  );
  return lost.map(
    (value) => {
      draft.assumptions.push({ node: `out.${value.key}`, text: reason });
      return {
        id: `out.${value.key}`,
        kind: "output",
        key: value.key,
        ref: value.id,
        source: { kind: "assumed", reason },
      };
    },
  );
}

function examplesOf(facts: readonly SourcedFact[], draft: Draft): Example[] {
  return factsOf(facts, "example").map(({ fact, source, statement }, n) => {
    const id = `example.${n + 1}`;
    became(draft, statement, id);
    const body = isJsonObject(fact.body) ? fact.body as Record<string, Json> : {};
    return { id, kind: "example", input: fact.input, status: fact.status, body, match: fact.match, source };
  });
}

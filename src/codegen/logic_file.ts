/** `src/logic.ts`: the rules, as pure functions; one per computed value, with the sentence it comes from above it. */
import { infosOf, isStoreStep, ownerOf, readsOf, type Spec, type Step, type StepOf } from "../spec/mod.ts";
import { importsOf, newHelpers } from "./helpers.ts";
import { recordNames } from "./record_names.ts";
import { ownRecords } from "./own_records.ts";
import { typeText } from "./type_text.ts";
import { quoteLines, textOf } from "./comments.ts";
import {
  call,
  type Doc,
  enclosed,
  group,
  hardLine,
  indent,
  join,
  object,
  print,
  textLiteral,
} from "./doc.ts";
import { type Emitter, value } from "./expressions.ts";
import { keyText, type Names, namesFor } from "./names.ts";
import { collectionTypes } from "./collections_file.ts";
import { body, type PureStep } from "./step_bodies.ts";
import { when } from "./when.ts";
import { serviceLine } from "./service_lines.ts";
import { answerTypeName, fetchSteps } from "./services_file.ts";
import { recordType, storeImports, storeLine } from "./store_lines.ts";

/** A value that is the same for all requests needs no function. */
function isConstant(step: Step): step is StepOf<"compute"> {
  return step.kind === "compute" && step.changes.length === 0 &&
    ["text", "number", "boolean"].includes(step.value.kind);
}

function isPure(step: Step): step is PureStep {
  return step.kind !== "reject" && step.kind !== "fetch" && !isStoreStep(step) && !isConstant(step);
}

export interface LogicFile {
  text: string;
  /** The helpers that it calls, by the file they come from. */
  used: Emitter["used"];
}

const PURE_HEAD =
  "/** The rules of the requirements, each under the sentence that it comes from. No input or output happens here. */";
const STORED_HEAD =
  "/** The rules of the requirements, each under the sentence that it comes from; reads and writes go through `records`. */";

const CALLING_HEAD =
  "/** The rules of the requirements, each under the sentence that it comes from; other services are called in `services`. */";

function headOf(spec: Spec): string {
  if (fetchSteps(spec).length > 0) return CALLING_HEAD;
  return spec.steps.some(isStoreStep) ? STORED_HEAD : PURE_HEAD;
}

export function logicFile(spec: Spec): LogicFile {
  const own = ownRecords(spec);
  const emitter: Emitter = {
    names: namesFor(spec),
    infos: infosOf(spec),
    used: newHelpers(),
    records: new Map([...recordNames(spec), ...own.names, ...collectionTypes(spec)]),
  };
  const workers = new Map(
    spec.steps.map((step) => [step.id, isPure(step) ? workerName(step, emitter.names) : ""]),
  );
  const answer = answerFunction(spec, workers, emitter);
  const functions = spec.steps.flatMap((step) =>
    isPure(step) ? [worker(spec, step, workers.get(step.id)!, emitter)] : []
  );
  const parts: Doc[] = [
    headOf(spec),
    hardLine,
    importsOf(emitter, recordNames(spec), functions, [
      ...customImport(spec),
      ["outcome", outcomeImport(spec)],
      ...storeImports(spec),
      ...serviceImport(spec),
    ]),
    hardLine,
    own.interfaces.map((each) => [each, hardLine]),
    join([answer, ...functions], [hardLine, hardLine]),
    hardLine,
  ];
  return { text: print(parts), used: emitter.used };
}

function customImport(spec: Spec): [string, Doc][] {
  const isUsed = spec.steps.some(({ kind }) => kind === "custom");
  return isUsed ? [["custom", ['import * as custom from "./custom.ts";', hardLine]]] : [];
}

function serviceImport(spec: Spec): [string, Doc][] {
  const isUsed = fetchSteps(spec).length > 0;
  return isUsed ? [["services", ['import * as services from "./services.ts";', hardLine]]] : [];
}

function outcomeImport(spec: Spec): Doc {
  const refuses = spec.steps.some((step) =>
    step.kind === "reject" || (step.kind === "fetch" && step.failure)
  );
  const line = refuses
    ? 'import { type Outcome, refuse } from "./outcome.ts";'
    : 'import type { Outcome } from "./outcome.ts";';
  return [line, hardLine];
}

/** `totalOf`, or `computeTotal` where a helper has that name. */
function workerName(step: PureStep, names: Names): string {
  const name = names.constant(step.id);
  const wanted = `${name}Of`;
  return names.isFree(wanted)
    ? names.fresh(wanted)
    : names.fresh(`compute${name.charAt(0).toUpperCase()}${name.slice(1)}`);
}

/** Whether what the sentence does to the records is written here as well, with its quote. */
function isSaidBeside(step: Step, spec: Spec): boolean {
  return spec.steps.some((each) => isStoreStep(each) && textOf(each.source) === textOf(step.source));
}

function answerFunction(spec: Spec, workers: ReadonlyMap<string, string>, emitter: Emitter): Doc {
  const usesInput = spec.steps.some((step) => parametersOf(spec, step, emitter).includes("input")) ||
    spec.outputs.some((output) => output.ref.startsWith("in."));
  const isStored = spec.steps.some(isStoreStep);
  const lines = spec.steps.map((step): Doc => {
    if (step.kind === "reject") return rejection(step, emitter);
    if (isStoreStep(step)) return storeLine(spec, step, emitter);
    if (step.kind === "fetch") return serviceLine(spec, step, emitter);
    if (isConstant(step)) {
      const constant = group(
        "const ",
        emitter.names.constant(step.id),
        " = ",
        value(step.value, emitter),
        ";",
      );
      return [isSaidBeside(step, spec) ? [] : quoteLines(step.source), constant];
    }
    return group(
      "const ",
      emitter.names.constant(step.id),
      " = ",
      call(workers.get(step.id)!, ...parametersOf(spec, step, emitter)),
      ";",
    );
  });
  const entries = spec.outputs.map((output) => {
    const read = emitter.names.read(output.ref);
    return read === output.key ? read : `${keyText(output.key)}: ${read}`;
  });
  const body: Doc = ["return ", object(["status: 200", ["body: ", object(entries)]]), ";"];
  const first = `${usesInput ? "input" : "_input"}: Input`;
  return [
    isStored
      ? `export async function answer(${first}, records: Records): Promise<Outcome> {`
      : fetchSteps(spec).length > 0
      ? `export async function answer(${first}): Promise<Outcome> {`
      : `export function answer(${first}): Outcome {`,
    indent(hardLine, join([...lines, body], hardLine)),
    hardLine,
    "}",
  ];
}

function rejection(step: StepOf<"reject">, emitter: Emitter): Doc {
  const refusal = call(
    "refuse",
    String(step.status),
    textLiteral(step.code),
    textLiteral(step.message),
  );
  return [quoteLines(step.source), when(step.when, ["return ", refusal, ";"], emitter)];
}

/** What a function needs: `input`, computed values by name, and records that were found. */
function parametersOf(spec: Spec, step: Step, { names }: Emitter): string[] {
  const reads = readsOf(step);
  const isInput = (id: string) => spec.inputs.some((field) => field.id === id);
  const constants = reads.filter((id) => !isInput(id)).map((id) =>
    names.constant(ownerOf(spec, id)?.id ?? id)
  );
  return [...(reads.some(isInput) ? ["input"] : []), ...new Set(constants)];
}

function worker(spec: Spec, step: PureStep, name: string, emitter: Emitter): Doc {
  const parameters = parametersOf(spec, step, emitter).map((parameter) =>
    `${parameter}: ${parameterType(spec, parameter, emitter)}`
  );
  const { type, lines } = body(step, emitter, spec);
  return [
    group(`function ${name}`, enclosed("(", parameters, ")"), `: ${type} {`),
    indent(hardLine, join(lines, hardLine)),
    hardLine,
    "}",
  ];
}

function parameterType(spec: Spec, parameter: string, { names, infos, records }: Emitter): string {
  if (parameter === "input") return "Input";
  const step = spec.steps.find((each) => each.kind !== "reject" && names.constant(each.id) === parameter);
  const info = step && infos.get(step.id);
  if (step?.kind === "find" || step?.kind === "put") return recordType(spec, step);
  if (step?.kind === "fetch" && step.answer.length > 0) return `services.${answerTypeName(step, names)}`;
  return info ? typeText(info, records) : "unknown";
}

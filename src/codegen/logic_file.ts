/** `src/logic.ts`: the rules, as pure functions; one per computed value, with the sentence it comes from above it. */
import {
  type Expr,
  infosOf,
  isStoreStep,
  ownerOf,
  readsOf,
  type Source,
  type Spec,
  type Step,
  type StepOf,
  type StoreStep,
} from "../spec/mod.ts";
import { importsOf, newHelpers } from "./helpers.ts";
import { recordNames } from "./record_names.ts";
import { ownRecords } from "./own_records.ts";
import { typeText } from "./type_text.ts";
import { quoteLines, textOf } from "./comments.ts";
import {
  array,
  call,
  type Doc,
  enclosed,
  group,
  hardLine,
  indent,
  join,
  object,
  print,
  softLine,
  textLiteral,
} from "./doc.ts";
import { condition, type Emitter, numberText, value } from "./expressions.ts";
import { keyText, type Names, namesFor } from "./names.ts";
import { recordType, storeImports, storeLine } from "./store_lines.ts";

/** A value that is the same for all requests needs no function. */
function isConstant(step: Step): step is StepOf<"compute"> {
  return step.kind === "compute" && step.changes.length === 0 &&
    ["text", "number", "boolean"].includes(step.value.kind);
}

/** A step whose value comes from a function of its own. */
type PureStep = Exclude<Step, StoreStep | { kind: "reject" }>;

function isPure(step: Step): step is PureStep {
  return step.kind !== "reject" && !isStoreStep(step) && !isConstant(step);
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

export function logicFile(spec: Spec): LogicFile {
  const own = ownRecords(spec);
  const emitter: Emitter = {
    names: namesFor(spec),
    infos: infosOf(spec),
    used: newHelpers(),
    records: new Map([...recordNames(spec), ...own.names]),
  };
  const workers = new Map(
    spec.steps.map((step) => [step.id, isPure(step) ? workerName(step, emitter.names) : ""]),
  );
  const answer = answerFunction(spec, workers, emitter);
  const functions = spec.steps.flatMap((step) =>
    isPure(step) ? [worker(spec, step, workers.get(step.id)!, emitter)] : []
  );
  const parts: Doc[] = [
    spec.steps.some(isStoreStep) ? STORED_HEAD : PURE_HEAD,
    hardLine,
    importsOf(emitter, recordNames(spec), functions, [
      ["outcome", outcomeImport(spec)],
      ...storeImports(spec),
    ]),
    hardLine,
    own.interfaces.map((each) => [each, hardLine]),
    join([answer, ...functions], [hardLine, hardLine]),
    hardLine,
  ];
  return { text: print(parts), used: emitter.used };
}

function outcomeImport(spec: Spec): Doc {
  const refuses = spec.steps.some((step) => step.kind === "reject");
  const line = refuses
    ? 'import { type Outcome, refuse } from "./outcome.ts";'
    : 'import type { Outcome } from "./outcome.ts";';
  return [line, hardLine];
}

function workerName(step: PureStep, names: Names): string {
  return names.fresh(`${names.constant(step.id)}Of`);
}

function answerFunction(spec: Spec, workers: ReadonlyMap<string, string>, emitter: Emitter): Doc {
  const usesInput = spec.steps.some((step) => parametersOf(spec, step, emitter).includes("input")) ||
    spec.outputs.some((output) => output.ref.startsWith("in."));
  const isStored = spec.steps.some(isStoreStep);
  const lines = spec.steps.map((step): Doc => {
    if (step.kind === "reject") return rejection(step, emitter);
    if (isStoreStep(step)) return storeLine(spec, step, emitter);
    if (isConstant(step)) {
      const constant = group(
        "const ",
        emitter.names.constant(step.id),
        " = ",
        value(step.value, emitter),
        ";",
      );
      return [quoteLines(step.source), constant];
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

/** `if (…) statement`, on one line if it fits, else as a block. */
function when(expr: Expr, statement: Doc, emitter: Emitter): Doc {
  const test = condition(expr, emitter);
  const flat = print(["if (", test, ") ", statement], 10_000);
  if (flat.length + 2 <= 110 && !flat.includes("\n")) return flat;
  return [
    group("if (", indent(softLine, bare(test)), softLine, ") {"),
    indent(hardLine, statement),
    hardLine,
    "}",
  ];
}

/** A condition without a group of its own, so that it breaks together with the brackets around it. */
function bare(doc: Doc): Doc {
  return typeof doc === "object" && !Array.isArray(doc) && doc.kind === "group" ? doc.of : doc;
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
  return info ? typeText(info, records) : "unknown";
}

interface Body {
  type: string;
  lines: Doc[];
}

function body(step: PureStep, emitter: Emitter, spec: Spec): Body {
  const info = emitter.infos.get(step.id);
  const type = info ? typeText(info, emitter.records) : "unknown";
  switch (step.kind) {
    case "compute":
      return { type, lines: computeLines(step, emitter) };
    case "decide":
      return { type, lines: decideLines(step, emitter) };
    case "score":
      return { type, lines: scoreLines(step, emitter) };
    case "classify":
      return { type, lines: classifyLines(step, emitter) };
    case "collect":
      return { type, lines: collectLines(step, emitter) };
    case "missing":
      return { type, lines: missingLines(step, emitter, spec) };
  }
}

function computeLines(step: StepOf<"compute">, emitter: Emitter): Doc[] {
  const result = value(step.value, emitter);
  if (step.changes.length === 0) return [[quoteLines(step.source), group("return ", result, ";")]];
  const name = emitter.names.constant(step.id);
  const changes = step.changes.map((change): Doc => {
    const statement = group(`${name} = `, value(change.value, emitter), ";");
    return [quoteLines(change.source), change.when ? when(change.when, statement, emitter) : statement];
  });
  return [[quoteLines(step.source), group(`let ${name} = `, result, ";")], ...changes, `return ${name};`];
}

/** The quote above a line, unless the line before already has it. */
function quoted(source: Source, before: Source | undefined): Doc[] {
  return before && textOf(before) === textOf(source) ? [] : quoteLines(source);
}

function decideLines(step: StepOf<"decide">, emitter: Emitter): Doc[] {
  const lines = step.branches.map((branch, n): Doc => [
    quoted(branch.source, step.branches[n - 1]?.source),
    when(branch.when, ["return ", value(branch.value, emitter), ";"], emitter),
  ]);
  return [...lines, ["return ", step.otherwise ? value(step.otherwise, emitter) : "null", ";"]];
}

function scoreLines(step: StepOf<"score">, emitter: Emitter): Doc[] {
  const isWhole = [step.base, ...step.rules.map((rule) => rule.points)].every((points) =>
    Number.isInteger(Number(points))
  );
  const add = (points: string): Doc => {
    if (!isWhole) return ["score = plus(score, exact(", numberText(points), "));"];
    return Number(points) < 0
      ? `score -= ${numberText(points.slice(1))};`
      : `score += ${numberText(points)};`;
  };
  if (!isWhole) { for (const helper of ["plus", "exact", "toNumber"]) emitter.used.exact.add(helper); }
  const base = isWhole ? numberText(step.base) : `exact(${numberText(step.base)})`;
  const lines = step.rules.map((rule, n): Doc => [
    quoted(rule.source, step.rules[n - 1]?.source),
    when(rule.when, add(rule.points), emitter),
  ]);
  return [
    `let score = ${base};`,
    ...lines,
    `return ${limited(isWhole ? "score" : "toNumber(score)", step)};`,
  ];
}

function limited(score: string, { min, max }: StepOf<"score">): string {
  const below = max === undefined ? score : `Math.min(${score}, ${numberText(max)})`;
  return min === undefined ? below : `Math.max(${below}, ${numberText(min)})`;
}

function classifyLines(step: StepOf<"classify">, emitter: Emitter): Doc[] {
  emitter.used.text.add("firstMentioned");
  const classes = step.classes.map((each): Doc => [
    quoteLines(each.source),
    object([`value: ${textLiteral(each.value)}`, [
      "keywords: ",
      array(each.keywords.map((word) => textLiteral(word))),
    ]]),
    ",",
  ]);
  const texts = array(step.texts.map((id) => emitter.names.read(id)));
  const otherwise = step.otherwise === undefined ? "" : ` ?? ${textLiteral(step.otherwise)}`;
  return [
    ["const classes = [", indent(hardLine, join(classes, hardLine)), hardLine, "];"],
    group("return ", call("firstMentioned", texts, "classes"), otherwise, ";"),
  ];
}

function collectLines(step: StepOf<"collect">, emitter: Emitter): Doc[] {
  const lines = step.items.map((item, n): Doc => {
    const push: Doc = [call("entries.push", textLiteral(item.value)), ";"];
    const isAlways = item.when.kind === "boolean" && item.when.value;
    return [quoted(item.source, step.items[n - 1]?.source), isAlways ? push : when(item.when, push, emitter)];
  });
  return ["const entries: string[] = [];", ...lines, "return entries;"];
}

function missingLines(step: StepOf<"missing">, emitter: Emitter, spec: Spec): Doc[] {
  const lines = spec.inputs.filter((field) => step.fields.includes(field.id)).map((field) => {
    const isMissing: Expr = { kind: "not", of: { kind: "present", value: { kind: "ref", id: field.id } } };
    return when(isMissing, `missing.push(${textLiteral(field.key)});`, emitter);
  });
  return [[quoteLines(step.source), "const missing: string[] = [];"], ...lines, "return missing;"];
}

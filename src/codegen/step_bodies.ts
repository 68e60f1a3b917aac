/** What stands in the function of each computed value, by the kind of its step. */
import type { Branch, Expr, Source, Spec, Step, StepOf, StoreStep } from "../spec/mod.ts";
import { quoteLines, textOf } from "./comments.ts";
import { array, call, type Doc, group, hardLine, indent, join, object, textLiteral } from "./doc.ts";
import { condition, type Emitter, numberText, value } from "./expressions.ts";
import { typeText } from "./type_text.ts";
import { when } from "./when.ts";

/** A step whose value comes from a function of its own. */
export type PureStep = Exclude<Step, StoreStep | { kind: "reject" | "fetch" }>;

export interface Body {
  type: string;
  lines: Doc[];
}

export function body(step: PureStep, emitter: Emitter, spec: Spec): Body {
  const info = emitter.infos.get(step.id);
  const type = info ? typeText(info, emitter.records) : "unknown";
  switch (step.kind) {
    case "compute":
      return { type, lines: computeLines(step, emitter) };
    case "decide":
      return { type, lines: decideLines(step, emitter) };
    case "custom":
      return { type, lines: customLines(step, emitter) };
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
  const changes = step.changes.map((change, n): Doc => {
    const isLast = n === step.changes.length - 1 && !change.when;
    const statement = group(isLast ? "return " : `${name} = `, value(change.value, emitter), ";");
    return [quoteLines(change.source), change.when ? when(change.when, statement, emitter) : statement];
  });
  const isReturned = !step.changes.at(-1)?.when;
  const first = [
    quoteLines(step.source),
    group(step.changes.length === 1 && isReturned ? "const " : "let ", `${name} = `, result, ";"),
  ];
  return [first, ...changes, ...(isReturned ? [] : [`return ${name};`])];
}

/** The quote above a line, unless the line before already has it. */
function quoted(source: Source, before: Source | undefined): Doc[] {
  return before && textOf(before) === textOf(source) ? [] : quoteLines(source);
}

function customLines(step: StepOf<"custom">, { names }: Emitter): Doc[] {
  const args = step.params.map(({ ref }) => names.read(ref));
  return [[quoteLines(step.source), "return ", call(`custom.${names.constant(step.id)}`, ...args), ";"]];
}

function decideLines(step: StepOf<"decide">, emitter: Emitter): Doc[] {
  const answer = yesOrNo(step);
  if (answer) return [[quoteLines(answer.source), group("return ", condition(answer.when, emitter), ";")]];
  const isLast = (n: number) => step.isComplete === true && !step.otherwise && n === step.branches.length - 1;
  const lines = step.branches.map((branch, n): Doc => {
    const result: Doc = ["return ", value(branch.value, emitter), ";"];
    const quote = quoted(branch.source, step.branches[n - 1]?.source);
    return [quote, isLast(n) ? result : when(branch.when, result, emitter)];
  });
  if (step.isComplete && !step.otherwise) return lines;
  return [...lines, ["return ", step.otherwise ? value(step.otherwise, emitter) : "null", ";"]];
}

/** A decision between true and false is its condition. */
function yesOrNo({ branches: [branch, ...more], otherwise }: StepOf<"decide">): Branch | null {
  if (!branch || more.length > 0 || branch.value.kind !== "boolean" || otherwise?.kind !== "boolean") {
    return null;
  }
  if (branch.value.value === otherwise.value) return null;
  return branch.value.value ? branch : { ...branch, when: { kind: "not", of: branch.when } };
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

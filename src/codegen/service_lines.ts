/** Calls of other services, as lines of `answer`. */
import { type FetchStep, readsOf, type Spec } from "../spec/mod.ts";
import { quoteLines } from "./comments.ts";
import { call, type Doc, group, object, textLiteral } from "./doc.ts";
import { condition, type Emitter, value } from "./expressions.ts";
import { literal } from "./literal.ts";
import { keyText } from "./names.ts";
import { argumentsOf } from "./services_file.ts";
import { when } from "./when.ts";

export function serviceLine(spec: Spec, step: FetchStep, emitter: Emitter): Doc {
  const name = emitter.names.constant(step.id);
  const made: Doc = [
    "await ",
    call(`services.${name}`, ...argumentsOf(step, (expr) => value(expr, emitter))),
  ];
  const quote = quoteLines(step.source);
  if (!step.failure && step.answer.length === 0 && !isRead(spec, step.id)) {
    return [quote, step.when ? when(step.when, [made, ";"], emitter) : group(made, ";")];
  }
  const defaults = instead(step, "default");
  const asked: Doc = step.failure || step.answer.length === 0
    ? made
    : [step.when ? "(" : "", made, step.when ? ")" : "", " ?? ", defaults];
  const result: Doc = step.when
    ? [condition(step.when, emitter, true), " ? ", asked, " : ", skippedValue(step)]
    : asked;
  const line = [quote, group(`const ${name} = `, result, ";")];
  if (!step.failure) return line;
  const { status, message } = step.failure;
  const refusal = call("refuse", String(status), '"service_failed"', textLiteral(message));
  const test = step.answer.length > 0 ? `${name} === null` : `!${name}`;
  return [...line, { kind: "hard" }, `if (${test}) return `, refusal, ";"];
}

/** Where no call is made, none has failed. */
function skippedValue(step: FetchStep): Doc {
  if (step.answer.length === 0) return step.failure ? "true" : "false";
  return instead(step, "skipped");
}

function instead(step: FetchStep, which: "default" | "skipped"): Doc {
  return object(step.answer.map((field): Doc => [
    `${keyText(field.key)}: `,
    literal(field[which] ?? field.default ?? null),
  ]));
}

function isRead(spec: Spec, id: string): boolean {
  return spec.outputs.some(({ ref }) => ref === id) || spec.steps.some((step) => readsOf(step).includes(id));
}

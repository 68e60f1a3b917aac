/** The Spec said back in plain English, from the Spec alone, so that a person can see what was understood. */
import type { Expr } from "./expr.ts";
import { choiceOf, viewsOf } from "./operations.ts";
import type { InvalidField } from "./invalid_fields.ts";
import { multipleIn } from "./multiples.ts";
import { sayCall } from "./paraphrase_calls.ts";
import { paraphraseStored } from "./paraphrase_stored.ts";
import { sayFetch } from "./paraphrase_services.ts";
import { sayList } from "./paraphrase_lists.ts";
import type { Field, Spec, Step, StepOf } from "./schema.ts";

const COMPARISONS = {
  eq: "is",
  ne: "is not",
  lt: "is less than",
  le: "is at most",
  gt: "is more than",
  ge: "is at least",
};
const OPERATIONS = { add: "plus", subtract: "minus", multiply: "times", divide: "divided by" };
const MATCHES = {
  contains: "contains",
  mentions: "mentions",
  starts_with: "starts with",
  ends_with: "ends with",
};

export function paraphraseSpec(spec: Spec): string {
  const choice = choiceOf(spec);
  if (!choice) return paraphraseOne(spec);
  return viewsOf(spec).map(({ operation, spec: view }) =>
    `When ${choice.key} is ${JSON.stringify(operation?.name)}:\n${paraphraseOne(view)}`
  ).join("\n\n");
}

function paraphraseOne(spec: Spec): string {
  const fields = spec.inputs.map((field) => `- ${paraphraseField(field)}`);
  const steps = spec.steps.flatMap((step) => paraphraseStep(step)).map((line) => `- ${line}`);
  const refusals = (spec.invalidFields ?? []).map((each) => `- ${paraphraseInvalid(each)}`);
  const outputs = spec.outputs.map((output) => output.key).join(", ");
  return [
    "It takes:",
    ...(fields.length ? fields : ["- no fields"]),
    ...refusals,
    "It works out:",
    ...steps,
    outputs ? `It answers ${outputs}.` : "It answers an empty object.",
  ].join("\n");
}

function paraphraseInvalid({ field, on, status, message }: InvalidField): string {
  const what = on === "missing" ? "missing" : "missing or wrong";
  return `a request whose ${field.slice(3)} is ${what} gets ${status}${
    message ? ` ${JSON.stringify(message)}` : ""
  }`;
}

export function paraphraseField(field: Field): string {
  const limits = [
    field.format,
    field.options && `one of ${field.options.join(", ")}`,
    field.min !== undefined && `${field.minExclusive ? "more than" : "at least"} ${field.min}`,
    field.max !== undefined && `${field.maxExclusive ? "less than" : "at most"} ${field.max}`,
    field.minLength !== undefined && `at least ${field.minLength} characters`,
    field.maxLength !== undefined && `at most ${field.maxLength} characters`,
    field.minItems !== undefined && `at least ${field.minItems} entries`,
    field.maxItems !== undefined && `at most ${field.maxItems} entries`,
    field.default !== undefined
      ? `default ${JSON.stringify(field.default)}`
      : field.required
      ? "required"
      : "optional",
  ].filter(Boolean);
  const type = field.type.replace("_", " ");
  const members = field.fields ? ` of (${field.fields.map(paraphraseField).join("; ")})` : "";
  return `${field.key}: ${type}${members}, ${limits.join(", ")}`;
}

export function paraphraseStep(step: Step): string[] {
  switch (step.kind) {
    case "reject":
      return [`It refuses with ${step.status} ${JSON.stringify(step.message)} when ${sayBare(step.when)}.`];
    case "compute":
      return [
        `${step.key} is ${sayBare(step.value)}.`,
        ...step.changes.map((change) =>
          `Then ${step.key} becomes ${sayBare(change.value)}${
            change.when ? ` when ${sayBare(change.when)}` : ""
          }.`
        ),
      ];
    case "decide":
      return [
        ...step.branches.map((branch, n) =>
          `${step.key} is ${sayBare(branch.value)} ${n ? "otherwise " : ""}when ${sayBare(branch.when)}.`
        ),
        ...(step.isComplete && !step.otherwise
          ? []
          : [`In all other cases ${step.key} is ${step.otherwise ? sayBare(step.otherwise) : "null"}.`]),
      ];
    case "score":
      return [
        `${step.key} starts at ${step.base}${limits(step.min, step.max)}.`,
        ...step.rules.map((rule) => `${step.key} gets ${rule.points} points when ${sayBare(rule.when)}.`),
      ];
    case "classify":
      return [
        ...step.classes.map((each) =>
          `${step.key} is ${JSON.stringify(each.value)} for the keywords ${each.keywords.join(", ")}.`
        ),
        `In all other cases ${step.key} is ${step.otherwise ? JSON.stringify(step.otherwise) : "null"}.`,
      ];
    case "collect":
      return step.items.map((item) =>
        `${step.key} has ${JSON.stringify(item.value)} when ${sayBare(item.when)}.`
      );
    case "find":
    case "put":
    case "drop":
    case "all":
      return [paraphraseStored(step, say)];
    case "fetch":
      return sayFetch(step, say);
    case "custom":
      return [
        `${step.key} is worked out from ${
          step.params.map(({ ref }) => plain(ref)).join(", ")
        } by a function: ` +
        `${step.examples.slice(0, 3).map(sayExample).join("; ")}.`,
      ];
    case "missing":
      return [`${step.key} lists those of ${step.fields.map(plain).join(", ")} that are missing.`];
  }
}

function limits(min: string | undefined, max: string | undefined): string {
  return `${min === undefined ? "" : `, is never below ${min}`}${
    max === undefined ? "" : `, is never above ${max}`
  }`;
}

function sayExample({ args, result }: StepOf<"custom">["examples"][number]): string {
  return `${args.map((each) => JSON.stringify(each)).join(", ")} gives ${JSON.stringify(result)}`;
}

function plain(id: string): string {
  const [where, name = "", member] = id.split(".");
  if (where !== "each") return member === undefined ? name : `${name}'s ${member}`;
  return member ?? `each of ${name}`;
}

function sayComparison(expr: Extract<Expr, { kind: "compare" }>): string {
  const multiple = multipleIn(expr);
  if (multiple) return `${say(multiple.number)} ${COMPARISONS[expr.op]} a multiple of ${say(multiple.of)}`;
  const [left, right] = [expr.left, expr.right].map((side) =>
    side.kind === "math" ? sayBare(side) : say(side)
  );
  return `${left} ${COMPARISONS[expr.op]} ${right}`;
}

/** What stands in brackets, so that it is read as one thing. */
const SET_APART = new Set(["math", "all", "any", "round", "floor", "ceil", "abs"]);

/** Without the brackets that set it apart from what surrounds it. */
function sayBare(expr: Expr): string {
  const text = say(expr);
  return SET_APART.has(expr.kind === "call" ? expr.fn : expr.kind) ? text.slice(1, -1) : text;
}

export function say(expr: Expr): string {
  switch (expr.kind) {
    case "text":
      return JSON.stringify(expr.value);
    case "number":
      return expr.value;
    case "boolean":
      return String(expr.value);
    case "ref":
      return plain(expr.id);
    case "math":
      return `(${say(expr.left)} ${OPERATIONS[expr.op]} ${say(expr.right)})`;
    case "call":
      return sayCall(expr, expr.args.map(sayBare));
    case "compare":
      return sayComparison(expr);
    case "match":
      return `${say(expr.value)} ${MATCHES[expr.op]} ${
        expr.words.map((word) => JSON.stringify(word)).join(" or ")
      }`;
    case "present":
      return `${say(expr.value)} is present`;
    case "all":
      return `(${expr.of.map(say).join(" and ")})`;
    case "any":
      return `(${expr.of.map(say).join(" or ")})`;
    case "not":
      return `not ${say(expr.of)}`;
    case "choose":
      return `${say(expr.then)} if ${say(expr.when)}, else ${say(expr.otherwise)}`;
    default:
      return sayList(expr);
  }
}

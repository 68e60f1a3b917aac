/** `src/services.ts`: one short function for each call of another service; what fails is `null` or `false`. */
import { type Expr, type FetchStep, infer, type Infos, infosOf, type Spec } from "../spec/mod.ts";
import type { Files } from "../lib/files.ts";
import { quoteLines } from "./comments.ts";
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
  textLiteral,
} from "./doc.ts";
import { identifier, keyText, type Names, namesFor, property } from "./names.ts";
import serviceCallSource from "./runtime/service_call.ts" with { type: "text" };
import { typeText } from "./type_text.ts";

export function fetchSteps(spec: Spec): FetchStep[] {
  return spec.steps.filter((step) => step.kind === "fetch");
}

export function serviceFiles(spec: Spec): Files {
  const steps = fetchSteps(spec);
  if (steps.length === 0) return {};
  const names = namesFor(spec);
  const infos = infosOf(spec);
  const types = steps.filter(({ answer }) => answer.length > 0).map((step) => answerType(step, names));
  const text = print([
    "/** Calls of other services, one function each. A call that fails is a value: the rules say what follows from it. */",
    hardLine,
    importLine(steps),
    hardLine,
    hardLine,
    join([...types, ...steps.map((step) => serviceFunction(step, names, infos))], [hardLine, hardLine]),
    hardLine,
  ]);
  return { "src/services.ts": text, "src/service_call.ts": serviceCallSource };
}

function importLine(steps: readonly FetchStep[]): Doc {
  const fields = steps.flatMap(({ answer }) => answer);
  const used = [
    fields.length > 0 && "askService",
    steps.some(({ path }) => path.some((piece) => typeof piece !== "string")) && "encoded",
    fields.some(({ type }) => type === "number") && "isNumber",
    fields.some(({ type }) => type === "integer") && "isWhole",
    steps.some(({ answer }) => answer.length === 0) && "tellService",
  ].filter((name) => name !== false);
  return group(
    "import ",
    enclosed("{", used, "}", { kind: "line", flat: " " }),
    ' from "./service_call.ts";',
  );
}

/** What the function of a step answers. */
export function answerTypeName(step: FetchStep, names: Names): string {
  const name = names.constant(step.id);
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}Answer`;
}

function answerType(step: FetchStep, names: Names): Doc {
  const fields = step.answer.map(({ key, type }) =>
    `${keyText(key)}: ${type === "integer" ? "number" : type};`
  );
  return [
    `export interface ${answerTypeName(step, names)} {`,
    indent(hardLine, join(fields, hardLine)),
    hardLine,
    "}",
  ];
}

interface Parameter {
  name: string;
  expr: Expr;
}

/** The values in the URL, by the names of the fields that they are. */
function parametersOf({ path }: FetchStep): Parameter[] {
  const taken = new Set(["body", "answer", "encoded"]);
  return path.filter((piece) => typeof piece !== "string").map((expr) => {
    const wanted = expr.kind === "ref" ? identifier(expr.id.split(".").at(-1)!) : "value";
    let name = wanted;
    for (let n = 2; taken.has(name); n++) name = `${wanted}${n}`;
    taken.add(name);
    return { name, expr };
  });
}

function serviceFunction(step: FetchStep, names: Names, infos: Infos): Doc {
  const parameters = parametersOf(step).map(({ name, expr }) => `${name}: ${typeOf(expr, infos)}`);
  if (step.body) {
    const members = step.body.map(({ key, value }) => `${keyText(key)}: ${typeOf(value, infos)}`);
    parameters.push(`body: { ${members.join("; ")} }`);
  }
  const isAsked = step.answer.length > 0;
  const type = isAsked ? `${answerTypeName(step, names)} | null` : "boolean";
  const args = [`"${step.method}"`, urlText(step), ...(step.body ? ["body"] : [])];
  const lines: Doc[] = isAsked ? askLines(step, args) : [group("return ", call("tellService", ...args), ";")];
  return [
    quoteLines(step.source),
    group(
      `export ${isAsked ? "async " : ""}function ${names.constant(step.id)}`,
      enclosed("(", parameters, ")"),
      `: Promise<${type}> {`,
    ),
    indent(hardLine, join(lines, hardLine)),
    hardLine,
    "}",
  ];
}

function typeOf(expr: Expr, infos: Infos): string {
  const inferred = infer(expr, infos);
  return inferred.ok ? typeText({ nonZero: false, ...inferred }, new Map()) : "unknown";
}

function urlText(step: FetchStep): string {
  const parameters = parametersOf(step);
  let n = 0;
  const path = step.path.map((piece) =>
    typeof piece === "string" ? piece : `\${encoded(${parameters[n++]!.name})}`
  );
  const url = `https://${step.host}${path.join("")}`;
  return n > 0 ? `\`${url.replaceAll("`", "%60")}\`` : textLiteral(url);
}

function askLines(step: FetchStep, args: Doc[]): Doc[] {
  const tests = step.answer.map(({ key, type }) => {
    const read = property("answer", key);
    if (type === "number") return `!isNumber(${read})`;
    return type === "integer" ? `!isWhole(${read})` : `typeof ${read} !== "${type}"`;
  });
  const entries = step.answer.map(({ key }) => `${keyText(key)}: ${property("answer", key)}`);
  return [
    group("const answer = await ", call("askService", ...args), ";"),
    "if (answer === null) return null;",
    ...tests.map((test) => `if (${test}) return null;`),
    group("return ", object(entries), ";"),
  ];
}

/** What `answer` does with a step: the call, and what follows when it fails. */
export function argumentsOf(step: FetchStep, write: (expr: Expr) => Doc): Doc[] {
  const body = step.body?.map(({ key, value }): Doc => [`${keyText(key)}: `, write(value)]);
  return [...parametersOf(step).map(({ expr }) => write(expr)), ...(body ? [object(body)] : [])];
}

/** The tests of the functions: an answer as it should be, one of another shape, a failure, and no answer. */
export function serviceTests(spec: Spec): Files {
  const steps = fetchSteps(spec);
  if (steps.length === 0) return {};
  const names = namesFor(spec);
  const infos = infosOf(spec);
  const rows = steps.map((step): Doc => {
    const args = argumentsOf(step, (expr) => sampleOf(expr, infos));
    const good = object(step.answer.map(({ key, type }) => `${keyText(key)}: ${SAMPLES[type]}`));
    return object([
      ["title: ", textLiteral(`${step.method} https://${step.host}`)],
      ["run: () => ", call(`services.${names.constant(step.id)}`, ...args)],
      ["good: ", good],
      ["whenGood: ", step.answer.length > 0 ? good : "true"],
      ["whenBad: ", step.answer.length > 0 ? "null" : "false"],
    ]);
  });
  return { "tests/services.test.ts": print([TESTS_HEAD, ["const calls = ", array(rows), ";"], TESTS_TAIL]) };
}

const SAMPLES = { string: '"text"', number: "1.5", integer: "2", boolean: "true" };

function sampleOf(expr: Expr, infos: Infos): Doc {
  const inferred = infer(expr, infos);
  if (!inferred.ok || inferred.nullable) return "null";
  if (inferred.type === "boolean") return "true";
  if (inferred.type === "number") return "2";
  return inferred.type === "string" ? '"text"' : "[]";
}

const TESTS_HEAD =
  `/** Each call of another service, with answers that are given here: no service is reached. */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as services from "../src/services.ts";

`;

const TESTS_TAIL = `

async function answeredBy(respond: () => Promise<Response>, run: () => Promise<unknown>): Promise<unknown> {
  const real = globalThis.fetch;
  globalThis.fetch = respond;
  try {
    return await run();
  } finally {
    globalThis.fetch = real;
  }
}

for (const { title, run, good, whenGood, whenBad } of calls) {
  test(\`\${title}: what it answers is taken over\`, async () => {
    assert.deepEqual(await answeredBy(() => Promise.resolve(Response.json(good)), run), whenGood);
  });

  test(\`\${title}: a failure is a value\`, async () => {
    const refused = () => Promise.resolve(Response.json(good, { status: 500 }));
    const unreachable = () => Promise.reject(new TypeError("connection refused"));
    for (const respond of [refused, unreachable]) assert.deepEqual(await answeredBy(respond, run), whenBad);
  });
}
`;

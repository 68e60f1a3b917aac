/** `src/input.ts`: the type of a request, and the function that reads one. */
import {
  type Field,
  infosOf,
  MAX_LIST_LENGTH,
  MAX_NUMBER,
  MAX_STRING_LENGTH,
  type Spec,
} from "../spec/mod.ts";
import {
  array,
  call,
  type Doc,
  group,
  hardLine,
  indent,
  join,
  line,
  object,
  print,
  softLine,
  textLiteral,
} from "./doc.ts";
import { identifier, keyText } from "./names.ts";
import { quoteLines } from "./comments.ts";

const TYPES = {
  string: "string",
  number: "number",
  integer: "number",
  boolean: "boolean",
  string_list: "string[]",
} as const;
const READERS = {
  string: "text",
  number: "number",
  integer: "number",
  boolean: "boolean",
  string_list: "list",
} as const;

export function inputFile(spec: Spec): string {
  return print([
    "/** What a request holds, and the check that it does. */",
    hardLine,
    'import { Fields, type Issue } from "./fields.ts";',
    hardLine,
    hardLine,
    inputType(spec),
    hardLine,
    hardLine,
    "export type ReadInput = { ok: true; input: Input } | { ok: false; issues: Issue[] };",
    hardLine,
    hardLine,
    reader(spec),
    hardLine,
    hardLine,
    "function isObject(body: unknown): body is Record<string, unknown> {",
    indent(hardLine, 'return typeof body === "object" && body !== null && !Array.isArray(body);'),
    hardLine,
    "}",
    hardLine,
  ]);
}

function inputType(spec: Spec): Doc {
  if (spec.inputs.length === 0) return "export type Input = Readonly<Record<string, never>>;";
  const infos = infosOf(spec);
  const members = spec.inputs.map((field): Doc => {
    const type = TYPES[field.type] + (infos.get(field.id)?.nullable ? " | null" : "");
    return [
      "readonly ",
      keyText(field.key),
      ": ",
      field.type === "string_list" ? `readonly ${type}` : type,
      ";",
    ];
  });
  return ["export interface Input {", indent(hardLine, join(members, hardLine)), hardLine, "}"];
}

function reader(spec: Spec): Doc {
  const notObject =
    'if (!isObject(body)) return { ok: false, issues: [{ path: "", message: "must be a JSON object" }] };';
  if (spec.inputs.length === 0) {
    return [
      "export function readInput(body: unknown): ReadInput {",
      indent(hardLine, notObject, hardLine, "return { ok: true, input: {} };"),
      hardLine,
      "}",
    ];
  }
  const locals = localNames(spec.inputs);
  const required = spec.inputs.filter((field) => field.required || field.default !== undefined);
  const absent = required.filter((field) => field.required).map((field) =>
    `${locals.get(field.id)} === null`
  );
  const bad = join(["fields.issues.length > 0", ...absent], [" ||", line]);
  const failed = absent.length === 0
    ? "if (fields.issues.length > 0) return { ok: false, issues: fields.issues };"
    : refusal(bad);
  const entries = spec.inputs.map((field) => {
    const local = locals.get(field.id)!;
    return local === field.key ? local : `${keyText(field.key)}: ${local}`;
  });
  return [
    "export function readInput(body: unknown): ReadInput {",
    indent(
      hardLine,
      notObject,
      hardLine,
      "const fields = new Fields(body);",
      spec.inputs.flatMap((
        field,
      ) => [hardLine, quoteLines(field.source), readLine(field, locals.get(field.id)!)]),
      hardLine,
      failed,
      hardLine,
      ["return ", object(["ok: true", ["input: ", object(entries)]]), ";"],
    ),
    hardLine,
    "}",
  ];
}

function refusal(bad: Doc): Doc {
  const flat = print(["if (", group(bad), ") return { ok: false, issues: fields.issues };"], 10_000);
  if (flat.length + 2 <= 110) return flat;
  return [
    "if (",
    group(indent(softLine, bad), softLine),
    ") {",
    indent(hardLine, "return { ok: false, issues: fields.issues };"),
    hardLine,
    "}",
  ];
}

function localNames(fields: readonly Field[]): Map<string, string> {
  const taken = new Set(RESERVED_LOCALS);
  return new Map(fields.map((field) => {
    let name = identifier(field.key);
    while (taken.has(name)) name = `${name}Field`;
    taken.add(name);
    return [field.id, name];
  }));
}

const RESERVED_LOCALS = [
  "body fields issues isObject readInput Fields Issue Input break case catch class const continue debugger default delete do else enum export",
  "extends false finally for function if implements import in instanceof interface let new null package private protected public return static",
  "super switch this throw true try typeof var void while with yield await async eval arguments undefined",
].join(" ").split(" ");

function readLine(field: Field, local: string): Doc {
  const read = call(`fields.${READERS[field.type]}`, textLiteral(field.key), object(rulesOf(field)));
  const fallback = field.default === undefined
    ? ""
    : ` ?? ${typeof field.default === "string" ? textLiteral(field.default) : JSON.stringify(field.default)}`;
  return group("const ", local, " = ", read, fallback, ";");
}

function rulesOf(field: Field): Doc[] {
  const rules: Doc[] = field.required ? ["required: true"] : [];
  if (field.type === "string") rules.push(...textRules(field));
  if (field.type === "number" || field.type === "integer") rules.push(...numberRules(field));
  if (field.type === "string_list") {
    rules.push(`maxEntries: ${MAX_LIST_LENGTH}`, `maxLength: ${MAX_STRING_LENGTH}`);
  }
  return rules;
}

function textRules(field: Field): Doc[] {
  const rules: Doc[] = [];
  if (field.format) rules.push(`format: ${textLiteral(field.format)}`);
  if (field.options) rules.push(["options: ", array(field.options.map((option) => textLiteral(option)))]);
  if (field.minLength !== undefined) rules.push(`minLength: ${field.minLength}`);
  return [...rules, `maxLength: ${field.maxLength ?? MAX_STRING_LENGTH}`];
}

function numberRules(field: Field): Doc[] {
  const rules: Doc[] = field.type === "integer" ? ["whole: true"] : [];
  rules.push(`min: ${Number(field.min ?? `-${MAX_NUMBER}`)}`, `max: ${Number(field.max ?? MAX_NUMBER)}`);
  if (field.minExclusive) rules.push("above: true");
  if (field.maxExclusive) rules.push("below: true");
  return rules;
}

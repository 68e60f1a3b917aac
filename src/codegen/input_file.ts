/** `src/input.ts`: the type of a request, and the functions that read one and the records in it. */
import { type Field, infosOf, type Spec } from "../spec/mod.ts";
import { quoteLines, textOf } from "./comments.ts";
import {
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
import { readCall, readerName } from "./field_rules.ts";
import { importLine } from "./helpers.ts";
import { formatConstants } from "./library.ts";
import { identifier, keyText } from "./names.ts";
import { recordFields, recordNames } from "./record_names.ts";
import { typeText } from "./type_text.ts";

export function inputFile(spec: Spec): string {
  const records = recordNames(spec);
  const nested = recordFields(spec.inputs);
  const formats = formatConstants(spec.inputs);
  return print([
    "/** What a request holds, and the check that it does. */",
    hardLine,
    spec.inputs.length > 0
      ? 'import { Fields, isObject, type Issue } from "./fields.ts";'
      : 'import { isObject, type Issue } from "./fields.ts";',
    hardLine,
    formats.length > 0 ? importLine("import ", formats, "./formats.ts") : "",
    hardLine,
    join(
      [
        ...nested.map((field) => interfaceOf(records.get(field.id)!, field.fields ?? [], records)),
        inputType(spec, records),
        ["export type ReadInput = { ok: true; input: Input } | { ok: false; issues: Issue[] };", hardLine],
        inputReader(spec, records),
        ...nested.map((field) => recordReader(field, records)),
      ],
      hardLine,
    ),
  ]);
}

function inputType(spec: Spec, records: ReadonlyMap<string, string>): Doc {
  if (spec.inputs.length === 0) return ["export type Input = Readonly<Record<string, never>>;", hardLine];
  return interfaceOf("Input", spec.inputs, records);
}

function interfaceOf(name: string, fields: readonly Field[], records: ReadonlyMap<string, string>): Doc {
  const infos = infosOf({ inputs: [...fields], steps: [] });
  const members = fields.map((field): Doc => [
    "readonly ",
    keyText(field.key),
    ": ",
    typeText(infos.get(field.id)!, records),
    ";",
  ]);
  return [`export interface ${name} {`, indent(hardLine, join(members, hardLine)), hardLine, "}", hardLine];
}

const FAILED = "{ ok: false, issues: fields.issues }";

function inputReader(spec: Spec, records: ReadonlyMap<string, string>): Doc {
  const notObject =
    'if (!isObject(body)) return { ok: false, issues: [{ path: "", message: "must be a JSON object" }] };';
  const isEmpty = spec.inputs.length === 0;
  const lines: Doc[] = isEmpty ? ["return { ok: true, input: {} };"] : [
    "const fields = new Fields(body);",
    ...readLines(spec.inputs, records),
    refusal(["fields.issues.length > 0", ...absent(spec.inputs)], FAILED),
    ["return ", object(["ok: true", ["input: ", entriesOf(spec.inputs)]]), ";"],
  ];
  return functionOf("export function readInput(body: unknown): ReadInput", [notObject, ...lines]);
}

/** What stands in one object of the request. A field that is missing has been put to the issues. */
function recordReader(field: Field, records: ReadonlyMap<string, string>): Doc {
  const fields = field.fields ?? [];
  const missing = absent(fields);
  return functionOf(
    `function ${readerName(field, records)}(fields: Fields): ${records.get(field.id)} | null`,
    [
      ...readLines(fields, records),
      ...(missing.length > 0 ? [refusal(missing, "null")] : []),
      ["return ", entriesOf(fields), ";"],
    ],
  );
}

function functionOf(head: string, lines: readonly Doc[]): Doc {
  return [`${head} {`, indent(hardLine, join(lines, hardLine)), hardLine, "}", hardLine];
}

function readLines(fields: readonly Field[], records: ReadonlyMap<string, string>): Doc[] {
  const locals = localNames(fields);
  return fields.map((field, n) => {
    const isSameQuote = n > 0 && textOf(field.source) === textOf(fields[n - 1]!.source);
    const quote = isSameQuote ? [] : quoteLines(field.source);
    return [quote, readLine(field, locals.get(field.id)!, records)];
  });
}

function readLine(field: Field, local: string, records: ReadonlyMap<string, string>): Doc {
  const fallback = field.default === undefined
    ? ""
    : ` ?? ${typeof field.default === "string" ? textLiteral(field.default) : JSON.stringify(field.default)}`;
  return group("const ", local, " = ", readCall(field, records), fallback, ";");
}

/** Tests for what must be there and is not. */
function absent(fields: readonly Field[]): string[] {
  const locals = localNames(fields);
  return fields.filter((field) => field.required).map((field) => `${locals.get(field.id)} === null`);
}

function entriesOf(fields: readonly Field[]): Doc {
  const locals = localNames(fields);
  return object(fields.map((field) => {
    const local = locals.get(field.id)!;
    return local === field.key ? local : `${keyText(field.key)}: ${local}`;
  }));
}

function refusal(tests: readonly string[], result: string): Doc {
  const test = join(tests, [" ||", line]);
  const flat = print(["if (", group(test), `) return ${result};`], 10_000);
  if (flat.length + 2 <= 110) return flat;
  return [
    "if (",
    group(indent(softLine, test), softLine),
    ") {",
    indent(hardLine, `return ${result};`),
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

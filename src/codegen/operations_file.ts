/** `src/handler.ts` of a backend with several operations: each request goes to the one that it names. */
import { choiceOf, keepsData, type Operation, type Spec } from "../spec/mod.ts";
import { call, type Doc, group, hardLine, indent, join, object, print, textLiteral } from "./doc.ts";
import { identifier } from "./names.ts";

/** `mark-done` → `mark_done` */
export function folderOf({ name }: Operation): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, "_").replace(/^_+|_+$/g, "") || "operation";
}

export function operationsHandler(spec: Spec): string {
  const operations = spec.operations ?? [];
  const isStored = keepsData(spec);
  const names = operations.map(namesOf);
  const imports = names.flatMap(({ folder, answer, read }) => [
    `import { readInput as ${read} } from "./${folder}/input.ts";`,
    `import { answer as ${answer} } from "./${folder}/logic.ts";`,
  ]);
  const rows = names.map(({ name, answer, read }): Doc => [
    `[${textLiteral(name)}, `,
    call("operation", read, answer),
    "],",
  ]);
  return print([
    "/** Answers requests: each goes to the operation that it names, which has its fields and its rules in a folder. */",
    hardLine,
    join(
      [
        'import { Fields, isObject } from "./fields.ts";',
        'import { invalidInput, serve } from "./http.ts";',
        'import { type Operation, operation } from "./operations.ts";',
        'import type { Outcome } from "./outcome.ts";',
        ...(isStored ? ['import { MemoryStore, type Store } from "./store.ts";'] : []),
        ...imports,
      ],
      hardLine,
    ),
    hardLine,
    hardLine,
    [
      "const operations = new Map<string, Operation>([",
      indent(hardLine, join(rows, hardLine)),
      hardLine,
      "]);",
    ],
    hardLine,
    hardLine,
    join(isStored ? STORED_DOOR : DOOR, hardLine),
    hardLine,
    hardLine,
    chooser(spec, isStored),
    hardLine,
  ]);
}

const DOOR = [
  "export default { fetch: (request: Request): Promise<Response> => serve(request, outcomeOf) };",
];

const STORED_DOOR = [
  "const memory = new MemoryStore();",
  "",
  "/** On the platform `env` brings the store; elsewhere everything is kept in memory. */",
  "export default {",
  "  fetch: (request: Request, env?: { store?: Store }): Promise<Response> =>",
  "    serve(request, (body) => outcomeOf(body, env?.store ?? memory)),",
  "};",
];

function namesOf(operation: Operation) {
  const name = identifier(operation.name);
  const capital = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return {
    name: operation.name,
    folder: folderOf(operation),
    answer: `answer${capital}`,
    read: `read${capital}`,
  };
}

function chooser(spec: Spec, isStored: boolean): Doc {
  const choice = choiceOf(spec)!;
  const rules = object([
    ...(choice.required ? ["required: true"] : []),
    "options: [...operations.keys()]",
    ...(choice.maxLength === undefined ? [] : [`maxLength: ${choice.maxLength}`]),
  ]);
  const fallback = choice.default === undefined ? "" : ` ?? ${textLiteral(String(choice.default))}`;
  const read: Doc = [call("fields.text", textLiteral(choice.key), rules), fallback];
  const done = isStored ? "await chosen(body, store)" : "chosen(body)";
  const lines: Doc[] = [
    'if (!isObject(body)) return invalidInput([{ path: "", message: "must be a JSON object" }]);',
    "const fields = new Fields(body);",
    group("const name = ", read, ";"),
    'const chosen = operations.get(name ?? "");',
    `return chosen ? ${done} : invalidInput(fields.issues);`,
  ];
  return [
    isStored
      ? "async function outcomeOf(body: unknown, store: Store): Promise<Outcome> {"
      : "function outcomeOf(body: unknown): Outcome {",
    indent(hardLine, join(lines, hardLine)),
    hardLine,
    "}",
  ];
}

/** `src/custom.ts`: functions that a model wrote, for what no other kind of step can say, and the tests of them. */
import { infosOf, type Spec, type StepOf } from "../spec/mod.ts";
import type { Files } from "../lib/files.ts";
import { quoteLines } from "./comments.ts";
import { call, type Doc, hardLine, indent, join, print, textLiteral } from "./doc.ts";
import { literal } from "./literal.ts";
import { namesFor } from "./names.ts";
import { typeText } from "./type_text.ts";

/** A custom step and the name that its function goes by. */
export interface CustomFunction {
  name: string;
  step: StepOf<"custom">;
}

export function customFunctions(spec: Spec): CustomFunction[] {
  const names = namesFor(spec);
  return spec.steps.flatMap((step) =>
    step.kind === "custom" ? [{ name: names.constant(step.id), step }] : []
  );
}

export function customFiles(spec: Spec): Files {
  const functions = customFunctions(spec);
  if (functions.length === 0) return {};
  return { "src/custom.ts": sourceFile(spec, functions), "tests/custom.test.ts": testFile(functions) };
}

function sourceFile(spec: Spec, functions: readonly CustomFunction[]): string {
  const infos = infosOf(spec);
  const texts = functions.map(({ name, step }): Doc => {
    const params = step.params.map((param) => `${param.name}: ${typeText(infos.get(param.ref)!, new Map())}`);
    return [
      quoteLines(step.source),
      `export function ${name}(${params.join(", ")}): ${typeText(infos.get(step.id)!, new Map())} {`,
      hardLine,
      // As it was written; the formatter lays it out.
      step.code,
      hardLine,
      "}",
    ];
  });
  return print([
    "/** Written by a model, each under its sentence; pure, held to a list of what it may use, and tested by examples. */",
    hardLine,
    join(texts, [hardLine, hardLine]),
    hardLine,
  ]);
}

function testFile(functions: readonly CustomFunction[]): string {
  const tests = functions.flatMap(({ name, step }) =>
    step.examples.map(({ args, result }, n): Doc => [
      `test(${textLiteral(`${name}, example ${n + 1}`)}, () => {`,
      indent(
        hardLine,
        "assert.deepEqual(",
        call(`custom.${name}`, ...args.map(literal)),
        ", ",
        literal(result),
        ");",
      ),
      hardLine,
      "});",
    ])
  );
  return print([
    "/** The examples of the functions that a model wrote. */",
    hardLine,
    join(
      [
        'import assert from "node:assert/strict";',
        'import { test } from "node:test";',
        'import * as custom from "../src/custom.ts";',
      ],
      hardLine,
    ),
    hardLine,
    hardLine,
    join(tests, [hardLine, hardLine]),
    hardLine,
  ]);
}

import assert from "node:assert/strict";
import { Ajv2020 } from "ajv/dist/2020.js";
import { compile, type Spec } from "../spec/mod.ts";
import type { Files } from "../lib/files.ts";
import { generate } from "./mod.ts";
import { REQUIREMENTS } from "./fixtures.ts";
import { assertAccepted, assertAnswersAsSpec, inDirectory } from "./testing.ts";

function compiled(requirements: string): { spec: Spec; files: Files } {
  const result = compile(requirements);
  assert.ok(result.ok, JSON.stringify(result.ok ? "" : result.failure.details.clauses, null, 1));
  const { spec, coverage } = result;
  const meta = { name: spec.name, slug: "backend", requirements, coverage, compilerVersion: "test" };
  return { spec, files: generate(spec, meta) };
}

for (const [name, requirements] of Object.entries(REQUIREMENTS)) {
  Deno.test(`the code generated for ${name} answers every case as the interpreter does`, async () => {
    const { spec, files } = compiled(requirements);
    const validateAnswer = answerValidator(files);
    await inDirectory(files, (directory) =>
      assertAnswersAsSpec(
        spec,
        directory,
        (body) => validateAnswer(body) || JSON.stringify(validateAnswer.errors),
      ));
  });

  Deno.test(`the same bytes come out twice for ${name}`, () => {
    assert.deepEqual(compiled(requirements).files, compiled(requirements).files);
  });
}

function answerValidator(files: Files) {
  const { components } = JSON.parse(files["openapi.json"]!) as {
    components: { schemas: { Answer: object } };
  };
  return new Ajv2020({ strict: false }).compile(components.schemas.Answer);
}

Deno.test("generated code is type-checked, linted and formatted without a complaint", async () => {
  const files: Record<string, string> = {};
  for (const [name, requirements] of Object.entries(REQUIREMENTS)) {
    const generated = Object.entries(compiled(requirements).files);
    for (const [path, text] of generated) if (/^(src|tests)\//.test(path)) files[`${name}/${path}`] = text;
    files["deno.json"] = compiled(requirements).files["deno.json"]!;
  }
  await inDirectory(files, async (directory) => {
    for (const args of [["check"], ["lint"], ["fmt", "--check"]]) await assertAccepted(directory, ...args);
  });
});

Deno.test("generated tests pass under deno test", async () => {
  const { files } = compiled(REQUIREMENTS["shipping-quote"]!);
  await inDirectory(files, (directory) => assertAccepted(directory, "test", "-q"));
});

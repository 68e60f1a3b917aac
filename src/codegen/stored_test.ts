import assert from "node:assert/strict";
import { Ajv2020 } from "ajv/dist/2020.js";
import { checkSpec, type Spec } from "../spec/mod.ts";
import { generate } from "./mod.ts";
import { BALANCES, NOTES, SUMS, TASKS } from "./stored_specs.ts";
import { assertAccepted, assertAnswersAsSpec, inDirectory } from "./testing.ts";

const SPECS = { NOTES, TASKS, BALANCES, SUMS };

function filesOf(spec: Spec) {
  const coverage = { clauses: [], coverage: 1, assumptions: [], paraphrase: "" };
  return generate(spec, {
    name: spec.name,
    slug: "backend",
    requirements: "",
    coverage,
    compilerVersion: "test",
  });
}

for (const [name, spec] of Object.entries(SPECS)) {
  Deno.test(`${name} is a sound Spec, and its code answers a whole conversation as the interpreter does`, async () => {
    assert.deepEqual(checkSpec(spec), { ok: true, spec });
    const files = filesOf(spec);
    const { components } = JSON.parse(files["openapi.json"]!);
    const isAnswer = new Ajv2020({ strict: false }).compile(components.schemas.Answer);
    await inDirectory(
      files,
      (directory) =>
        assertAnswersAsSpec(spec, directory, (body) => isAnswer(body) || JSON.stringify(isAnswer.errors)),
    );
  });
}

Deno.test("code that keeps data is type-checked, linted and formatted without a complaint, and passes its own tests", async () => {
  const files: Record<string, string> = {};
  for (const [name, spec] of Object.entries(SPECS)) {
    const generated = filesOf(spec);
    for (const [path, source] of Object.entries(generated)) {
      if (/^(src|tests)\//.test(path)) files[`${name.toLowerCase()}/${path}`] = source;
    }
    files["deno.json"] = generated["deno.json"]!;
  }
  await inDirectory(files, async (directory) => {
    for (const args of [["check"], ["lint"], ["fmt", "--check"], ["test", "-q"]]) {
      await assertAccepted(directory, ...args);
    }
  });
});

import assert from "node:assert/strict";
import { Ajv2020 } from "ajv/dist/2020.js";
import { casesFor, compile, type Spec } from "../spec/mod.ts";
import type { Files } from "../lib/files.ts";
import { generate } from "./mod.ts";
import { REQUIREMENTS } from "./fixtures.ts";

interface Handler {
  fetch(request: Request): Promise<Response>;
}

function compiled(requirements: string): { spec: Spec; files: Files } {
  const result = compile(requirements);
  assert.ok(result.ok, JSON.stringify(result.ok ? "" : result.failure.details.clauses, null, 1));
  const { spec, coverage } = result;
  const meta = { name: spec.name, slug: "backend", requirements, coverage, compilerVersion: "test" };
  return { spec, files: generate(spec, meta) };
}

/** Writes the files to a directory that is removed afterwards. */
async function inDirectory(files: Files, use: (directory: string) => Promise<void>): Promise<void> {
  const directory = await Deno.makeTempDir();
  try {
    for (const [path, text] of Object.entries(files)) {
      await Deno.mkdir(`${directory}/${path}`.replace(/\/[^/]+$/, ""), { recursive: true });
      await Deno.writeTextFile(`${directory}/${path}`, text);
    }
    await use(directory);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

function post(handler: Handler, input: unknown): Promise<Response> {
  return handler.fetch(
    new Request("https://backend.example/", { method: "POST", body: JSON.stringify(input) }),
  );
}

for (const [name, requirements] of Object.entries(REQUIREMENTS)) {
  Deno.test(`the code generated for ${name} answers every case as the interpreter does`, async () => {
    const { spec, files } = compiled(requirements);
    const validateAnswer = answerValidator(files);
    await inDirectory(files, async (directory) => {
      const { default: handler } = await import(`file://${directory}/src/handler.ts`) as { default: Handler };
      for (const each of casesFor(spec)) {
        const response = await post(handler, each.input);
        const body = await response.json();
        assert.deepEqual(
          { status: response.status, body },
          each.expected,
          `${each.title}: ${JSON.stringify(each.input)}`,
        );
        if (response.status === 200) assert.ok(validateAnswer(body), JSON.stringify(validateAnswer.errors));
      }
    });
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
    for (const args of [["check"], ["lint"], ["fmt", "--check"]]) {
      const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
        args: [...args, "."],
        cwd: directory,
        env: { NO_COLOR: "1" },
      }).output();
      const said = new TextDecoder().decode(stderr) + new TextDecoder().decode(stdout);
      assert.equal(code, 0, `deno ${args.join(" ")}:\n${said.slice(-6000)}`);
    }
  });
});

Deno.test("generated tests pass under deno test", async () => {
  const { files } = compiled(REQUIREMENTS["shipping-quote"]!);
  await inDirectory(files, async (directory) => {
    const { code, stdout } = await new Deno.Command(Deno.execPath(), { args: ["test", "-q"], cwd: directory })
      .output();
    assert.equal(code, 0, new TextDecoder().decode(stdout).slice(-2000));
  });
});

import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import type { Files } from "../../lib/files.ts";
import { HOSTILE_SOURCES } from "../testing/hostile_sources.ts";
import { runDeno } from "./deno_tool.ts";
import { readSources } from "./imports.ts";

const AROUND: Files = {
  "src/logic.ts": "export const x = 1;",
  "src/logic.js": "export const x = 1;",
  "src/x.wasm": "",
  "package.json": "{}",
  "requirements.md": "",
};

for (const { title, path, text } of HOSTILE_SOURCES) {
  Deno.test(`the import gate refuses ${title}`, () => {
    const { findings } = readSources({ ...AROUND, [path]: text }, [path]);
    assert.ok(findings.length > 0);
    assert.ok(findings.every((finding) => finding.path === path));
  });
}

const ACCEPTED: Files = {
  "src/handler.ts": `// A comment may say import("x"), require, or "see <reference>".
import { a } from "./lib/a.ts";
import type { T } from "./lib/types.d.ts";
import { b } from "../shared/b.js";
export * from "./lib/a.ts";
export type { T as U } from "./lib/types.d.ts";
type X = import("./lib/types.d.ts").T;
const lazy = () => import("./lib/a.ts");
const record = { require: 1, text: 'import "node:fs"', pattern: /import "x"/, call: \`require("x")\` };
const t: T & X = { name: a + b + record.require };
export default { fetch: async () => Response.json([t, (await lazy()).a]) };
`,
  "src/lib/a.ts": `import { b } from "../../shared/b.js";\nexport const a: string = b;`,
  "src/lib/types.d.ts": "export interface T { name: string }",
  "shared/b.js": `import "../src/lib/a.ts";\nexport const b = "b";`,
  "tests/handler_test.ts": `import { test } from "node:test";`,
  "deno.json": `{"imports":{"./lib/a.ts":"file:///etc/passwd"}}`,
};

Deno.test("the import gate follows every import once, in circles too, and reads nothing that is not imported", () => {
  const { parsed, findings } = readSources(ACCEPTED, ["src/handler.ts"]);
  assert.deepEqual(findings, []);
  assert.deepEqual([...parsed.keys()].sort(), [
    "shared/b.js",
    "src/handler.ts",
    "src/lib/a.ts",
    "src/lib/types.d.ts",
  ]);
});

Deno.test("what the import gate passes is all that Deno loads", async () => {
  const { parsed } = readSources(ACCEPTED, ["src/handler.ts"]);
  const sources = Object.fromEntries([...parsed.keys()].map((path) => [path, ACCEPTED[path]!]));
  const deno = { denoPath: Deno.execPath(), tmpDir: tmpdir() };
  const info = await runDeno(deno, sources, [
    "info",
    "--json",
    "--config",
    "deno.json",
    "artifact/src/handler.ts",
  ]);
  const modules: { specifier: string; error?: string }[] = JSON.parse(info.stdout).modules;
  const loaded = modules.map(({ specifier }) => specifier).filter((name) => !name.endsWith("/backend.d.ts"));
  assert.deepEqual(loaded.sort(), [...parsed.keys()].sort());
  assert.ok(modules.every(({ error }) => error === undefined));
});

Deno.test("a finding says where the import stands", () => {
  const text =
    `const a = 1;\n  import fs from "node:fs";\nexport default { fetch: () => Response.json([a, fs]) };`;
  const { findings } = readSources({ "src/handler.ts": text }, ["src/handler.ts"]);
  assert.deepEqual(findings, [{
    message: 'imports "node:fs": only files of the artifact, by relative path, can be imported',
    path: "src/handler.ts",
    line: 2,
    column: 3,
  }]);
});

Deno.test("a list of half a million numbers is read without running out of stack", () => {
  const text = `export const list = [${"1,".repeat(500_000)}];`;
  assert.deepEqual(readSources({ "src/handler.ts": text }, ["src/handler.ts"]).findings, []);
});

import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { checkImports } from "./imports.ts";
import type { Edge } from "./imports/graph.ts";
import { checkEdges, checkEnvironment } from "./imports/rules.ts";
import { DATA_PLANE, MAY_IMPORT, OUT_OF_REACH } from "./imports/table.ts";

function edge(from: string, to: string, isTypeOnly = false): Edge {
  return { from, to, isTypeOnly };
}

/** Rules broken by one import, or by several. */
function broken(...imports: [from: string, to: string][]): string[] {
  return checkEdges(imports.map(([from, to]) => edge(from, to))).map(({ rule }) => rule);
}

Deno.test("imports that the table allows break no rule", () => {
  assert.deepEqual(
    broken(["gateway/call.ts", "keys/mod.ts"], ["keys/mod.ts", "lib/ids.ts"], [
      "app.ts",
      "db/embedded/mod.ts",
    ]),
    [],
  );
});

Deno.test("an import that the table does not have is named with both files", () => {
  const violations = checkEdges([edge("agents/a.ts", "api/mod.ts")]);
  assert.deepEqual(violations, [{ rule: "agents may not import api", where: "agents/a.ts → api/mod.ts" }]);
});

Deno.test("lib imports nothing outside lib, and the sandbox not even lib but for types", () => {
  assert.deepEqual(broken(["lib/a.ts", "db/mod.ts"]), ["lib may not import db"]);
  assert.deepEqual(broken(["sandbox/a.ts", "lib/json.ts"]), ["sandbox may not import lib"]);
  assert.deepEqual(checkEdges([edge("sandbox/a.ts", "lib/json.ts", true)]), []);
});

Deno.test("a folder that the table does not know, and files outside src, are noticed", () => {
  assert.match(broken(["stuff/a.ts", "lib/json.ts"])[0] ?? "", /stuff is not in the table/);
  assert.deepEqual(broken(["db/a.ts", "../tools/mod.ts"]), ["db may not import ../tools/mod.ts"]);
});

Deno.test("another folder's files are imported through its mod.ts only, except lib's", () => {
  assert.deepEqual(broken(["agents/a.ts", "db/pool.ts"]), ["db is imported through its mod.ts only"]);
  assert.deepEqual(broken(["agents/a.ts", "agents/b.ts"]), []);
});

Deno.test("the data plane reaches no part of generation, not even by way of others", () => {
  const rules = broken(["gateway/a.ts", "agents/mod.ts"], ["agents/mod.ts", "spec/mod.ts"]);
  assert.ok(rules.includes("the data plane (gateway) never reaches spec"));
});

Deno.test("a cycle between folders is told once, with every import of it", () => {
  const cycle = checkEdges([
    edge("agents/a.ts", "db/mod.ts"),
    edge("db/b.ts", "host/mod.ts"),
    edge("host/c.ts", "agents/mod.ts"),
  ]).filter(({ rule }) => rule.includes("cycles"));
  assert.deepEqual(cycle.map(({ where }) => where), [
    "agents/a.ts → db/mod.ts, db/b.ts → host/mod.ts, host/c.ts → agents/mod.ts",
  ]);
});

Deno.test("only config.ts reads the environment", () => {
  assert.deepEqual(checkEnvironment("config.ts", "Deno.env.get('A')"), []);
  assert.equal(checkEnvironment("db/a.ts", "\nDeno.env.get('A')")[0]?.where, "db/a.ts:2");
  assert.equal(checkEnvironment("db/a.ts", "const { A } = process.env;").length, 1);
  assert.deepEqual(checkEnvironment("db/a.ts", "env.store.get('A')"), []);
});

Deno.test("the table itself has no cycle and no way from the data plane to generation", () => {
  const edges = Object.entries(MAY_IMPORT).flatMap(([from, targets]) => targets.map((to) => edge(from, to)));
  assert.deepEqual(checkEdges(edges), []);
  assert.ok(
    DATA_PLANE.every((folder) => folder in MAY_IMPORT) &&
      OUT_OF_REACH.every((folder) => folder in MAY_IMPORT),
  );
});

Deno.test("real files are read as Deno reads them: types count, tests and unreached files do and do not", async () => {
  const src = await Deno.makeTempDir();
  await write(src, "db/mod.ts", "export type Row = number;\n");
  await write(src, "db/pool.ts", "export const pool = 1;\n");
  await write(src, "keys/mod.ts", 'import type { Row } from "../db/mod.ts";\nexport type Key = Row;\n');
  await write(src, "models/mod.ts", 'import type { Row } from "../db/mod.ts";\nexport type Model = Row;\n');
  await write(src, "keys/keys_test.ts", 'import { pool } from "../db/pool.ts";\nconsole.log(pool);\n');
  const { files, violations } = await checkImports(src);
  assert.equal(files, 4);
  assert.deepEqual(violations, [{ rule: "models may not import db", where: "models/mod.ts → db/mod.ts" }]);
  await Deno.remove(src, { recursive: true });
});

async function write(src: string, path: string, text: string): Promise<void> {
  await Deno.mkdir(dirname(join(src, path)), { recursive: true });
  await Deno.writeTextFile(join(src, path), text);
}

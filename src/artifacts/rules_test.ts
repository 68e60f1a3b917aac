import assert from "node:assert/strict";
import { checkFiles, entryOf } from "./mod.ts";

const HANDLER = "export default { fetch: () => new Response() };";
const OK = { "src/handler.ts": HANDLER };

function issuesOf(value: unknown) {
  const result = checkFiles(value);
  return result.ok ? [] : result.issues;
}

Deno.test("good files come back as they are", () => {
  const files = { ...OK, "README.md": "", "src/@types/a_b-c.d.ts": "", "_x/1.json": "{}" };
  assert.deepEqual(checkFiles(files), { ok: true, files });
});

for (const value of [null, [], "text", 7, undefined]) {
  Deno.test(`files that are ${JSON.stringify(value)} are refused with the shape that is wanted`, () => {
    assert.match(issuesOf(value)[0]?.message ?? "", /must be an object/);
  });
}

for (
  const path of [
    "",
    "/a",
    "a/",
    "a//b",
    "./a",
    "../a",
    "a/../b",
    ".env",
    "a\\b",
    "C:/a",
    "a b",
    "a\n",
    "ä",
    "-a",
    "a\0",
  ]
) {
  Deno.test(`the path ${JSON.stringify(path)} is refused`, () => {
    assert.deepEqual(issuesOf({ ...OK, [path]: "" }).map((issue) => issue.path), [path]);
  });
}

Deno.test("a __proto__ sent as JSON is refused and touches no prototype", () => {
  const value = JSON.parse(`{"src/handler.ts":"x","__proto__":"polluted"}`);
  assert.match(issuesOf(value)[0]?.message ?? "", /reserved/);
});

Deno.test("each violation is an issue of its own, with its path", () => {
  const issues = issuesOf({
    "src/a.ts": 7,
    "b c": "",
    "src/big.ts": "x".repeat(1024 * 1024 + 1),
    "src/s.ts": "\ud800",
  });
  assert.deepEqual(issues.map(({ path }) => path), ["src/a.ts", "b c", "src/big.ts", "src/s.ts", ""]);
  assert.match(issues.at(-1)?.message ?? "", /there is no src\/handler\.ts/);
});

Deno.test("sizes are counted in bytes, as stored", () => {
  assert.equal(issuesOf({ "src/handler.ts": "é".repeat(512 * 1024) }).length, 0);
  assert.match(issuesOf({ "src/handler.ts": "é".repeat(512 * 1024 + 1) })[0]?.message ?? "", /1048578 bytes/);
});

Deno.test("the total and the number of files are bounded", () => {
  const files = (count: number, text: string) =>
    Object.fromEntries(Array.from({ length: count }, (_, n) => [`d/${n}`, text]));
  assert.match(issuesOf({ ...OK, ...files(6, "x".repeat(900_000)) })[0]?.message ?? "", /bytes in all/);
  assert.match(issuesOf({ ...OK, ...files(200, "") })[0]?.message ?? "", /201 files; at most 200/);
});

Deno.test("TypeScript comes first where both entries are there", () => {
  assert.equal(entryOf({ "src/handler.js": "", "src/handler.ts": "" }), "src/handler.ts");
  assert.equal(entryOf({ "src/handler.js": "" }), "src/handler.js");
  assert.equal(entryOf({ "handler.ts": "" }), null);
});

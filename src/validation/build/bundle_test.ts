import assert from "node:assert/strict";
import { bundle } from "./bundle.ts";

Deno.test("one module comes out, without what nobody uses, and says nothing of this machine", async () => {
  const built = await bundle({
    "src/handler.ts":
      `import { used } from "./a.ts"; export default { fetch: () => new Response(used as string) };`,
    "src/a.ts": "export const used = 'ü'; export const unused = 'nobody';",
  }, "src/handler.ts");
  assert.ok(built.ok);
  assert.match(built.text, /"ü"/);
  assert.doesNotMatch(built.text, /nobody|\bimport\b/);
  assert.ok(!built.text.includes(Deno.cwd()));
});

Deno.test("a lazy import of a file of the artifact is bundled too", async () => {
  const built = await bundle({
    "src/handler.js": `export default { fetch: async () => new Response((await import("./a.js")).a) };`,
    "src/a.js": "export const a = 'lazy';",
  }, "src/handler.js");
  assert.ok(built.ok && built.text.includes("lazy") && !/import\(/.test(built.text));
});

for (
  const specifier of [
    "/etc/passwd",
    "../../etc/passwd",
    "node:fs",
    "esbuild",
    "file:///etc/passwd",
    "./gone.ts",
  ]
) {
  Deno.test(`the bundler by itself refuses ${specifier}`, async () => {
    const built = await bundle({ "src/handler.ts": `import "${specifier}";` }, "src/handler.ts");
    assert.ok(!built.ok);
    assert.equal(built.findings[0]?.path, "src/handler.ts");
    assert.match(built.findings[0]?.message ?? "", /^imports /);
  });
}

Deno.test("a syntax error has its place", async () => {
  const built = await bundle({ "src/handler.ts": "const a = ;" }, "src/handler.ts");
  assert.ok(!built.ok);
  const { path, line, column } = built.findings[0]!;
  assert.deepEqual({ path, line, column }, { path: "src/handler.ts", line: 1, column: 11 });
});

Deno.test("builds at the same time do not disturb each other", async () => {
  const texts = await Promise.all(
    Array.from({ length: 8 }, async (_, n) => {
      const built = await bundle({ "src/handler.js": `export default ${n};` }, "src/handler.js");
      return built.ok ? /= (\d)/.exec(built.text)?.[1] : null;
    }),
  );
  assert.deepEqual(texts, ["0", "1", "2", "3", "4", "5", "6", "7"]);
});

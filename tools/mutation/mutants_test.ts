import assert from "node:assert/strict";
import { mutantsOf } from "./mutants.ts";

const mistakes = (source: string) =>
  mutantsOf(source).map(({ mistake }) => mistake.replace(/^line \d+: /, ""));

Deno.test("comparisons, connectives, numbers, branches and rules are each got wrong once", () => {
  assert.deepEqual(mistakes("const ok = a <= 18 && !b;"), [
    '"&&" became "||"',
    '"<=" became "<"',
    "18 became 19",
    "18 became 17",
    '"!" was left out',
  ]);
  assert.deepEqual(mistakes("const rate = vip ? half : full;"), ["the branches were swapped"]);
  assert.deepEqual(mistakes("if (old) refuse();"), [
    "the condition was turned round",
    "the rule was left out",
  ]);
  assert.deepEqual(mistakes('const words = ["a", "b"];'), ['"a" was left out', '"b" was left out']);
  assert.deepEqual(mistakes("const sum = plus(exact(a), exact(0.1));"), [
    "plus became minus",
    "0.1 became 0.11",
    "0.1 became 0.09",
  ]);
});

Deno.test("a mutant is the source with that one mistake, and says on which line", () => {
  const source = "const x = 1;\nif (a > b) stop();\n";
  const left = mutantsOf(source).find(({ mistake }) => mistake.endsWith("left out"));
  assert.deepEqual(left, { mistake: "line 2: the rule was left out", text: "const x = 1;\n\n" });
});

Deno.test("types, imports and names are not mistaken", () => {
  assert.deepEqual(mistakes('import { plus } from "./exact.ts";\nfunction plus(a: 1 | 2): void {}\n'), []);
});

import assert from "node:assert/strict";
import { compile } from "./compile.ts";
import { explain } from "./explain.ts";
import { MAX_REQUIREMENTS_LENGTH } from "./mod.ts";

const GOOD =
  "The input has price (number) and quantity (integer). total is price times quantity. Return total.";

Deno.test("what compiles is explained with the very Spec that compiling gives", () => {
  const compiled = compile(GOOD, { name: "Total" });
  const explained = explain(GOOD, { name: "Total" });
  assert.ok(compiled.ok);
  assert.deepEqual(explained.spec, compiled.spec);
  assert.equal(explained.paraphrase, compiled.coverage.paraphrase);
});

Deno.test("what does not compile is explained as far as it was understood", () => {
  const { compiles, spec, suggestions, coverage } = explain(`${GOOD} Sing me a song about 3 ships.`);
  assert.equal(compiles, false);
  assert.ok(spec && coverage > 0 && coverage < 1);
  assert.deepEqual(suggestions.map(({ quote }) => quote), ["Sing me a song about 3 ships."]);
});

Deno.test("requirements that are too long or empty of requirements have no Spec and a failure that says why", () => {
  for (const text of ["x".repeat(MAX_REQUIREMENTS_LENGTH + 1), "Hello there, world."]) {
    const { compiles, spec, failure } = explain(text);
    assert.deepEqual([compiles, spec], [false, null]);
    assert.ok(failure && failure.message.length > 20);
  }
});

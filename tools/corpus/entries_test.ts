import assert from "node:assert/strict";
import { readCorpus } from "./entries.ts";

const ENTRIES = await readCorpus(new URL("../../examples/requirements", import.meta.url).pathname);

Deno.test("every text to compile has three calls or more, and every text to refuse quotes itself", () => {
  for (const { family, name, requirements, expectation } of ENTRIES) {
    const sound = expectation.expect === "compiles"
      ? expectation.calls.length >= 3
      : requirements.includes(expectation.quote);
    assert.ok(sound, `${family}/${name}`);
  }
});

Deno.test("a fifth of the corpus must be refused", () => {
  const refused = ENTRIES.filter(({ expectation }) => expectation.expect === "refused");
  assert.ok(refused.length >= ENTRIES.length / 5);
});

import assert from "node:assert/strict";
import { matches, statusMatches } from "./matches.ts";

Deno.test("a body may have more than is expected, at every depth, but nothing less", () => {
  assert.ok(matches({ error: { message: "no" } }, { error: { message: "no", code: "x" }, more: 1 }));
  assert.ok(!matches({ total: 1, tax: 0 }, { total: 1 }));
});

Deno.test("a list must have exactly the expected items", () => {
  assert.ok(matches([{ a: 1 }, 2], [{ a: 1, b: 2 }, 2]));
  assert.ok(!matches([1], [1, 2]));
  assert.ok(!matches([], {}));
});

Deno.test("a value of another type is another value", () => {
  assert.ok(!matches(1, "1"));
  assert.ok(!matches({}, []));
  assert.ok(!matches({}, null));
  assert.ok(!matches({ toString: 1 }, {}));
});

Deno.test("4xx stands for any client error and for nothing else", () => {
  assert.ok(statusMatches("4xx", 422) && statusMatches("4xx", 400));
  assert.ok(!statusMatches("4xx", 200) && !statusMatches("4xx", 500));
  assert.ok(statusMatches(409, 409) && !statusMatches(409, 422));
});

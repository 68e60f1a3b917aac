import assert from "node:assert/strict";
import { jsonEqual } from "./equal.ts";

Deno.test("the order of keys means nothing, the order of items does", () => {
  assert.ok(jsonEqual({ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 }));
  assert.ok(!jsonEqual([1, 2], [2, 1]));
});

Deno.test("values that only look alike are not equal", () => {
  assert.ok(!jsonEqual({ a: null }, {}));
  assert.ok(!jsonEqual({}, { a: null }));
  assert.ok(!jsonEqual({ a: null }, { b: null }));
  assert.ok(!jsonEqual([], {}));
  assert.ok(!jsonEqual({}, []));
  assert.ok(!jsonEqual(1, "1"));
  assert.ok(!jsonEqual(0, false));
  assert.ok(!jsonEqual(null, {}));
  assert.ok(!jsonEqual([1], [1, 2]));
});

Deno.test("a key of the prototype is no key", () => {
  assert.ok(!jsonEqual({ toString: "x" }, { valueOf: "x" }));
});

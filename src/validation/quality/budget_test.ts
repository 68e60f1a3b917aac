import assert from "node:assert/strict";
import { percentile } from "./budget.ts";

Deno.test("the 95th percentile is the nearest rank", () => {
  assert.equal(percentile(Array.from({ length: 100 }, (_, n) => 100 - n), 0.95), 95);
  assert.equal(percentile([7], 0.95), 7);
  assert.equal(percentile([], 0.95), 0);
});

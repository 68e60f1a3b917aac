import assert from "node:assert/strict";
import { Histogram } from "./histogram.ts";

Deno.test("a value is counted under the first bound that is not less, or beyond all", () => {
  const histogram = new Histogram([1, 10]);
  for (const value of [0, 1, 1.5, 10, 11]) histogram.observe(value);
  assert.deepEqual(histogram.counts, [2, 2, 1]);
  assert.equal(histogram.sum, 23.5);
  assert.equal(histogram.count, 5);
});

Deno.test("a quantile lies between the bounds of its value, and nothing counted has none", () => {
  const histogram = new Histogram([1, 10, 100]);
  assert.equal(histogram.quantile(0.5), null);
  histogram.add([0, 100, 0, 0], 550);
  assert.equal(histogram.quantile(0.5), 5.5);
  histogram.add([0, 0, 0, 1000], 1e6);
  assert.equal(histogram.quantile(0.99), 100);
});

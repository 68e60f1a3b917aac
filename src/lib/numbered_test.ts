import assert from "node:assert/strict";
import { Numbered } from "./numbered.ts";

Deno.test("values are found under their numbers, in the order of these, until they are deleted", () => {
  const values = new Numbered<string>();
  assert.deepEqual([values.first, values.size, values.get(1)], [0, 0, undefined]);
  for (let number = 1; number <= 1000; number++) values.add(number, `v${number}`);
  for (let number = 1; number <= 997; number++) values.delete(number);
  values.delete(5);
  assert.deepEqual([values.first, values.size, values.get(5), values.get(999)], [998, 3, undefined, "v999"]);
  assert.deepEqual(values.entries(), [[998, "v998"], [999, "v999"], [1000, "v1000"]]);
});

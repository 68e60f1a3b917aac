import assert from "node:assert/strict";
import { createIdSequence, leastId, newId } from "./ids.ts";

Deno.test("ids of one sequence sort in the order of their making, even when the clock stands or goes back", () => {
  const times = [5, 5, 5, 4, 6, 6, 2, 7];
  const next = createIdSequence("log", () => times.shift() ?? 7);
  const ids = Array.from({ length: 3000 }, next);
  assert.deepEqual(ids.toSorted(), ids);
  assert.equal(new Set(ids).size, ids.length);
  for (const id of ids) assert.match(id, /^log_[0-9a-hjkmnp-tv-z]{26}$/);
});

Deno.test("no id of a later time sorts before the least of a time", () => {
  assert.ok(leastId("log", 1000) <= newId("log", 1000));
  assert.ok(leastId("log", 1000) > newId("log", 999));
});

import assert from "node:assert/strict";
import { createIdSequence, idOfUuid, leastId, newId, timeOfId, timeOfUuid, uuidOfId } from "./ids.ts";

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

Deno.test("an id written as a UUID and back is the same, in the same order, and tells its time", () => {
  const atMs = Date.UTC(2026, 10, 24);
  const id = newId("inv", atMs);
  const uuid = uuidOfId(id)!;
  assert.match(uuid, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  assert.equal(idOfUuid("inv", uuid), id);
  assert.equal(timeOfUuid(uuid), atMs);
  assert.equal(timeOfId(id), atMs);
  assert.ok(uuid < uuidOfId(newId("inv", atMs + 1))!);
});

Deno.test("what is no ULID has no UUID", () => {
  for (const text of ["", "inv_", "inv_" + "z".repeat(26), "inv_0000", "inv_" + "u".repeat(26)]) {
    assert.equal(uuidOfId(text), null, text);
  }
});

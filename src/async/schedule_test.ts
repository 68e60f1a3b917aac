import assert from "node:assert/strict";
import { nextAttemptSeconds } from "./schedule.ts";

const NOW = Date.parse("2026-11-24T12:00:00Z");

Deno.test("attempts come ever later, spread by a fifth, and end after eight", () => {
  const about = [5, 30, 120, 600, 1_800, 7_200, 18_000];
  about.forEach((seconds, index) => {
    const next = nextAttemptSeconds(index + 1, undefined, NOW)!;
    assert.ok(next >= 0.8 * seconds && next <= 1.2 * seconds, `${next} for ${seconds}`);
  });
  assert.equal(nextAttemptSeconds(8, undefined, NOW), null);
  assert.equal(nextAttemptSeconds(8, "1", NOW), null);
});

Deno.test("a receiver's Retry-After is kept to, in seconds or as a date, within bounds", () => {
  assert.equal(nextAttemptSeconds(1, "90", NOW), 90);
  assert.equal(nextAttemptSeconds(1, "Tue, 24 Nov 2026 12:01:00 GMT", NOW), 60);
  assert.equal(nextAttemptSeconds(1, "0", NOW), 1);
  assert.equal(nextAttemptSeconds(1, "999999999", NOW), 18_000);
  assert.ok(nextAttemptSeconds(1, "soon", NOW)! <= 6);
});

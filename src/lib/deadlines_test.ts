import assert from "node:assert/strict";
import { Deadlines } from "./deadlines.ts";

Deno.test("deadlines expire in their order, but for those that were ended, in whatever order", async () => {
  const expired: number[] = [];
  const deadlines = new Deadlines(5);
  const { promise: all, resolve } = Promise.withResolvers<void>();
  const begun = [0, 1, 2, 3, 4, 5].map((n) => deadlines.begin(() => expired.push(n)));
  for (const n of [3, 0, 5, 3]) deadlines.end(begun[n]!);
  deadlines.begin(resolve);
  const alive = setInterval(() => {}, 1000); // the deadlines' own timer does not keep a process running
  await all;
  clearInterval(alive);
  assert.deepEqual(expired, [1, 2, 4]);
});

Deno.test("work that is done in time is not disturbed, and a deadline may begin another", async () => {
  const deadlines = new Deadlines(5);
  assert.equal(await deadlines.race(Promise.resolve("done"), () => new Error("late")), "done");
  const never = new Promise(() => {});
  const alive = setInterval(() => {}, 1000);
  const late = () => new Error("late");
  await assert.rejects(deadlines.race(never, late).catch(() => deadlines.race(never, late)), /late/);
  clearInterval(alive);
});

import assert from "node:assert/strict";
import { Quotas, SlidingWindow } from "./quotas.ts";

/** Repeatable numbers from 0 to 1 (mulberry32). */
function random(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

Deno.test("in no window whatever are there more calls than the limit, however they come", () => {
  for (const [limit, windowSeconds] of [[1, 1], [7, 1], [50, 10], [100, 60]] as const) {
    const next = random(limit);
    const window = new SlidingWindow({ limit, windowSeconds });
    const windowMs = windowSeconds * 1000;
    const granted: number[] = [];
    for (let nowMs = 0; nowMs < windowMs * 20; nowMs += next() < 0.2 ? next() * windowMs / 3 : next() * 2) {
      if (window.take(nowMs).granted) granted.push(nowMs);
    }
    assert.ok(granted.length > limit * 5, "calls are let through");
    for (let i = limit; i < granted.length; i++) {
      assert.ok(granted[i]! - granted[i - limit]! >= windowMs, `${limit + 1} calls within a window`);
    }
  }
});

Deno.test("after the seconds that a refusal names there is room again, and not earlier than a step before", () => {
  const window = new SlidingWindow({ limit: 3, windowSeconds: 60 });
  for (const nowMs of [10_000, 20_000, 30_000]) assert.ok(window.take(nowMs).granted);
  const refused = window.take(31_000);
  assert.deepEqual([refused.granted, refused.remaining], [false, 0]);
  assert.ok(refused.resetSeconds >= 39 && refused.resetSeconds <= 40, String(refused.resetSeconds));
  assert.equal(window.take(69_000).granted, false);
  assert.equal(window.take(31_000 + refused.resetSeconds * 1000).granted, true);
});

Deno.test("what is left counts down, and a window that was quiet is whole again", () => {
  const window = new SlidingWindow({ limit: 2, windowSeconds: 1 });
  assert.deepEqual([0, 0, 0].map((nowMs) => window.take(nowMs).remaining), [1, 0, 0]);
  assert.equal(window.take(1e9).remaining, 1);
});

Deno.test("every key has a window of its own, and those that are quiet are let go", () => {
  let nowMs = 0;
  const quotas = new Quotas(() => nowMs);
  const rate = { limit: 1, windowSeconds: 1 };
  for (let key = 0; key < 3_000; key++, nowMs += 10) assert.ok(quotas.take(`key_${key}`, rate).granted);
  assert.equal(quotas.take("key_2999", rate).granted, false);
  assert.ok(quotas.size <= 1_001, `${quotas.size} windows are kept`);
});

import assert from "node:assert/strict";
import { Cache } from "./cache.ts";

Deno.test("an entry is read once and remembered until it is old", async () => {
  let nowMs = 0;
  let reads = 0;
  const cache = new Cache<number>({ ttlMs: 100, capacity: 10, now: () => nowMs });
  const read = () => Promise.resolve(++reads);
  assert.equal(await cache.load("a", read), 1);
  assert.equal(await cache.load("a", read), 1);
  nowMs = 101;
  assert.equal(await cache.load("a", read), 2);
});

Deno.test("a look-up that began before a drop stores nothing", async () => {
  const cache = new Cache<string>({ ttlMs: 1000, capacity: 10 });
  const { promise, resolve } = Promise.withResolvers<string>();
  const slow = cache.load("key", () => promise);
  cache.drop((value) => value === "active");
  resolve("active");
  assert.equal(await slow, "active");
  assert.equal(cache.get("key"), undefined);
});

Deno.test("what does not exist is not remembered", async () => {
  const cache = new Cache<string>({ ttlMs: 1000, capacity: 10 });
  assert.equal(await cache.load("key", () => Promise.resolve(null)), null);
  assert.equal(await cache.load("key", () => Promise.resolve("now it does")), "now it does");
});

Deno.test("a full cache forgets the oldest entry", async () => {
  const cache = new Cache<string>({ ttlMs: 1000, capacity: 2 });
  for (const key of ["a", "b", "c"]) await cache.load(key, () => Promise.resolve(key));
  assert.equal(cache.get("a"), undefined);
  assert.equal(cache.get("c"), "c");
});

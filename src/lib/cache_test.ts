import assert from "node:assert/strict";
import { Cache } from "./cache.ts";
import { Outage } from "./outage.ts";

/** What `load` gives without being able to read. */
const remembered = <Value>(cache: Cache<Value>, key: string) => cache.load(key, () => Promise.resolve(null));

Deno.test("an entry is read once and remembered until it is old", async () => {
  let nowMs = 0;
  let reads = 0;
  const cache = new Cache<number>({ ttlMs: 100, capacity: 10, now: () => nowMs });
  const read = () => Promise.resolve(++reads);
  assert.equal(await cache.load("a", read), 1);
  assert.equal(await cache.load("a", read), 1);
  nowMs = 101;
  assert.equal(await cache.load("a", read), 2);
  cache.expire();
  assert.equal(await cache.load("a", read), 3);
});

for (const change of ["drop", "expire"] as const) {
  Deno.test(`a look-up that began before ${change}() stores nothing`, async () => {
    const cache = new Cache<string>({ ttlMs: 1000, capacity: 10 });
    const { promise, resolve } = Promise.withResolvers<string>();
    const slow = cache.load("key", () => promise);
    cache[change]((value: string) => value === "active");
    resolve("active");
    assert.equal(await slow, "active");
    assert.equal(await remembered(cache, "key"), null);
  });
}

Deno.test("what does not exist is not remembered, and what no longer exists is forgotten", async () => {
  let nowMs = 0;
  const cache = new Cache<string>({ ttlMs: 100, capacity: 10, now: () => nowMs });
  assert.equal(await cache.load("key", () => Promise.resolve(null)), null);
  assert.equal(await cache.load("key", () => Promise.resolve("now it does")), "now it does");
  nowMs = 101;
  assert.equal(await cache.load("key", () => Promise.resolve(null)), null);
  assert.equal(await cache.load("key", () => Promise.resolve("again")), "again");
});

Deno.test("a full cache forgets the oldest entry", async () => {
  const cache = new Cache<string>({ ttlMs: 1000, capacity: 2 });
  for (const key of ["a", "b", "c"]) await cache.load(key, () => Promise.resolve(key));
  assert.equal(await remembered(cache, "c"), "c");
  assert.equal(await remembered(cache, "a"), null);
});

Deno.test("of two look-ups the one that was asked last counts, in whichever order they answer", async () => {
  let nowMs = 0;
  const cache = new Cache<string>({ ttlMs: 100, capacity: 10, now: () => nowMs });
  const { promise, resolve } = Promise.withResolvers<string>();
  const early = cache.load("key", () => promise);
  nowMs = 10;
  await cache.load("key", () => Promise.resolve("revoked"));
  resolve("active");
  await early;
  assert.equal(await remembered(cache, "key"), "revoked");
});

/** A cache of a store that can be taken away, with a clock that is set by hand. */
function withOutages() {
  const clock = { ms: 0 };
  const state = { isAway: false, reads: 0, value: "old" as string | null };
  const now = () => clock.ms;
  const away = new Error("away");
  const outage = new Outage({ mostStaleMs: 10_000, isAway: (error) => error === away, patienceMs: 5, now });
  const cache = new Cache<string>({ ttlMs: 100, capacity: 10, now, outage });
  const load = () =>
    cache.load("key", () => {
      state.reads++;
      return state.isAway ? Promise.reject(away) : Promise.resolve(state.value);
    });
  return { clock, state, cache, outage, load, away };
}

Deno.test("while the store is away the old answer does, up to the time that is set, and then the error is told", async () => {
  const { clock, state, load, away } = withOutages();
  await load();
  state.isAway = true;
  for (clock.ms = 101; clock.ms <= 10_000; clock.ms += 100) assert.equal(await load(), "old");
  assert.ok(state.reads < 30, `the store was asked ${state.reads} times`);
  clock.ms = 10_001;
  await assert.rejects(load(), away);
});

Deno.test("once the store is back, the old answer goes", async () => {
  const { clock, state, load } = withOutages();
  await load();
  state.isAway = true;
  clock.ms = 101;
  assert.equal(await load(), "old");
  Object.assign(state, { isAway: false, value: "new" });
  clock.ms = 601;
  await load(); // its look in the background finds the store
  assert.equal(await load(), "new");
});

Deno.test("a store that has been heard of is asked at once, and what it no longer has is gone", async () => {
  const { clock, state, cache, outage, load } = withOutages();
  await load();
  state.isAway = true;
  clock.ms = 101;
  await load();
  Object.assign(state, { isAway: false, value: null });
  cache.expire();
  outage.end();
  assert.equal(await load(), null);
});

Deno.test("an error that is not about the store being away is told, however much is remembered", async () => {
  const { clock, cache, load } = withOutages();
  await load();
  clock.ms = 101;
  await assert.rejects(cache.load("key", () => Promise.reject(new Error("a bug"))), /a bug/);
});

Deno.test("a store that says nothing is waited for once, and by nobody after that", async () => {
  const { clock, cache, load } = withOutages();
  await load();
  clock.ms = 101;
  const silent = Promise.withResolvers<string>();
  assert.equal(await cache.load("key", () => silent.promise), "old");
  const unread = () => Promise.reject(new Error("it was asked again at once"));
  assert.equal(await cache.load("key", unread), "old");
  silent.resolve("late");
  await silent.promise;
  assert.equal(await cache.load("key", unread), "late");
});

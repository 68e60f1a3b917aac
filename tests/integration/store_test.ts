import assert from "node:assert/strict";
import { setTimeout as passed } from "node:timers/promises";
import { createMemoryStores, createStore, MAX_VALUE_BYTES, type Store } from "../../src/store/mod.ts";
import { ECHO } from "../fixtures/handlers.ts";
import { test, usePlatform } from "./platform.ts";

const platform = usePlatform();
const encoder = new TextEncoder();
const key = (text: string) => encoder.encode(text);

/** Each guarantee holds for the store of agents, in Postgres, and for that of probes, in memory. */
function testBoth(name: string, guarantee: (store: Store, owner: string) => Promise<void>): void {
  test(`in Postgres: ${name}`, async () => {
    const { agentId } = await platform.deployed("Owner", ECHO);
    await guarantee(createStore(platform.app.services.db), agentId);
  });
  Deno.test(`in memory: ${name}`, () => guarantee(createMemoryStores(), "probe_a"));
}

testBoth("a value comes back as it was put, with the version that its put told", async (store, owner) => {
  assert.equal(await store.get(owner, key("k")), null);
  for (const value of [null, false, 0, "", "\0ä😀", [], {}, { b: 1, a: [{ "": 2 }] }, 1.5e-7]) {
    const put = await store.put(owner, key("k"), JSON.stringify(value), {});
    assert.ok(put.kind === "stored");
    const { version } = put;
    assert.deepEqual(await store.get(owner, key("k")), { key: "k", value, version, expiresAt: null });
  }
  assert.equal(await store.delete(owner, key("k")), true);
  assert.equal(await store.delete(owner, key("k")), false);
  assert.equal(await store.get(owner, key("k")), null);
});

testBoth("every write has a version of its own, also the same value again", async (store, owner) => {
  const versions = new Set<string>();
  for (let n = 0; n < 5; n++) {
    const put = await store.put(owner, key("k"), "1", {});
    if (put.kind === "stored") versions.add(put.version);
  }
  await store.increment(owner, key("k"), 1);
  versions.add((await store.get(owner, key("k")))!.version);
  assert.equal(versions.size, 6);
});

testBoth("what has expired is not there, for no method", async (store, owner) => {
  const brief = { ttlSeconds: 0.02 };
  const put = await store.put(owner, key("k"), "1", brief);
  assert.ok((await store.get(owner, key("k")))?.expiresAt instanceof Date);
  await passed(40);
  assert.equal(await store.get(owner, key("k")), null);
  assert.deepEqual(await store.list(owner, { prefix: key(""), limit: 10 }), { entries: [], more: false });
  assert.ok(put.kind === "stored");
  assert.equal((await store.put(owner, key("k"), "2", { ifVersion: put.version })).kind, "raced");
  assert.equal(await store.delete(owner, key("k")), false);

  await store.put(owner, key("n"), "5", brief);
  await store.put(owner, key("free"), '"long enough to matter"', brief);
  await passed(40);
  assert.deepEqual(await store.increment(owner, key("n"), 1), { kind: "stored", value: 1 });
  assert.equal((await store.get(owner, key("n")))?.expiresAt, null);
  assert.equal((await store.put(owner, key("free"), "3", { ifVersion: null })).kind, "stored");
});

testBoth("a number is counted up as JavaScript would, and keeps its time to live", async (store, owner) => {
  assert.deepEqual(await store.increment(owner, key("n"), 0.1), { kind: "stored", value: 0.1 });
  assert.deepEqual(await store.increment(owner, key("n"), 0.2), { kind: "stored", value: 0.1 + 0.2 });
  await store.put(owner, key("t"), "9007199254740990", { ttlSeconds: 100 });
  assert.deepEqual(await store.increment(owner, key("t"), 1), {
    kind: "stored",
    value: Number.MAX_SAFE_INTEGER,
  });
  assert.ok((await store.get(owner, key("t")))?.expiresAt);
  await store.put(owner, key("x"), "1e308", {});
  assert.deepEqual(await store.increment(owner, key("x"), 1e308), { kind: "no_number" });
  await store.put(owner, key("x"), '"1"', {});
  assert.deepEqual(await store.increment(owner, key("x"), 1), { kind: "no_number" });
});

testBoth("a list goes through the keys of a prefix, byte by byte, page by page", async (store, owner) => {
  const names = ["a", "a\0", "a/1", "a/2", "a/ä", "a/\u{ffff}", "a/😀", "a0", "b", "Z"];
  for (const name of names) await store.put(owner, key(name), JSON.stringify(name), {});
  const inOrder = names.filter((name) => name.startsWith("a/")).sort((a, b) =>
    Buffer.compare(key(a), key(b))
  );
  assert.deepEqual(inOrder.slice(-2), ["a/\u{ffff}", "a/😀"]); // by bytes; as UTF-16 it would be the other way round
  const seen: string[] = [];
  let after: Uint8Array<ArrayBuffer> | undefined;
  for (let more = true; more;) {
    const page = await store.list(owner, { prefix: key("a/"), limit: 2, ...(after && { after }) });
    seen.push(...page.entries.map((entry) => entry.key));
    after = key(seen.at(-1)!);
    more = page.more;
  }
  assert.deepEqual(seen, inOrder);
  assert.equal((await store.list(owner, { prefix: key(""), limit: 500 })).entries.length, names.length);
  assert.deepEqual(await store.list(owner, { prefix: key("c"), limit: 5 }), { entries: [], more: false });
});

testBoth("a page of large values ends early, and the next one goes on", async (store, owner) => {
  const large = JSON.stringify("x".repeat(MAX_VALUE_BYTES - 2));
  for (let n = 0; n < 7; n++) await store.put(owner, key(`k${n}`), large, {});
  const first = await store.list(owner, { prefix: key(""), limit: 7 });
  assert.ok(
    first.more && first.entries.length >= 4 && first.entries.length < 7,
    String(first.entries.length),
  );
  const after = key(first.entries.at(-1)!.key);
  const second = await store.list(owner, { prefix: key(""), limit: 7, after });
  assert.equal(first.entries.length + second.entries.length, 7);
  assert.equal(second.more, false);
});

testBoth("owners do not see each other", async (store, owner) => {
  await store.put(owner, key("k"), "1", {});
  assert.equal(await store.get("somebody else", key("k")), null);
  assert.equal(await store.delete("somebody else", key("k")), false);
  assert.deepEqual((await store.list("somebody else", { prefix: key(""), limit: 1 })).entries, []);
});

test("what has expired is swept before an agent is told that its store is full", async () => {
  const { agentId } = await platform.deployed("Sweeping", ECHO);
  const { db } = platform.app.services;
  const store = createStore(db);
  await store.put(agentId, key("old"), "1", { ttlSeconds: 0.001 });
  await db.updateTable("agent_store_usage").set({ max_keys: 1 }).where("agent_id", "=", agentId).execute();
  await passed(5);
  assert.equal((await store.put(agentId, key("new"), "1", {})).kind, "stored");
  assert.equal((await store.put(agentId, key("more"), "1", {})).kind, "quota");
});

test("however many write at once, the count of what an agent uses stays true", async () => {
  const { agentId } = await platform.deployed("Counted", ECHO);
  const { db } = platform.app.services;
  const store = createStore(db);
  await Promise.all(Array.from({ length: 200 }, async (_, n) => {
    await store.put(agentId, key(`k${n % 20}`), JSON.stringify("x".repeat(n)), {});
    if (n % 3 === 0) await store.delete(agentId, key(`k${(n * 7) % 20}`));
  }));
  const rows = await db.selectFrom("agent_store").select("size_bytes").where("agent_id", "=", agentId)
    .execute();
  const usage = await db.selectFrom("agent_store_usage").select(["keys", "bytes"]).where(
    "agent_id",
    "=",
    agentId,
  )
    .executeTakeFirstOrThrow();
  assert.equal(usage.keys, rows.length);
  assert.equal(Number(usage.bytes), rows.reduce((sum, { size_bytes }) => sum + size_bytes, 0));
});

import assert from "node:assert/strict";
import { refuse } from "./outcome.ts";
import { type Collection, type Records, transact } from "./records.ts";
import { MemoryStore } from "./store.ts";

const counters: Collection<{ count: number }> = { name: "counters" };
const tasks: Collection<{ id: string }> = { name: "tasks", isListed: true };

async function countOne(records: Records) {
  const { count } = await records.find(counters, "a") ?? { count: 0 };
  await records.put(counters, "a", { count: count + 1 });
  return { status: 200, body: { count: count + 1 } };
}

async function takeOne(records: Records) {
  const task = await records.oldest(tasks);
  if (task === null) return refuse(404, "not_found", "Nothing to do");
  await records.dropOldest(tasks);
  return { status: 200, body: { id: task.id } };
}

function addOne(records: Records) {
  return records.add(tasks, (number) => ({ id: String(number) })).then(({ id }) => ({
    status: 200,
    body: { id },
  }));
}

Deno.test("of twenty requests that count at once none is lost", async () => {
  const store = new MemoryStore();
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => transact(store, countOne)));
  const counts = outcomes.map(({ body }) => Number(body.count)).sort((a, b) => a - b);
  assert.deepEqual(counts, Array.from({ length: 20 }, (_, n) => n + 1));
});

Deno.test("a task is taken by one of those who ask at once, oldest first", async () => {
  const store = new MemoryStore();
  for (let n = 0; n < 12; n++) await transact(store, addOne);
  const first = await transact(store, takeOne);
  assert.equal(first.body.id, "1");
  const taken = await Promise.all(Array.from({ length: 15 }, () => transact(store, takeOne)));
  const ids = taken.filter(({ status }) => status === 200).map(({ body }) => Number(body.id));
  assert.deepEqual(ids.sort((a, b) => a - b), [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
});

Deno.test("a refused request writes nothing", async () => {
  const store = new MemoryStore();
  await transact(store, async (records) => {
    await records.put(counters, "a", { count: 7 });
    return refuse(409, "rejected", "no");
  });
  assert.equal((await transact(store, countOne)).body.count, 1);
});

Deno.test("a request that always loses the race is told so", async () => {
  const store = new MemoryStore();
  store.put = () => Promise.resolve({ ok: false });
  assert.equal((await transact(store, countOne)).status, 503);
});

Deno.test("what is removed while a request looks at it is not written back", async () => {
  const store = new MemoryStore();
  await transact(store, countOne);
  let isFirst = true;
  const outcome = await transact(store, async (records) => {
    const found = await records.find(counters, "a");
    if (isFirst) {
      isFirst = false;
      await transact(store, (other) => other.drop(counters, "a").then(() => ({ status: 200, body: {} })));
    }
    if (found === null) return refuse(404, "not_found", "gone");
    await records.put(counters, "a", { count: found.count + 1 });
    return { status: 200, body: {} };
  });
  assert.equal(outcome.status, 404);
});

Deno.test("any text is an id: long ones, half a character, and those that look alike stay apart", async () => {
  const store = new MemoryStore();
  const ids = ["x".repeat(5000), `${"x".repeat(4999)}y`, "\ud800", "\ufffd", "", "/", "#"];
  for (const [count, id] of ids.entries()) {
    await transact(
      store,
      (records) => records.put(counters, id, { count }).then(() => ({ status: 200, body: {} })),
    );
  }
  for (const [count, id] of ids.entries()) {
    await transact(store, async (records) => {
      assert.deepEqual(await records.find(counters, id), { count });
      return { status: 200, body: {} };
    });
  }
});

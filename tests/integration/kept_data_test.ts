import assert from "node:assert/strict";
import type { Json } from "../../src/lib/json.ts";
import { test, usePlatform } from "./platform.ts";

const platform = usePlatform();

async function deployed(name: string, prompt: string): Promise<(input: Json) => Promise<[number, Json]>> {
  const answer = await platform.api("POST", "/v1/generate", { body: { name, prompt, autoDeploy: true } });
  const { agent, job } = answer.json.data;
  const done = await platform.finished(job.id);
  assert.equal(done.status, "completed", JSON.stringify(done.failure));
  const made = await platform.api("POST", `/v1/agents/${agent.id}/api-keys`, { body: { name: "test" } });
  return async (input) => {
    const { json, text } = await platform.invoke(agent.slug, made.json.data.key, input);
    assert.ok(json?.data, text);
    return [json.data.status, json.data.response];
  };
}

test("a to-do list in plain English passes every gate, and remembers on the platform", async () => {
  const call = await deployed(
    "Todo list",
    "A to-do list backend.\n\nOperations (field `action`):\n" +
      "1. `add`: takes `title` (required, 1 to 100 characters), saves a to-do with a generated id and done = false, and returns the to-do.\n" +
      "2. `list`: returns `todos`, all saved to-dos, oldest first.\n" +
      '3. `complete`: takes `id`, sets done to true and returns the to-do; unknown ids give 404 "No such to-do".',
  );
  const milk = { id: "1", title: "Milk", done: false };
  assert.deepEqual(await call({ action: "list" }), [200, { todos: [] }]);
  assert.deepEqual(await call({ action: "add", title: "Milk" }), [200, milk]);
  assert.deepEqual(await call({ action: "complete", id: "1" }), [200, { ...milk, done: true }]);
  assert.deepEqual(await call({ action: "list" }), [200, { todos: [{ ...milk, done: true }] }]);
  assert.equal((await call({ action: "complete", id: "2" }))[0], 404);
});

test("of deposits that come at once none is lost, and a balance never falls below 0", async () => {
  const call = await deployed(
    "Balances",
    "Keep a balance for each account. A request has account (required) and amount (number). Add amount to the stored " +
      "balance of the account, which starts at 0. If the balance would fall below 0, reject with 409 and " +
      '"Insufficient balance" and leave the balance unchanged. Return the balance.',
  );
  await Promise.all(Array.from({ length: 12 }, () => call({ account: "a", amount: 0.1 })));
  assert.deepEqual(await call({ account: "a", amount: 0 }), [200, { balance: 1.2 }]);
  const taken = await Promise.all(Array.from({ length: 4 }, () => call({ account: "a", amount: -0.5 })));
  assert.deepEqual(taken.map(([status]) => status).sort(), [200, 200, 409, 409]);
  assert.deepEqual(await call({ account: "a", amount: 0 }), [200, { balance: 0.2 }]);
});

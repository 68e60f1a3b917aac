import assert from "node:assert/strict";
import { COUNTED } from "../fixtures/handlers.ts";
import { type Node, useFleet } from "./fleet.ts";
import { test } from "./platform.ts";
import { until } from "./until.ts";

const [node, other] = useFleet(2, { AXTL_ASYNC_CONCURRENCY: "2" }) as [Node, Node];
const ASYNC = { Prefer: "respond-async" };

test("two nodes share the queue: each call runs once, both work, and either tells of any call", async () => {
  const { slug, key } = await node.deployed("Shared", COUNTED);
  const accepted = await Promise.all(
    Array.from({ length: 60 }, (_, i) => (i % 2 ? node : other).invoke(slug, key, { waitMs: 50 }, ASYNC)),
  );
  const runs: number[] = [];
  for (const [i, { json }] of accepted.entries()) {
    const asked = i % 2 ? other : node;
    await until(async () => (await read(asked, json.data.id, key)).status === "completed");
    runs.push((await read(asked, json.data.id, key)).result.response.runs);
  }
  assert.deepEqual(runs.toSorted((a, b) => a - b), Array.from({ length: 60 }, (_, i) => i + 1));
  for (const at of [node, other]) {
    const sandboxes = await gauge(at, 'axtl_sandboxes{state="idle"}');
    assert.ok(sandboxes >= 1, "one of the nodes has run nothing");
  }
});

test("a call that runs on one node is cancelled through the other", async () => {
  const { slug, key } = await node.deployed("Cancelled elsewhere", COUNTED);
  for (const through of [node, other]) {
    const { id } = (await node.invoke(slug, key, { waitMs: 20_000 }, ASYNC)).json.data;
    await until(async () => (await read(through, id, key)).status === "running");
    const gone = (await through.api("DELETE", `/v1/invocations/${id}`, { token: key })).json.data;
    assert.deepEqual([gone.status, gone.error.code], ["failed", "invocation_cancelled"]);
    for (const at of [node, other]) {
      await until(async () => await gauge(at, "axtl_invocations_in_progress") === 0);
    }
  }
});

async function gauge(at: Node, name: string): Promise<number> {
  const { text } = await at.api("GET", "/metrics");
  const line = text.split("\n").find((line) => line.startsWith(`${name} `)) ?? "";
  return Number(line.slice(name.length));
}

async function read(at: Node, id: string, key: string) {
  return (await at.api("GET", `/v1/invocations/${id}`, { token: key })).json.data;
}

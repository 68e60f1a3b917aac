import assert from "node:assert/strict";
import { COUNTED } from "../fixtures/handlers.ts";
import { api, type Deployed, deployed, test, TOKEN } from "./client.ts";
import { startPlatform } from "./process.ts";

const SETTINGS = { AXTL_BOOTSTRAP_TOKEN: TOKEN, AXTL_ASYNC_CONCURRENCY: "1" };

test("accepted calls survive kill -9 and run once; the one that was running is lost, and says so", async (dataDir) => {
  const first = await startPlatform(dataDir, SETTINGS);
  const agent = await deployed(first.url, COUNTED);
  const [running, ...waiting] = await queueTen(first.url, agent);
  await reached(first.url, agent, running!, "running");
  await first.kill();

  const second = await startPlatform(dataDir, SETTINGS);
  const lost = await ended(second.url, agent, running!);
  assert.deepEqual(
    [lost.status, lost.error.code, lost.error.details.reason],
    ["failed", "endpoint_unreachable", "lost"],
  );
  const runs = [];
  for (const id of waiting) runs.push((await ended(second.url, agent, id)).result.response.runs);
  assert.deepEqual(runs.toSorted((a, b) => a - b), [2, 3, 4, 5, 6, 7, 8, 9, 10]);
  assert.equal(await second.stop(), 0);
});

test("a call that was lost is run again where the backend is marked idempotent", async (dataDir) => {
  const first = await startPlatform(dataDir, SETTINGS);
  const agent = await deployed(first.url, COUNTED, { idempotent: true });
  const [running] = await queueTen(first.url, agent);
  await reached(first.url, agent, running!, "running");
  await first.kill();

  const second = await startPlatform(dataDir, SETTINGS);
  const again = await ended(second.url, agent, running!);
  assert.equal(again.status, "completed", JSON.stringify(again));
  assert.equal(await second.stop(), 0);
});

test("a stop ends what runs on: it is told as lost, and what waits goes on after the next start", async (dataDir) => {
  const first = await startPlatform(dataDir, SETTINGS);
  const agent = await deployed(first.url, COUNTED);
  const [running, next] = await queueTen(first.url, agent, 25_000);
  await reached(first.url, agent, running!, "running");
  assert.equal(await first.stop(), 0);

  const second = await startPlatform(dataDir, SETTINGS);
  assert.equal((await ended(second.url, agent, running!)).error.details.reason, "lost");
  assert.equal((await ended(second.url, agent, next!)).result.response.runs, 2);
  assert.equal(await second.stop(), 0);
});

/** The first takes long enough to be cut off. Returns the ids, once each of them was accepted. */
async function queueTen(url: string, { slug, key }: Deployed, firstMs = 4_000): Promise<string[]> {
  const ids: string[] = [];
  for (const waitMs of [firstMs, 0, 0, 0, 0, 0, 0, 0, 0, 0]) {
    const accepted = await fetch(`${url}/v1/invoke/${slug}`, {
      method: "POST",
      headers: {
        Authorization: `Bearer ${key}`,
        "Content-Type": "application/json",
        Prefer: "respond-async",
      },
      body: JSON.stringify({ waitMs }),
    });
    assert.equal(accepted.status, 202);
    ids.push((await accepted.json()).data.id);
  }
  return ids;
}

/** Waits until the call is running and its backend has begun. */
async function reached(url: string, { agentId, key }: Deployed, id: string, status: string): Promise<void> {
  for (const deadline = Date.now() + 10_000; Date.now() < deadline;) {
    const { data } = (await api(url, "GET", `/v1/invocations/${id}`, undefined, key)).json;
    const logs = (await api(url, "GET", `/v1/agents/${agentId}/logs`)).json.data;
    if (data.status === status && logs.length > 0) return;
  }
  throw new Error(`${id} was never ${status}`);
}

async function ended(url: string, { key }: Deployed, id: string) {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline;) {
    const { data } = (await api(url, "GET", `/v1/invocations/${id}`, undefined, key)).json;
    if (data.status === "completed" || data.status === "failed") return data;
  }
  throw new Error(`${id} never ended`);
}

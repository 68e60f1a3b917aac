import assert from "node:assert/strict";
import { COUNTED } from "../fixtures/handlers.ts";
import { api, type Deployed, followed, test, TOKEN } from "./client.ts";
import { startPlatform } from "./process.ts";

const SETTINGS = { AXTL_BOOTSTRAP_TOKEN: TOKEN, AXTL_ASYNC_CONCURRENCY: "1" };

test("accepted calls survive kill -9 and run once; the one that was running is lost, and says so", async (dataDir) => {
  const first = await startPlatform(dataDir, SETTINGS);
  const agent = await counted(first.url, false);
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
  const agent = await counted(first.url, true);
  const [running] = await queueTen(first.url, agent);
  await reached(first.url, agent, running!, "running");
  await first.kill();

  const second = await startPlatform(dataDir, SETTINGS);
  const again = await ended(second.url, agent, running!);
  assert.equal(again.status, "completed", JSON.stringify(again));
  assert.equal(await second.stop(), 0);
});

async function counted(url: string, idempotent: boolean): Promise<Deployed> {
  const files = { "src/handler.ts": COUNTED };
  const upload = { name: "Counted", files, idempotent, autoDeploy: true };
  const { agent, job } = (await api(url, "POST", "/v1/agents", upload)).json.data;
  await followed(url, job.id);
  const made = await api(url, "POST", `/v1/agents/${agent.id}/api-keys`, { name: "k" });
  return { agentId: agent.id, slug: agent.slug, key: made.json.data.key };
}

/** The first takes long enough to be cut off. Returns the ids, once each of them was accepted. */
async function queueTen(url: string, { slug, key }: Deployed): Promise<string[]> {
  const ids: string[] = [];
  for (const waitMs of [4_000, 0, 0, 0, 0, 0, 0, 0, 0, 0]) {
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

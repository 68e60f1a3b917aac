import assert from "node:assert/strict";
import { ECHO } from "../fixtures/handlers.ts";
import { api, type Deployed, deployed, test, TOKEN } from "./client.ts";
import { processesNaming, startPlatform } from "./process.ts";

const SETTINGS = { AXTL_BOOTSTRAP_TOKEN: TOKEN };
/** What a crash may lose of invocation records, as the documentation promises; and what a busy machine adds. */
const PROMISED_MS = 250;
const SLACK_MS = 500;

test("kill -9 of the platform loses no record but those of the last 250 ms", async (dataDir) => {
  const first = await startPlatform(dataDir, SETTINGS);
  const backend = await deployed(first.url, ECHO);
  const answeredAt = new Map<string, number>();
  let killed: Promise<void> | undefined;
  for (const beganAt = performance.now(); killed === undefined;) {
    const requestId = `call-${answeredAt.size}`;
    assert.equal(await call(first.url, backend, requestId), 200);
    answeredAt.set(requestId, performance.now());
    if (performance.now() - beganAt > 2 * (PROMISED_MS + SLACK_MS)) killed = first.kill();
  }
  const killedAt = performance.now();
  await killed;

  const second = await startPlatform(dataDir, SETTINGS);
  const recorded = await recordedIds(second.url, backend.agentId);
  const due = [...answeredAt].filter(([, at]) => at < killedAt - PROMISED_MS - SLACK_MS).map(([id]) => id);
  assert.ok(due.length >= 10, `only ${due.length} calls were old enough`);
  assert.deepEqual(due.filter((id) => !recorded.has(id)), []);
  assert.equal(await second.stop(), 0);
});

test("an orderly stop loses no record at all", async (dataDir) => {
  const first = await startPlatform(dataDir, SETTINGS);
  const backend = await deployed(first.url, ECHO);
  const ids = Array.from({ length: 20 }, (_, n) => `call-${n}`);
  await Promise.all(ids.map((id) => call(first.url, backend, id)));
  assert.equal(await first.stop(), 0);
  const second = await startPlatform(dataDir, SETTINGS);
  const recorded = await recordedIds(second.url, backend.agentId);
  assert.deepEqual(ids.filter((id) => !recorded.has(id)), []);
  assert.equal(await second.stop(), 0);
});

test("with a database that has stopped, calls are answered as ever, and their records are there once it goes on", async (dataDir) => {
  const platform = await startPlatform(dataDir, SETTINGS);
  const backend = await deployed(platform.url, ECHO);
  assert.equal(await call(platform.url, backend, "before"), 200);
  const database = await databasePids(dataDir);
  for (const pid of database) Deno.kill(pid, "SIGSTOP");
  const ids = Array.from({ length: 100 }, (_, n) => `call-${n}`);
  const statuses = await Promise.all(ids.map((id) => call(platform.url, backend, id)));
  for (const pid of database) Deno.kill(pid, "SIGCONT");
  assert.deepEqual(new Set(statuses), new Set([200]));
  for (let missing = ids; missing.length > 0;) {
    const recorded = await recordedIds(platform.url, backend.agentId);
    missing = ids.filter((id) => !recorded.has(id));
  }
  assert.equal(await platform.stop(), 0);
});

async function call(url: string, { slug, key }: Deployed, requestId: string): Promise<number> {
  const headers = { Authorization: `Bearer ${key}`, "Content-Type": "application/json" };
  const answer = await fetch(`${url}/v1/invoke/${slug}`, {
    method: "POST",
    headers: { ...headers, "X-Request-Id": requestId },
    body: "{}",
  });
  await answer.body?.cancel();
  return answer.status;
}

async function recordedIds(url: string, agentId: string): Promise<Set<string>> {
  const ids = new Set<string>();
  for (let cursor: string | null = ""; cursor !== null;) {
    const query = `limit=100${cursor && `&cursor=${cursor}`}`;
    const { json } = await api(url, "GET", `/v1/agents/${agentId}/invocations?${query}`);
    for (const { requestId } of json.data) ids.add(requestId);
    cursor = json.nextCursor;
  }
  return ids;
}

/** The server and the processes that it has made for its connections. */
async function databasePids(dataDir: string): Promise<number[]> {
  const server = (await processesNaming(dataDir)).find(({ commandLine }) => / -D /.test(commandLine));
  assert.ok(server, "no Postgres was found");
  const children = await Deno.readTextFile(`/proc/${server.pid}/task/${server.pid}/children`);
  return [server.pid, ...children.trim().split(" ").map(Number)];
}

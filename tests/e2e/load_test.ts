import assert from "node:assert/strict";
import { api, test, TOKEN } from "./client.ts";
import { deployed, finished, under } from "./load.ts";
import { processesNaming, startPlatform } from "./process.ts";

const SETTINGS = { AXTL_BOOTSTRAP_TOKEN: TOKEN };
const REDEPLOYMENTS = 20;
const CALLS = 20_000;

test("twenty redeployments under load drop none of 20,000 calls", async (dataDir) => {
  const platform = await startPlatform(dataDir, SETTINGS);
  const { agentId, call } = await deployed(platform.url, 2);
  const statuses = new Map<number, number>();
  const enough = Promise.withResolvers<void>();
  let calls = 0;
  const load = under(8, async () => {
    const status = await call();
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    if (++calls === CALLS) enough.resolve();
  });
  for (let round = 0; round < REDEPLOYMENTS; round++) {
    const body = { version: 1 + round % 2 };
    const deploy = await api(platform.url, "POST", `/v1/deploy/${agentId}`, body);
    await finished(platform.url, deploy.json.data.jobId);
  }
  await enough.promise;
  await load.stop();
  assert.deepEqual([...statuses.keys()], [200], JSON.stringify([...statuses]));
  assert.ok(calls >= CALLS);
  assert.equal(await platform.stop(), 0);
});

test("kill -9 of everything at once, under load, loses no acknowledged write and leaves nothing behind", async (dataDir) => {
  const first = await startPlatform(dataDir, SETTINGS);
  const { agentId, call } = await deployed(first.url);
  const path = `/v1/agents/${agentId}/api-keys`;
  const acknowledged: string[] = [];
  const enough = Promise.withResolvers<void>();
  const calling = under(4, async () => void await call());
  const writing = under(4, async () => {
    const answer = await api(first.url, "POST", path, { name: "kept" });
    if (answer.status === 201) acknowledged.push(answer.json.data.apiKey.id);
    if (acknowledged.length >= 60) enough.resolve();
  });
  await enough.promise;
  const victims = await processesNaming(dataDir);
  await first.kill();
  for (const { pid } of victims) killIfAlive(pid);
  // Both were cut off: what they met then is not what is asked here.
  await Promise.all([calling.stop(), writing.stop()].map((stopped) => stopped.catch(() => {})));

  const second = await startPlatform(dataDir, SETTINGS);
  const listed = (await api(second.url, "GET", `${path}?limit=100`)).json;
  assert.equal(listed.nextCursor, null);
  const ids = new Set(listed.data.map((key: { id: string }) => key.id));
  assert.deepEqual(acknowledged.filter((id) => !ids.has(id)), []);
  assert.equal(await second.stop(), 0);
  assert.deepEqual(await processesNaming(dataDir), []);
});

test("a sandbox that loops dies with its platform", async (dataDir) => {
  const platform = await startPlatform(dataDir, SETTINGS);
  const { call } = await deployed(platform.url);
  call({ please: "loop" }).catch(() => {}); // the platform dies under it
  const pid = await sandboxAtWork(dataDir);
  await platform.kill();
  await gone(pid);
  const next = await startPlatform(dataDir, SETTINGS);
  assert.equal(await next.stop(), 0);
  assert.deepEqual(await processesNaming(dataDir), []);
});

/** Waits for a sandbox that computes. */
async function sandboxAtWork(dataDir: string): Promise<number> {
  for (;;) {
    for (const { pid, commandLine } of await processesNaming(dataDir)) {
      const stat = await Deno.readTextFile(`/proc/${pid}/stat`).catch(() => "");
      const userTicks = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[11]);
      if (commandLine.includes("--location=") && userTicks > 30) return pid;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function gone(pid: number): Promise<void> {
  for (const deadline = Date.now() + 2_000; Date.now() < deadline;) {
    const stat = await Deno.readTextFile(`/proc/${pid}/stat`).catch(() => ") Z");
    if (/\) Z/.test(stat)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.fail(`process ${pid} went on for 2 s`);
}

function killIfAlive(pid: number): void {
  try {
    Deno.kill(pid, "SIGKILL");
  } catch {
    // it died with another
  }
}

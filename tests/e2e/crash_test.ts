import assert from "node:assert/strict";
import { COUNTED } from "../fixtures/handlers.ts";
import { api, followed, LEAD, test, TOKEN } from "./client.ts";
import { processesNaming, startPlatform } from "./process.ts";

const SETTINGS = { AXTL_BOOTSTRAP_TOKEN: TOKEN };

test("kill -9 in the middle of a job: the next start takes over Postgres, and the job goes on to its end", async (dataDir) => {
  const first = await startPlatform(dataDir, SETTINGS);
  const started = await api(first.url, "POST", "/v1/generate", {
    name: "Cut off",
    prompt: LEAD,
    autoDeploy: true,
  });
  const { agent, job } = started.json.data;
  await reached(first.url, job.id, "validation");
  await first.kill();

  const second = await startPlatform(dataDir, SETTINGS);
  await followed(second.url, job.id);
  const end = (await api(second.url, "GET", `/v1/generate/${job.id}`)).json.data;
  assert.equal(end.status, "completed", JSON.stringify(end.failure));
  const readings = end.logs.filter(({ message }: { message: string }) =>
    message.startsWith("Taking the built-in compiler")
  );
  assert.equal(readings.length, 1, "the spec stage was not run again");
  const { key } = (await api(second.url, "POST", `/v1/agents/${agent.id}/api-keys`, { name: "k" })).json.data;
  assert.equal((await api(second.url, "POST", `/v1/invoke/${agent.slug}`, {}, key)).json.data.status, 200);
  assert.equal(await second.stop(), 0);
  assert.deepEqual(await processesNaming(dataDir), []);
});

test("kill -9 of a sandbox costs its own calls: the next call is served by a fresh one", async (dataDir) => {
  const platform = await startPlatform(dataDir, SETTINGS);
  const started = await api(platform.url, "POST", "/v1/generate", {
    name: "Shot",
    prompt: LEAD,
    autoDeploy: true,
  });
  const { agent, job } = started.json.data;
  await followed(platform.url, job.id);
  const { key } =
    (await api(platform.url, "POST", `/v1/agents/${agent.id}/api-keys`, { name: "k" })).json.data;
  const call = () => api(platform.url, "POST", `/v1/invoke/${agent.slug}`, {}, key);
  assert.equal((await call()).status, 200);
  const sandboxes = await sandboxPids(dataDir);
  assert.ok(sandboxes.length >= 1);
  for (const pid of sandboxes) Deno.kill(pid, "SIGKILL");
  // A call that was on its way into the dead process is lost with it; it is never sent twice.
  const next = await call();
  if (next.status !== 200) assert.equal(next.json.error.details.reason, "crashed");
  assert.equal((await call()).status, 200);
  await platform.stop();
});

test("kill -9 of Postgres under writes: it comes back by itself, and every acknowledged key is there", async (dataDir) => {
  const platform = await startPlatform(dataDir, SETTINGS);
  const started = await api(platform.url, "POST", "/v1/generate", { name: "Written to", prompt: LEAD });
  const { agent, job } = started.json.data;
  await followed(platform.url, job.id);
  const path = `/v1/agents/${agent.id}/api-keys`;
  const acknowledged: string[] = [];
  let refused = 0;
  for (const deadline = Date.now() + 20_000; acknowledged.length < 60 && Date.now() < deadline;) {
    if (acknowledged.length === 20 && refused === 0) await killPostgres(dataDir);
    const answer = await api(platform.url, "POST", path, { name: "key" });
    if (answer.status === 201) acknowledged.push(answer.json.data.apiKey.id);
    else {
      refused++;
      assert.equal(answer.status, 503, JSON.stringify(answer.json));
      assert.equal(answer.json.error.code, "database_unavailable");
    }
  }
  assert.equal(acknowledged.length, 60, `${refused} refused`);
  const listed = new Set(
    (await api(platform.url, "GET", `${path}?limit=100`)).json.data.map((key: { id: string }) => key.id),
  );
  assert.deepEqual(acknowledged.filter((id) => !listed.has(id)), []);
  assert.equal(await platform.stop(), 0);
});

test("kill -9 of the platform and Postgres together loses nothing that was acknowledged", async (dataDir) => {
  const first = await startPlatform(dataDir, SETTINGS);
  const made = await api(first.url, "POST", "/v1/tokens", { name: "kept" });
  await Promise.all([first.kill(), killPostgres(dataDir)]);
  const second = await startPlatform(dataDir, SETTINGS);
  const answer = await api(second.url, "GET", "/v1/agents", undefined, made.json.data.token);
  assert.equal(answer.status, 200);
  assert.equal(await second.stop(), 0);
});

test("a call with an Idempotency-Key that was cut off by kill -9 runs after the restart, and then once", async (dataDir) => {
  const first = await startPlatform(dataDir, SETTINGS);
  const uploaded = await api(first.url, "POST", "/v1/agents", {
    name: "Cut off",
    files: { "src/handler.ts": COUNTED },
    autoDeploy: true,
  });
  const { agent, job } = uploaded.json.data;
  await followed(first.url, job.id);
  const { key } = (await api(first.url, "POST", `/v1/agents/${agent.id}/api-keys`, { name: "k" })).json.data;
  const call = (url: string, idempotencyKey: string, body: object) =>
    fetch(`${url}/v1/invoke/${agent.slug}`, {
      method: "POST",
      headers: {
        Authorization: `Bearer ${key}`,
        "Content-Type": "application/json",
        "Idempotency-Key": idempotencyKey,
      },
      body: JSON.stringify(body),
    });
  const kept = await (await call(first.url, "kept", {})).text();
  const cutOff = call(first.url, "cut-off", { waitMs: 2_000 });
  cutOff.catch(() => {}); // the platform dies under it
  await ran(first.url, agent.id, 2);
  await first.kill();

  const second = await startPlatform(dataDir, SETTINGS);
  const replayed = await call(second.url, "kept", {});
  assert.deepEqual([replayed.headers.get("Idempotent-Replay"), await replayed.text()], ["true", kept]);
  const answers = await Promise.all([1, 2].map(async () => {
    const answer = await call(second.url, "cut-off", { waitMs: 2_000 });
    return (await answer.json()).data.response;
  }));
  assert.deepEqual(answers, [{ runs: 3 }, { runs: 3 }]);
  assert.equal(await second.stop(), 0);
});

/** Waits until the backend's log tells of so many runs. */
async function ran(url: string, agentId: string, runs: number): Promise<void> {
  for (const deadline = Date.now() + 10_000; Date.now() < deadline;) {
    const { data } = (await api(url, "GET", `/v1/agents/${agentId}/logs`)).json;
    if (data.some(({ text }: { text: string }) => text === `run ${runs}`)) return;
  }
  throw new Error(`run ${runs} never began`);
}

/** Reads the job's stream until it names this stage. */
async function reached(url: string, jobId: string, stage: string): Promise<void> {
  const response = await fetch(`${url}/v1/generate/${jobId}/stream`, {
    headers: { Authorization: `Bearer ${TOKEN}` },
  });
  for await (const text of response.body!.pipeThrough(new TextDecoderStream())) {
    if (text.includes(`"stage":"${stage}"`)) return;
  }
  throw new Error(`the job ended without reaching ${stage}`);
}

async function sandboxPids(dataDir: string): Promise<number[]> {
  const lines = await processesNaming(dataDir);
  return lines.filter(({ commandLine }) => commandLine.includes("--location=")).map(({ pid }) => pid);
}

async function killPostgres(dataDir: string): Promise<void> {
  const server = (await processesNaming(dataDir)).find(({ commandLine }) => / -D /.test(commandLine));
  assert.ok(server, "no Postgres was found");
  Deno.kill(server.pid, "SIGKILL");
}

import assert from "node:assert/strict";
import { startPlatform } from "./process.ts";

const TOKEN = "bootstrap-token-of-the-end-to-end-tests";
const LEAD =
  "Create an API that accepts a lead profile, scores fit, lists missing fields, and returns next actions.";

test("a first start prints a curl line that works when pasted, and a second start is ready within 3 s", async (dataDir) => {
  const first = await startPlatform(dataDir);
  const [curl] = await first.printed(/curl -X POST (.|\n)*?'\n/);
  assert.match(first.output(), /Platform token {3}axtl_pt_\w{49}/);
  const pasted = await new Deno.Command("sh", { args: ["-c", curl.replace("curl ", "curl -s ")] }).output();
  const { data } = JSON.parse(new TextDecoder().decode(pasted.stdout));
  assert.equal(data.status, 200);
  assert.equal(data.ok, true);
  assert.ok(Number.isInteger(data.latencyMs));
  assert.equal(data.response.category, "billing", JSON.stringify(data));
  assert.equal(await first.stop(), 0);

  const startedMs = performance.now();
  const second = await startPlatform(dataDir);
  const tookMs = performance.now() - startedMs;
  assert.ok(tookMs < 3_000, `${tookMs} ms`);
  assert.doesNotMatch(second.output(), /axtl_pt_/);
  assert.equal(await second.stop(), 0);
});

test("a stop leaves no process behind", async (dataDir) => {
  const platform = await startPlatform(dataDir, { AXTL_BOOTSTRAP_TOKEN: TOKEN });
  await generated(platform.url, "Stopped");
  assert.equal(await platform.stop(), 0);
  assert.deepEqual(await processesNaming(dataDir), []);
});

test("kill -9 in the middle of a job: the next start takes over Postgres, and the job goes on to its end", async (dataDir) => {
  const settings = { AXTL_BOOTSTRAP_TOKEN: TOKEN };
  const first = await startPlatform(dataDir, settings);
  const started = await api(first.url, "POST", "/v1/generate", {
    name: "Cut off",
    prompt: LEAD,
    autoDeploy: true,
  });
  const { agent, job } = started.data;
  await reached(first.url, job.id, "validation");
  await first.kill();

  const second = await startPlatform(dataDir, settings);
  await followed(second.url, job.id);
  const end = (await api(second.url, "GET", `/v1/generate/${job.id}`)).data;
  assert.equal(end.status, "completed", JSON.stringify(end.failure));
  const specLines = end.logs.filter((line: { stage: string }) => line.stage === "spec");
  assert.equal(specLines.filter((line: { message: string }) => line.message.startsWith("Reading")).length, 1);
  const { key } = (await api(second.url, "POST", `/v1/agents/${agent.id}/api-keys`, { name: "k" })).data;
  assert.equal((await api(second.url, "POST", `/v1/invoke/${agent.slug}`, {}, key)).data.status, 200);
  assert.equal(await second.stop(), 0);
  assert.deepEqual(await processesNaming(dataDir), []);
});

test("a second platform on the same data folder is refused with one line", async (dataDir) => {
  const first = await startPlatform(dataDir, { AXTL_BOOTSTRAP_TOKEN: TOKEN });
  const refused = await startPlatform(dataDir).catch((error) => error as Error);
  assert.ok(refused instanceof Error);
  assert.match(refused.message, new RegExp(`axtl: .*${first.pid}`));
  assert.doesNotMatch(refused.message, /\n\s+at /);
  assert.equal(await first.stop(), 0);
});

test("a bad setting stops the start with a line that names it", async (dataDir) => {
  const refused = await startPlatform(dataDir, { AXTL_PORT: "eighty" }).catch((error) => error as Error);
  assert.ok(refused instanceof Error);
  assert.match(refused.message, /AXTL_PORT takes a whole number/);
});

function test(name: string, fn: (dataDir: string) => Promise<void>): void {
  Deno.test({
    name,
    sanitizeOps: false,
    sanitizeResources: false,
    fn: async () => {
      const dataDir = await Deno.makeTempDir({ prefix: "axtl-e2e-" });
      try {
        await fn(dataDir);
      } finally {
        await Deno.remove(dataDir, { recursive: true });
      }
    },
  });
}

async function api(url: string, method: string, path: string, body?: unknown, token = TOKEN) {
  const response = await fetch(url + path, {
    method,
    headers: {
      Authorization: `Bearer ${token}`,
      ...(body !== undefined && { "Content-Type": "application/json" }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return await response.json();
}

async function generated(url: string, name: string): Promise<void> {
  const { data } = await api(url, "POST", "/v1/generate", { name, prompt: LEAD, autoDeploy: true });
  await followed(url, data.job.id);
}

/** Reads the job's stream to its end. */
async function followed(url: string, jobId: string): Promise<void> {
  const response = await fetch(`${url}/v1/generate/${jobId}/stream`, {
    headers: { Authorization: `Bearer ${TOKEN}` },
  });
  await response.text();
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

/** Command lines of live processes that name this folder. */
async function processesNaming(folder: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { name } of Deno.readDir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const commandLine = await Deno.readTextFile(`/proc/${name}/cmdline`).catch(() => "");
    if (commandLine.includes(folder)) found.push(commandLine.replaceAll("\0", " "));
  }
  return found;
}

/**
 * How many agents fit on a node: 200 deployed, 100 of them called for the first time one after the other, measured from
 * outside over HTTP; then what their sandboxes hold while idle, and whether they go away.
 *
 *     node_modules/.bin/deno run -A bench/density.ts
 */
import { sql } from "kysely";
import { startApp } from "../src/app.ts";
import { setUp } from "../src/cli/first_run.ts";
import { readConfig } from "../src/config.ts";
import { newId } from "../src/lib/ids.ts";
import { silentLog } from "../src/lib/log.ts";
import { deployed, type Seed } from "./deployed.ts";
import { quantile, table } from "./figures.ts";
import { pssBytes, sandboxesBelow } from "./sandboxes.ts";

const AGENTS = 200;
const WARM = 100;
const IDLE_MS = 20_000;
const SETTLE_MS = 3_000;

const dataDir = await Deno.makeTempDir({ prefix: "axtl-bench-" });
const token = `${newId("tok")}_${newId("tok")}`;
const config = readConfig({
  AXTL_PORT: "0",
  AXTL_DATA_DIR: dataDir,
  AXTL_BOOTSTRAP_TOKEN: token,
  AXTL_SANDBOX_IDLE_MS: String(IDLE_MS),
});
const app = await startApp(config, silentLog);
try {
  await setUp(app, config);
  const seed = await deployed(app.url, token);
  const agents = [seed];
  while (agents.length < AGENTS) agents.push(await copy(seed, agents.length));
  await waitUntil(IDLE_MS * 2, async () => (await sandboxesBelow(dataDir)).length === 0);
  await measure(agents.slice(0, WARM));
} finally {
  await app.stop();
  await Deno.remove(dataDir, { recursive: true });
}

async function measure(agents: Seed[]): Promise<void> {
  const coldMs: number[] = [];
  for (const agent of agents) coldMs.push(await timed(() => call(agent)));
  const warmMs: number[] = [];
  for (const agent of agents) warmMs.push(await timed(() => call(agent)));
  await pause(SETTLE_MS);
  const groups = await sandboxesBelow(dataDir);
  const pssMb = (await Promise.all(groups.map(pssBytes))).map((bytes) => bytes / 1024 / 1024);
  const goneMs = await timed(() =>
    waitUntil(IDLE_MS * 2, async () => (await sandboxesBelow(dataDir)).length === 0)
  );
  console.log(table([
    ["deployed agents, warm sandboxes", `${AGENTS}, ${groups.length}`, ""],
    ["what stands around a sandbox", (await (await fetch(`${app.url}/readyz`)).json()).checks.sandbox, ""],
    ["cold first answer, p50", `${quantile(coldMs, 0.5).toFixed(0)} ms`, "60 ms"],
    ["cold first answer, p99", `${quantile(coldMs, 0.99).toFixed(0)} ms`, "200 ms"],
    ["warm answer, p50", `${quantile(warmMs, 0.5).toFixed(1)} ms`, ""],
    ["PSS of an idle sandbox, mean", `${mean(pssMb).toFixed(1)} MB`, "15 MB"],
    ["PSS of an idle sandbox, largest", `${Math.max(...pssMb).toFixed(1)} MB`, ""],
    ["sandboxes left after the idle time", String((await sandboxesBelow(dataDir)).length), "0"],
    [
      "all gone, after the last call",
      `${((goneMs + SETTLE_MS) / 1000).toFixed(1)} s`,
      `${IDLE_MS / 1000} s and a bit`,
    ],
  ]));
}

/** Deploying 200 agents one by one would only measure the type-checker: the rows of one are copied, its code varied. */
async function copy(seed: Seed, n: number): Promise<Seed> {
  const { db, blobs, keys } = app.services;
  const ids = { agent: newId("agent"), version: newId("ver"), deployment: newId("dep"), job: newId("job") };
  const slug = `${seed.slug}-${n}`;
  const { bundle_hash } = await db.selectFrom("versions").select("bundle_hash")
    .where("agent_id", "=", seed.agentId).executeTakeFirstOrThrow();
  const source = new TextDecoder().decode((await blobs.get(bundle_hash))!);
  const hash = await blobs.put(new TextEncoder().encode(`${source}\n// ${n}\n`));
  const row = (table: string, change: Record<string, string | null>, id: string) =>
    sql`insert into ${sql.table(table)} select (jsonb_populate_record(original, ${
      JSON.stringify(change)
    }::jsonb)).*
        from ${sql.table(table)} original where ${sql.ref(id)} = ${seed.agentId}`.execute(db);
  await row("agents", { id: ids.agent, slug, live_deployment_id: null }, "id");
  await row("jobs", { id: ids.job, agent_id: ids.agent }, "agent_id");
  await row(
    "versions",
    { id: ids.version, agent_id: ids.agent, job_id: ids.job, bundle_hash: hash },
    "agent_id",
  );
  const deployment = { id: ids.deployment, agent_id: ids.agent, version_id: ids.version, job_id: ids.job };
  await row("deployments", deployment, "agent_id");
  await db.updateTable("agents").set({ live_deployment_id: ids.deployment }).where("id", "=", ids.agent)
    .execute();
  const { raw } = await keys.create(ids.agent, "bench");
  return { agentId: ids.agent, slug, key: raw };
}

async function call({ slug, key }: Seed): Promise<void> {
  const response = await fetch(`${app.url}/v1/invoke/${slug}`, {
    method: "POST",
    headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
    body: '{"text":"hello"}',
  });
  const answer = await response.text();
  if (response.status !== 200) throw new Error(answer);
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

async function waitUntil(timeoutMs: number, condition: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + timeoutMs; Date.now() < deadline;) {
    if (await condition()) return;
    await pause(200);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

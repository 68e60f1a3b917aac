import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { startApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import type { Json, JsonObject } from "../../src/lib/json.ts";
import { silentLog } from "../../src/lib/log.ts";
import { anthropicCallsTool, anthropicSays } from "../fixtures/anthropic_plays.ts";
import { type Play, says, saysJson, startModelServer, status } from "../fixtures/model_server.ts";
import { quote, SHIPPING, shipping } from "../fixtures/model_specs.ts";
import { eventually } from "./eventually.ts";
import { describe, start, test, usePlatform } from "./platform.ts";

const PATH = "/v1/models/settings";
const KEY = "sk-workspace-key-very-secret-9876";
const operator = startModelServer();
const openai = startModelServer();
const anthropic = startModelServer();
const SETTINGS = {
  AXTL_MODEL_BASE_URL: operator.baseUrl,
  AXTL_MODEL: "operators",
  AXTL_MODEL_ALLOW_PRIVATE: "1",
};
const platform = usePlatform(SETTINGS);
const strict = usePlatform();
Deno.test.afterAll(async () => {
  for (const server of [operator, openai, anthropic]) await server.stop();
});

const own = (more: JsonObject = {}): JsonObject => ({
  provider: "openai-compatible",
  baseUrl: openai.baseUrl,
  model: "own-model",
  apiKey: KEY,
  ...more,
});

async function put(body: Json, token?: string) {
  const answer = await platform.api("PUT", PATH, { body, ...(token && { token }) });
  assert.equal(answer.status, 200, answer.text);
  assert.ok(!answer.text.includes(KEY), "the key is in the answer");
  return answer.json.data;
}

async function generate(options: JsonObject = {}, token = platform.token) {
  const body = { name: "Shipping", prompt: SHIPPING, ...options };
  const answer = await platform.api("POST", "/v1/generate", { body, token });
  assert.equal(answer.status, 202, answer.text);
  const { id } = answer.json.data.job;
  await platform.api("GET", `/v1/generate/${id}/stream`, { token });
  const job = await platform.api("GET", `/v1/generate/${id}`, { token });
  assert.ok(!job.text.includes(KEY), "the key is in the job");
  return job.json.data;
}

const rowsOf = async () =>
  await platform.app.services.db.selectFrom("model_settings").selectAll().orderBy("id").execute();

test("two workspaces ask two providers with their own keys, and a third party's is the operator's", async () => {
  assert.equal((await platform.api("GET", PATH)).json.data.source, "platform");
  await put(own({ price: { inputUsd: 1, outputUsd: 2 } }));
  await put({
    provider: "anthropic",
    baseUrl: anthropic.baseUrl,
    model: "claude-sonnet-4-5",
    apiKey: "sk-ant-stranger-1234",
  }, platform.strangerToken);
  openai.play(saysJson(shipping()));
  const byTool = anthropicCallsTool(shipping());
  const byText = anthropicSays(JSON.stringify(shipping()));
  const play: Play = (asked) => asked.body.tools ? byTool(asked) : byText(asked);
  anthropic.play(play);
  const mine = await generate();
  const theirs = await generate({}, platform.strangerToken);
  assert.deepEqual([mine.status, mine.provider, mine.model], ["completed", "openai-compatible", "own-model"]);
  assert.deepEqual([theirs.status, theirs.provider, theirs.model], [
    "completed",
    "anthropic",
    "claude-sonnet-4-5",
  ]);
  assert.equal(openai.requests.at(-1)?.authorization, `Bearer ${KEY}`);
  assert.equal(anthropic.requests.at(-1)?.apiKey, "sk-ant-stranger-1234");
  assert.equal(operator.requests.length, 0);
  assert.equal(mine.modelUsage.costUsd, 0.0002);
  assert.equal(theirs.modelUsage.costUsd, null);
  const { json } = await platform.api("GET", "/v1/usage");
  assert.deepEqual([json.data.total.models.cost, json.data.total.models.unpriced], [0.0002, []]);
});

test("what is shown of a key is that it is set, and its last four characters; the database holds no plain key", async () => {
  const set = await put(own());
  assert.deepEqual(set.apiKey, { lastFour: "9876" });
  const shown = (await platform.api("GET", PATH)).json.data;
  assert.deepEqual(shown, set);
  assert.deepEqual([shown.source, shown.provider, shown.baseUrl, shown.model], [
    "workspace",
    "openai-compatible",
    openai.baseUrl,
    "own-model",
  ]);
  const { sealed } = (await rowsOf()).find(({ model }) => model === "own-model")!;
  const kept = JSON.stringify(await rowsOf()) + Buffer.from(sealed!).toString("latin1");
  assert.ok(!kept.includes(KEY) && !kept.includes("9876"), kept);
  assert.deepEqual((await put(own({ apiKey: "short" }))).apiKey, { lastFour: null });
  const { apiKey: _, ...keyless } = own();
  assert.equal((await put(keyless)).apiKey, null);
});

test("a key that the endpoint does not take is a failure that says so and does not quote it", async () => {
  await put(own());
  openai.play(status(401, {}, `Incorrect API key provided: ${KEY}`));
  const job = await generate();
  assert.deepEqual([job.status, job.failure.code, job.failure.details.cause], [
    "failed",
    "model_unavailable",
    "unauthorized",
  ]);
  assert.match(job.failure.details.nextStep, /PUT \/v1\/models\/settings/);
});

/** The Spec, with the reviewer's comment where something was taken for granted before. */
function withComment(comment: string): Json {
  const spec = shipping() as { steps: { branches: JsonObject[] }[] };
  spec.steps[0]!.branches[0]!.source = quote(comment);
  return spec as unknown as Json;
}

test("a closed port ends the job with what to do", async () => {
  const closed = startModelServer();
  await closed.stop();
  await put(own({ baseUrl: closed.baseUrl }));
  const { status, failure } = await generate();
  assert.deepEqual([status, failure.code, failure.details.cause], [
    "failed",
    "model_unavailable",
    "unreachable",
  ]);
});

test("a job goes on with the settings that it began with, and they are forgotten when it is over", async () => {
  await put(own({ model: "first-model" }));
  openai.play(saysJson(shipping()));
  const body = { name: "Shipping", prompt: SHIPPING, requireApproval: true };
  const { id } = (await platform.api("POST", "/v1/generate", { body })).json.data.job;
  const jobNow = async () => (await platform.api("GET", `/v1/generate/${id}`)).json.data;
  await eventually(jobNow, ({ status }) => status === "awaiting_approval");
  await put(own({ model: "second-model" }));
  openai.play(saysJson(withComment("Overseas is not Germany.")));
  await platform.api("POST", `/v1/generate/${id}/reject`, { body: { comment: "Overseas is not Germany." } });
  await eventually(
    jobNow,
    ({ status, modelUsage }) => status === "awaiting_approval" && modelUsage.calls === 2,
  );
  assert.equal(openai.requests.at(-1)?.body.model, "first-model");
  await platform.api("POST", `/v1/generate/${id}/approve`);
  assert.equal((await platform.finished(id)).status, "completed");
  await eventually(rowsOf, (rows) => !rows.some(({ model }) => model === "first-model"));
  openai.play(saysJson(shipping()));
  assert.equal((await generate()).model, "second-model");
});

const ASKING = `export default {
  async fetch(_request: Request, env: Env): Promise<Response> {
    return Response.json(await env.ai.generate({ prompt: "Hello" }));
  },
};`;

test("env.ai asks the workspace's model from its next question on, and the operator's again after DELETE", async () => {
  await put(own());
  const agent = await platform.deployed("Asking", ASKING);
  openai.play(says("mine"));
  const ask = async () => (await platform.invoke(agent.slug, agent.key, {})).json.data.response;
  assert.equal(await ask(), "mine");
  assert.equal((await platform.api("DELETE", PATH)).status, 204);
  assert.equal((await platform.api("GET", PATH)).json.data.source, "platform");
  assert.ok(!(await rowsOf()).some(({ model }) => model === "own-model"), "the key is kept");
  operator.play(says("the operator's"));
  assert.equal(await ask(), "the operator's");
  assert.equal((await platform.api("DELETE", PATH)).status, 204);
});

for (
  const baseUrl of [
    "http://api.openai.com/v1",
    "https://127.0.0.1/v1",
    "https://localhost/v1",
    "https://[::1]/v1",
    "https://169.254.169.254/latest",
    "https://10.0.0.1/v1",
    "https://2130706433/v1",
    "https://user:pass@api.openai.com/v1",
    "file:///etc/passwd",
  ]
) {
  test(`a workspace can't point the platform at ${baseUrl}`, async () => {
    const answer = await strict.api("PUT", PATH, { body: own({ baseUrl }) });
    assert.equal(answer.status, 422, answer.text);
    assert.equal(answer.json.error.details.issues[0].path, "baseUrl");
    assert.ok(!answer.text.includes(KEY));
    assert.equal((await strict.api("GET", PATH)).json.data.source, "none");
  });
}

test("settings outlive a restart, and open under the same secret", async () => {
  const settings = { ...SETTINGS };
  const first = await start(settings);
  await describe(() => first).api("PUT", PATH, { body: own() });
  await first.app.stop();
  const config = readConfig({ AXTL_PORT: "0", AXTL_DATA_DIR: first.dataDir, ...settings });
  const app = await startApp(config, silentLog);
  const again = describe(() => ({ ...first, app }));
  assert.deepEqual((await again.api("GET", PATH)).json.data.apiKey, { lastFour: "9876" });
  openai.play(saysJson(shipping()));
  const body = { name: "Shipping", prompt: SHIPPING };
  const { job } = (await again.api("POST", "/v1/generate", { body })).json.data;
  assert.equal((await again.finished(job.id)).status, "completed");
  assert.equal(openai.requests.at(-1)?.authorization, `Bearer ${KEY}`);
  await app.stop();
  await Deno.remove(first.dataDir, { recursive: true });
});

import assert from "node:assert/strict";
import { AS_TOLD, ECHO } from "../fixtures/handlers.ts";
import { eventually } from "./eventually.ts";
import { type Answer, type Deployed, test, usePlatform } from "./platform.ts";

const platform = usePlatform({ AXTL_QUOTA_DEPLOYMENTS_PER_DAY: "4", AXTL_QUOTA_CALLS_PER_DAY: "8" });

/** Usage once it is as expected: calls are written down a moment after they end. */
function usage(
  isThere: (data: Answer["json"]) => boolean,
  query = "",
  token?: string,
): Promise<Answer["json"]> {
  const look = async () => {
    const { json, text } = await platform.api("GET", `/v1/usage?${query}`, { ...(token && { token }) });
    assert.ok(json.data, text);
    return json.data;
  };
  return eventually(look, isThere);
}

const made: Deployed = { agentId: "", slug: "", key: "" };

test("usage counts calls, errors, jobs, deployments, test calls, bytes and latency by day and by agent", async () => {
  Object.assign(made, await platform.deployed("Used", AS_TOLD));
  for (const status of [200, 201, 500]) await platform.invoke(made.slug, made.key, { status });
  await platform.invoke(made.slug, made.key, new TextEncoder().encode("{")); // refused, so nothing was used
  const { total, byDay, byAgent, from, to, quotas } = await usage(({ total }) => total.calls >= 3);
  const { latency, testCalls, responseBytes, models, ...counted } = total;
  assert.deepEqual(counted, { calls: 3, errors: 1, generationJobs: 1, deployments: 1, requestBytes: 42 });
  assert.deepEqual([models.backends.questions, models.cost], [0, null]);
  assert.ok(testCalls >= 1 && responseBytes >= 0);
  assert.ok(latency.meanMs > 0 && latency.p50Ms <= latency.p95Ms && latency.p95Ms <= latency.p99Ms);
  assert.deepEqual(byDay, [{ day: to, ...total }]);
  assert.deepEqual(byAgent, [{ agentId: made.agentId, name: "Used", slug: made.slug, ...total }]);
  assert.equal(Date.parse(to) - Date.parse(from), 29 * 86_400_000);
  assert.deepEqual(quotas.map(({ name, limit, used }: Answer["json"]) => [name, limit, used]), [
    ["generationJobs", null, 1],
    ["deployments", 4, 1],
    ["calls", 8, 3],
  ]);
});

test("another workspace sees nothing of it", async () => {
  const { total, byDay, byAgent } = await usage(
    () => true,
    `agentId=${made.agentId}`,
    platform.strangerToken,
  );
  assert.equal(total.calls, 0);
  assert.equal(total.latency, null);
  assert.deepEqual([byDay, byAgent], [[], []]);
});

test("what was used stays used when its agent is deleted", async () => {
  const gone = await platform.deployed("Passing", ECHO);
  await platform.invoke(gone.slug, gone.key, {});
  await usage(({ total }) => total.calls >= 1, `agentId=${gone.agentId}`);
  assert.equal((await platform.api("DELETE", `/v1/agents/${gone.agentId}`)).status, 204);
  const { byAgent } = await usage(() => true, `agentId=${gone.agentId}`);
  assert.deepEqual(
    byAgent.map(({ name, calls, deployments }: Answer["json"]) => [name, calls, deployments]),
    [[null, 1, 1]],
  );
});

test("days that make no sense are a 422 that says which do", async () => {
  for (const query of ["from=2026-02-30", "from=2026-02-02&to=2026-02-01", "from=2020-01-01&to=2026-01-01"]) {
    const { status, json } = await platform.api("GET", `/v1/usage?${query}`);
    assert.equal(status, 422, query);
    assert.equal(json.error.details.issues[0].path, "query.from");
  }
});

test("a workspace that has used up its deployments of the day gets a 429 with when to come back, and no other does", async () => {
  const deploy = () => platform.api("POST", `/v1/deploy/${made.agentId}`, { body: {} });
  for (let left = 2; left > 0; left--) {
    const { status, json, text } = await deploy();
    assert.equal(status, 202, text);
    await platform.finished(json.data.jobId);
  }
  const answers = await Promise.all([deploy(), deploy()]);
  for (const { status, json, headers } of answers) {
    assert.equal(status, 429);
    assert.equal(json.error.code, "quota_exceeded");
    assert.ok(Number(headers.get("Retry-After")) > 0);
  }
  const upload = { name: "Theirs", files: { "src/handler.ts": ECHO }, autoDeploy: true };
  const mine = await platform.api("POST", "/v1/agents", { body: upload });
  assert.deepEqual([mine.status, mine.json.error.code], [429, "quota_exceeded"]);
  const theirs = await platform.api("POST", "/v1/agents", { body: upload, token: platform.strangerToken });
  assert.equal(theirs.status, 202);
});

test("a workspace that has used up its calls of the day gets a 429, which is recorded but uses nothing", async () => {
  let answer = await platform.invoke(made.slug, made.key, {});
  while (answer.status === 200) answer = await platform.invoke(made.slug, made.key, {});
  assert.deepEqual([answer.status, answer.json.error.code], [429, "quota_exceeded"]);
  assert.ok(Number(answer.headers.get("Retry-After")) > 0);
  const { quotas } = await usage(() => true);
  assert.ok(quotas[2].used >= 8);
});

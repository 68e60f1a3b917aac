import assert from "node:assert/strict";
import { version } from "../fixtures/handlers.ts";
import { test, usePlatform } from "./platform.ts";

const platform = usePlatform();

const BROKEN_AT_BOOT = `
const now = performance.now();
if (now > 0) throw new Error("refuses to boot");
export default { fetch: () => new Response("never") };
`;

test("POST /v1/deploy answers deploying, the status follows, and the endpoint has its URL", async () => {
  const { agentId, slug } = await uploaded("Deployed by hand");
  const answer = await platform.api("POST", `/v1/deploy/${agentId}`);
  assert.equal(answer.status, 202);
  const { deploymentId, jobId } = answer.json.data;
  assert.deepEqual(answer.json.data, {
    deploymentId,
    jobId,
    agentId,
    status: "deploying",
    endpointUrl: null,
  });
  await platform.finished(jobId);
  const endpointUrl = `${platform.url}/v1/invoke/${slug}`;
  const status = (await platform.api("GET", `/v1/deploy/${agentId}/status`)).json.data;
  assert.equal(status.agentStatus, "deployed");
  assert.equal(status.endpointUrl, endpointUrl);
  assert.equal(status.deployment.id, deploymentId);
  assert.equal(status.deployment.status, "live");
  const endpoint = await platform.api("GET", `/v1/deploy/${agentId}/endpoint`);
  assert.deepEqual(endpoint.json, { data: { agentId, endpointUrl } });
});

test("agent_not_found: deploying what does not exist is a 404", async () => {
  for (const [method, path] of [["POST", ""], ["GET", "/status"], ["GET", "/endpoint"]] as const) {
    const answer = await platform.api(method, `/v1/deploy/agent_nowhere${path}`);
    assert.equal(answer.status, 404);
    assert.equal(answer.json.error.code, "agent_not_found");
  }
});

test("agent_not_ready: an agent whose code did not pass can't be deployed", async () => {
  const started = await platform.api("POST", "/v1/agents", {
    body: { name: "Does not boot", files: { "src/handler.ts": BROKEN_AT_BOOT }, autoDeploy: true },
  });
  const { agent, job } = started.json.data;
  const duringValidation = await platform.api("POST", `/v1/deploy/${agent.id}`);
  assert.equal(duringValidation.json.error.code, "agent_not_ready");
  const end = await platform.finished(job.id);
  assert.equal(end.status, "failed");
  assert.ok(JSON.stringify(end.failure).includes("refuses to boot"), JSON.stringify(end.failure));
  const answer = await platform.api("POST", `/v1/deploy/${agent.id}`);
  assert.equal(answer.status, 409);
  assert.equal(answer.json.error.code, "agent_not_ready");
});

test("deploy_in_progress: of two deployments at once, one begins and the other is a 409", async () => {
  const { agentId } = await uploaded("Deployed twice at once");
  const both = await Promise.all([1, 2].map(() => platform.api("POST", `/v1/deploy/${agentId}`)));
  const [begun, refused] = both.toSorted((a, b) => a.status - b.status);
  assert.equal(begun!.status, 202);
  assert.equal(refused!.status, 409);
  assert.equal(refused!.json.error.code, "deploy_in_progress");
  await platform.finished(begun!.json.data.jobId);
});

test("a new version takes over, and one call rolls back to the old one", async () => {
  const { agentId, slug } = await uploaded("Rolled back", true);
  const second = await platform.api("POST", `/v1/agents/${agentId}/versions`, {
    body: { files: { "src/handler.ts": version(2) }, autoDeploy: true },
  });
  assert.equal(second.status, 202);
  await platform.finished(second.json.data.job.id);
  const key =
    (await platform.api("POST", `/v1/agents/${agentId}/api-keys`, { body: { name: "k" } })).json.data.key;
  const answering = async () => {
    const answer = await platform.invoke(slug, key, {});
    return [answer.json.data.response.version, answer.headers.get("X-AXTL-Version")];
  };
  assert.deepEqual(await answering(), [2, "2"]);
  const back = await platform.api("POST", `/v1/deploy/${agentId}`, { body: { version: 1 } });
  await platform.finished(back.json.data.jobId);
  assert.deepEqual(await answering(), [1, "1"]);
  const versions = await platform.api("GET", `/v1/agents/${agentId}/versions`);
  assert.deepEqual(versions.json.data.map((row: { version: number }) => row.version), [2, 1]);
  const nowhere = await platform.api("POST", `/v1/deploy/${agentId}`, { body: { version: 99 } });
  assert.equal(nowhere.json.error.code, "version_not_found");
});

test("a version that fails leaves the one before it serving, and the agent deployed", async () => {
  const { agentId, slug } = await uploaded("Survivor", true);
  const broken = await platform.api("POST", `/v1/agents/${agentId}/versions`, {
    body: { files: { "src/handler.ts": BROKEN_AT_BOOT }, autoDeploy: true },
  });
  assert.equal((await platform.finished(broken.json.data.job.id)).status, "failed");
  assert.equal((await platform.api("GET", `/v1/agents/${agentId}`)).json.data.status, "deployed");
  const key =
    (await platform.api("POST", `/v1/agents/${agentId}/api-keys`, { body: { name: "k" } })).json.data.key;
  assert.equal((await platform.invoke(slug, key, {})).json.data.response.version, 1);
});

/** Boots while it is only tried, where no host is reached, and not once it is deployed. */
const BOOTS_IN_A_PROBE = `
await fetch("http://nowhere.test/").catch((error) => {
  if (error.code !== "fetch_not_available") throw new Error("boots only while it is tried");
});
export default { fetch: () => Response.json({ version: "never" }) };
`;

test("a version that passes its smoke test and then does not boot leaves the one before it serving", async () => {
  const { agentId, slug } = await uploaded("Boots once", true);
  const broken = await platform.api("POST", `/v1/agents/${agentId}/versions`, {
    body: { files: { "src/handler.ts": BOOTS_IN_A_PROBE }, autoDeploy: true },
  });
  const { status, failure } = await platform.finished(broken.json.data.job.id) as {
    status: string;
    failure: { code: string; message: string };
  };
  assert.deepEqual([status, failure.code], ["failed", "smoke_test_failed"]);
  assert.match(failure.message, /did not boot \(boot_failed\): .*boots only while it is tried/s);
  const key =
    (await platform.api("POST", `/v1/agents/${agentId}/api-keys`, { body: { name: "k" } })).json.data.key;
  assert.equal((await platform.invoke(slug, key, {})).json.data.response.version, 1);
});

test("a job that was cut off after its deployment went live does not bring it back over a later one", async () => {
  const { agentId, slug } = await uploaded("Cut off", true);
  const first = await platform.api("POST", `/v1/deploy/${agentId}`);
  await platform.finished(first.json.data.jobId);
  const second = await platform.api("POST", `/v1/agents/${agentId}/versions`, {
    body: { files: { "src/handler.ts": version(2) }, autoDeploy: true },
  });
  await platform.finished(second.json.data.job.id);
  const { db, queue } = platform.app.services;
  await db.updateTable("jobs").set({ status: "running", stage: "deploy", finished_at: null })
    .where("id", "=", first.json.data.jobId).execute();
  await queue.send(db, first.json.data.jobId);
  await platform.finished(first.json.data.jobId);
  const key =
    (await platform.api("POST", `/v1/agents/${agentId}/api-keys`, { body: { name: "k" } })).json.data.key;
  assert.equal((await platform.invoke(slug, key, {})).json.data.response.version, 2);
});

test("redeploying under load drops no call", async () => {
  const { agentId, slug } = await uploaded("Redeployed under load", true);
  const key =
    (await platform.api("POST", `/v1/agents/${agentId}/api-keys`, { body: { name: "k" } })).json.data.key;
  let done = false;
  let calls = 0;
  const callers = Array.from({ length: 4 }, async () => {
    for (; !done; calls++) {
      const answer = await platform.invoke(slug, key, {});
      assert.equal(answer.status, 200, answer.text);
    }
  });
  for (let round = 0; round < 3; round++) {
    const deploy = await platform.api("POST", `/v1/deploy/${agentId}`);
    assert.equal((await platform.finished(deploy.json.data.jobId)).status, "completed");
  }
  done = true;
  await Promise.all(callers);
  assert.ok(calls > 10);
});

async function uploaded(name: string, autoDeploy = false) {
  const started = await platform.api("POST", "/v1/agents", {
    body: { name, files: { "src/handler.ts": version(1) }, autoDeploy },
  });
  const { agent, job } = started.json.data;
  const end = await platform.finished(job.id);
  assert.equal(end.status, "completed", JSON.stringify(end.failure));
  return { agentId: agent.id as string, slug: agent.slug as string };
}

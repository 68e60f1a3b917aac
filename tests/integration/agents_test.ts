import assert from "node:assert/strict";
import { strToU8, zipSync } from "fflate";
import { ECHO, version } from "../fixtures/handlers.ts";
import { test, usePlatform } from "./platform.ts";

const platform = usePlatform();

test("an agent is found by id, by slug and in the list", async () => {
  const { agentId, slug } = await platform.deployed("Findable", ECHO);
  const byId = await platform.api("GET", `/v1/agents/${agentId}`);
  const bySlug = await platform.api("GET", `/v1/agents/by-slug/${slug}`);
  assert.deepEqual(byId.json, bySlug.json);
  assert.equal(byId.json.data.name, "Findable");
  assert.equal(byId.json.data.status, "deployed");
  assert.equal(byId.json.data.endpointUrl, `${platform.url}/v1/invoke/${slug}`);
  const list = await platform.api("GET", "/v1/agents");
  assert.ok(list.json.data.some((agent: { id: string }) => agent.id === agentId));
});

test("an agent of another workspace is agent_not_found, 404, never 403", async () => {
  const { agentId, slug } = await platform.deployed("Private", ECHO);
  for (const path of [agentId, `by-slug/${slug}`, `${agentId}/api-keys`, `${agentId}/versions`]) {
    const answer = await platform.api("GET", `/v1/agents/${path}`, { token: platform.strangerToken });
    assert.equal(answer.status, 404);
    assert.equal(answer.json.error.code, "agent_not_found");
  }
  const list = await platform.api("GET", "/v1/agents", { token: platform.strangerToken });
  assert.deepEqual(list.json, { data: [], nextCursor: null });
});

test("a deleted agent's endpoint and keys stop at once", async () => {
  const { agentId, slug, key } = await platform.deployed("Deleted", ECHO);
  assert.equal((await platform.invoke(slug, key, {})).status, 200);
  const answer = await platform.api("DELETE", `/v1/agents/${agentId}`);
  assert.equal(answer.status, 204);
  assert.equal(answer.text, "");
  assert.equal((await platform.invoke(slug, key, {})).json.error.code, "invalid_agent_api_key");
  assert.equal((await platform.api("GET", `/v1/agents/${agentId}`)).status, 404);
  assert.equal((await platform.api("DELETE", `/v1/agents/${agentId}`)).status, 404);
});

test("a zip of code makes an agent, with or without a folder around it", async () => {
  for (const folder of ["", "my-backend/"]) {
    const zip = zipSync({ [`${folder}src/handler.ts`]: strToU8(version(7)) });
    const started = await platform.api("POST", "/v1/agents?name=Zipped&autoDeploy=true", {
      headers: { "Content-Type": "application/zip" },
      rawBody: zip.slice(),
    });
    assert.equal(started.status, 202, started.text);
    assert.equal(started.json.data.job.provider, "source");
    const { agent, job } = started.json.data;
    assert.equal((await platform.finished(job.id)).status, "completed");
    const made = await platform.api("POST", `/v1/agents/${agent.id}/api-keys`, { body: { name: "k" } });
    assert.equal((await platform.invoke(agent.slug, made.json.data.key, {})).json.data.response.version, 7);
  }
});

test("an upload that can't be taken lists each bad file", async () => {
  const cases: [unknown, string][] = [
    [{ "src/main.ts": "export {}" }, "src/handler.ts"],
    [{ "src/handler.ts": ECHO, "../escape.ts": "x" }, "../escape.ts"],
    [{ "src/handler.ts": ECHO, "/abs.ts": "x" }, "/abs.ts"],
    [{}, "src/handler.ts"],
  ];
  for (const [files, mentioned] of cases) {
    const answer = await platform.api("POST", "/v1/agents", {
      body: { name: "Bad upload", files: files as never },
    });
    assert.equal(answer.status, 422, answer.text);
    assert.equal(answer.json.error.code, "validation_failed");
    assert.ok(JSON.stringify(answer.json.error.details.issues).includes(mentioned), answer.text);
  }
  const notAZip = await platform.api("POST", "/v1/agents?name=Zipped", {
    headers: { "Content-Type": "application/zip" },
    rawBody: "not a zip",
  });
  assert.equal(notAZip.status, 422);
});

test("a platform token is shown once, works, and is dead when it is revoked", async () => {
  const made = await platform.api("POST", "/v1/tokens", { body: { name: "CI" } });
  assert.equal(made.status, 201);
  const { token, platformToken } = made.json.data;
  assert.match(token, /^axtl_pt_[0-9A-Za-z]{49}$/);
  assert.equal((await platform.api("GET", "/v1/agents", { token })).status, 200);
  const list = await platform.api("GET", "/v1/tokens");
  assert.ok(!list.text.includes(token) && list.text.includes(platformToken.id));
  const foreign = await platform.api("POST", `/v1/tokens/${platformToken.id}/revoke`, {
    token: platform.strangerToken,
  });
  assert.equal(foreign.status, 404);
  const revoked = await platform.api("POST", `/v1/tokens/${platformToken.id}/revoke`);
  assert.equal(revoked.json.data.platformToken.status, "revoked");
  const refused = await platform.api("GET", "/v1/agents", { token });
  assert.equal(refused.status, 401);
  assert.equal(refused.json.error.code, "platform_token_revoked");
});

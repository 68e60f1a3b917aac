import assert from "node:assert/strict";
import { ECHO } from "../fixtures/handlers.ts";
import { test, usePlatform } from "./platform.ts";

const platform = usePlatform();
let agent: Promise<{ agentId: string; slug: string; key: string }> | undefined;
const deployed = () => agent ??= platform.deployed("Keys", ECHO);

test("creating a key answers the raw key once, and metadata that is safe", async () => {
  const { agentId } = await deployed();
  const answer = await platform.api("POST", `/v1/agents/${agentId}/api-keys`, {
    body: { name: "Production" },
  });
  assert.equal(answer.status, 201);
  const { key, apiKey } = answer.json.data;
  assert.match(key, /^axtl_ak_[0-9A-Za-z]{49}$/);
  assert.deepEqual({ ...apiKey, id: "", createdAt: "" }, {
    id: "",
    agentId,
    name: "Production",
    type: "agent",
    status: "active",
    lastFour: key.slice(-4),
    prefix: key.slice(0, 12),
    createdAt: "",
    lastUsedAt: null,
    expiresAt: null,
    rateLimit: null,
    allowedIps: null,
    revokedAt: null,
  });
});

test("the list of keys has metadata only: no answer ever shows a key again", async () => {
  const { agentId, key } = await deployed();
  const list = await platform.api("GET", `/v1/agents/${agentId}/api-keys`);
  assert.equal(list.status, 200);
  assert.ok(list.json.data.length >= 1);
  assert.equal(list.json.nextCursor, null);
  assert.ok(!list.text.includes(key) && !list.text.includes("hash"));
});

test("revoking a key stops it and says when; revoking it again changes nothing", async () => {
  const { agentId, slug } = await deployed();
  const { key, apiKey } =
    (await platform.api("POST", `/v1/agents/${agentId}/api-keys`, { body: { name: "k" } })).json.data;
  assert.equal((await platform.invoke(slug, key, {})).status, 200);
  const first = await platform.api("POST", `/v1/agents/${agentId}/api-keys/${apiKey.id}/revoke`);
  assert.equal(first.json.data.apiKey.status, "revoked");
  assert.equal((await platform.invoke(slug, key, {})).json.error.code, "agent_api_key_revoked");
  const second = await platform.api("POST", `/v1/agents/${agentId}/api-keys/${apiKey.id}/revoke`);
  assert.deepEqual(second.json, first.json);
});

test("rotation revokes the old key and returns a new one that works, with the old name or a new one", async () => {
  const { agentId, slug } = await deployed();
  const path = `/v1/agents/${agentId}/api-keys`;
  const old = (await platform.api("POST", path, { body: { name: "Rotated" } })).json.data;
  assert.equal((await platform.invoke(slug, old.key, {})).status, 200);
  const rotated = await platform.api("POST", `${path}/${old.apiKey.id}/rotate`);
  assert.equal(rotated.status, 201);
  assert.equal(rotated.json.data.apiKey.name, "Rotated");
  assert.equal((await platform.invoke(slug, old.key, {})).json.error.code, "agent_api_key_revoked");
  assert.equal((await platform.invoke(slug, rotated.json.data.key, {})).status, 200);
  const named = await platform.api("POST", `${path}/${rotated.json.data.apiKey.id}/rotate`, {
    body: { name: "New" },
  });
  assert.equal(named.json.data.apiKey.name, "New");
  const dead = await platform.api("POST", `${path}/${old.apiKey.id}/rotate`);
  assert.equal(dead.json.error.code, "api_key_revoked");
});

test("a key of one agent can't be revoked or rotated through another", async () => {
  const { agentId } = await deployed();
  const other = await platform.deployed("Other keys", ECHO);
  const list = await platform.api("GET", `/v1/agents/${agentId}/api-keys`);
  const keyId = list.json.data[0].id;
  for (const action of ["revoke", "rotate"]) {
    const answer = await platform.api("POST", `/v1/agents/${other.agentId}/api-keys/${keyId}/${action}`);
    assert.equal(answer.status, 404);
    assert.equal(answer.json.error.code, "api_key_not_found");
  }
});

test("an agent key is never valid for the control API", async () => {
  const { key } = await deployed();
  const answer = await platform.api("GET", "/v1/agents", { token: key });
  assert.equal(answer.status, 401);
  assert.equal(answer.json.error.code, "malformed_platform_token");
  assert.match(answer.headers.get("WWW-Authenticate") ?? "", /^Bearer/);
});

test("a list of keys comes in pages, each key once, newest first", async () => {
  const { agentId } = await platform.deployed("Many keys", ECHO);
  const path = `/v1/agents/${agentId}/api-keys`;
  for (let i = 0; i < 6; i++) await platform.api("POST", path, { body: { name: `key ${i}` } });
  const seen: string[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const page = await platform.api("GET", `${path}?limit=3${cursor && `&cursor=${cursor}`}`);
    assert.ok(page.json.data.length <= 3);
    seen.push(...page.json.data.map((key: { id: string }) => key.id));
    cursor = page.json.nextCursor;
  }
  assert.equal(seen.length, 7);
  assert.deepEqual(seen, seen.toSorted().reverse());
});

import assert from "node:assert/strict";
import type { JsonObject } from "../../src/lib/json.ts";
import { ECHO } from "../fixtures/handlers.ts";
import { type Deployed, test, usePlatform } from "./platform.ts";
import { until } from "./until.ts";

const platform = usePlatform({ AXTL_TRUSTED_PROXIES: "127.0.0.1, 10.0.0.0/8" });

let agent: Promise<Deployed> | undefined;
const deployed = () => agent ??= platform.deployed("Limited", ECHO);

test("what a key is limited to is shown in its metadata, and survives a rotation", async () => {
  const limits = {
    expiresAt: "2999-01-01T00:00:00.000Z",
    rateLimit: { limit: 5, windowSeconds: 60 },
    allowedIps: ["127.0.0.0/8", "2001:db8::/32"],
  };
  const { apiKey } = await createKey(limits);
  assert.deepEqual(shownLimits(apiKey), limits);
  const rotated = await rotate(apiKey.id, {});
  assert.deepEqual(shownLimits(rotated.json.data.apiKey), limits);
});

test("null limits are no limits", async () => {
  const none = { expiresAt: null, rateLimit: null, allowedIps: null };
  const { key, apiKey } = await createKey(none);
  assert.deepEqual(shownLimits(apiKey), none);
  assert.equal((await call(key)).status, 200);
});

test("an expired key is refused with a code of its own, says so in the list, and can't be rotated", async () => {
  const { key, apiKey } = await createKey({ expiresAt: new Date(Date.now() + 700).toISOString() });
  assert.equal((await call(key)).status, 200);
  const refused = await refusalOf(key);
  assert.deepEqual([refused.status, refused.json.error.code], [401, "agent_api_key_expired"]);
  assert.match(refused.headers.get("WWW-Authenticate") ?? "", /^Bearer/);
  const listed = (await platform.api("GET", await keysPath())).json.data as { id: string; status: string }[];
  assert.equal(listed.find(({ id }) => id === apiKey.id)?.status, "expired");
  assert.equal((await rotate(apiKey.id, {})).json.error.code, "api_key_expired");
});

test("a key that is rotated with a grace works on until its end, and then is as revoked", async () => {
  const { key, apiKey } = await createKey({});
  const rotated = await rotate(apiKey.id, { graceSeconds: 1 });
  assert.equal(rotated.status, 201, rotated.text);
  assert.equal((await call(key)).status, 200);
  assert.equal((await call(rotated.json.data.key)).status, 200);
  assert.equal((await rotate(apiKey.id, {})).json.error.code, "api_key_revoked");
  assert.equal((await refusalOf(key)).json.error.code, "agent_api_key_revoked");
  assert.equal((await call(rotated.json.data.key)).status, 200);
});

test("revoking ends a grace at once", async () => {
  const { key, apiKey } = await createKey({});
  await rotate(apiKey.id, { graceSeconds: 3600 });
  await platform.api("POST", `${await keysPath()}/${apiKey.id}/revoke`);
  assert.equal((await call(key)).json.error.code, "agent_api_key_revoked");
});

test("a grace of a wrong kind or length is a 422", async () => {
  const { apiKey } = await createKey({});
  for (const graceSeconds of [-1, 1.5, 2_592_001, "1", null]) {
    const answer = await rotate(apiKey.id, { graceSeconds });
    assert.equal(answer.status, 422, answer.text);
    assert.equal(answer.json.error.details.issues[0].path, "graceSeconds");
  }
});

test("of 100 calls at once exactly as many as the limit are let through, and the others told when to come again", async () => {
  const { key } = await createKey({ rateLimit: { limit: 10, windowSeconds: 3600 } });
  const answers = await Promise.all(Array.from({ length: 100 }, () => call(key)));
  const refused = answers.filter(({ status }) => status === 429);
  assert.deepEqual([answers.filter(({ status }) => status === 200).length, refused.length], [10, 90]);
  const left = answers.filter(({ status }) => status === 200).map(remaining);
  assert.deepEqual(left.toSorted((a, b) => a - b), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  for (const { headers, json } of refused) {
    assert.equal(json.error.code, "rate_limited");
    assert.equal(headers.get("RateLimit-Policy"), '"default";q=10;w=3600');
    const waitSeconds = Number(headers.get("Retry-After"));
    assert.ok(waitSeconds > 3590 && waitSeconds <= 3660, String(waitSeconds));
    assert.equal(headers.get("RateLimit"), `"default";r=0;t=${waitSeconds}`);
  }
});

test("a limited key may be used again when its window has moved on", async () => {
  const { key } = await createKey({ rateLimit: { limit: 1, windowSeconds: 1 } });
  assert.equal((await call(key)).status, 200);
  assert.equal((await call(key)).status, 429);
  await until(async () => (await call(key)).status === 200);
});

test("refused bodies of limited keys carry the headers too, and unlimited keys never do", async () => {
  const { key } = await createKey({ rateLimit: { limit: 10, windowSeconds: 60 } });
  const { slug, key: unlimited } = await deployed();
  const refused = await platform.invoke(slug, key, new TextEncoder().encode("{"));
  assert.deepEqual([refused.status, remaining(refused)], [400, 9]);
  assert.equal((await call(unlimited)).headers.has("RateLimit"), false);
});

test("a key is refused from an address that it does not allow", async () => {
  const { key } = await createKey({ allowedIps: ["203.0.113.0/24", "2001:db8::/32"] });
  const refused = await call(key);
  assert.deepEqual([refused.status, refused.json.error.code], [403, "agent_api_key_ip_not_allowed"]);
  const here = await createKey({ allowedIps: ["127.0.0.1"] });
  assert.equal((await call(here.key)).status, 200);
});

test("behind a trusted proxy the address is what that proxy says, and not what the caller wrote before it", async () => {
  const { key } = await createKey({ allowedIps: ["203.0.113.0/24", "2001:db8::/32"] });
  const allowed = ["203.0.113.9", "198.51.100.1, 203.0.113.9", "203.0.113.9, 10.1.2.3", "2001:db8::7"];
  for (const forwarded of allowed) assert.equal((await call(key, forwarded)).status, 200, forwarded);
  const refused = ["198.51.100.1", "203.0.113.9, 198.51.100.1", "203.0.113.9, unknown", "unknown", ""];
  for (const forwarded of refused) assert.equal((await call(key, forwarded)).status, 403, forwarded);
});

interface Made {
  key: string;
  apiKey: JsonObject & { id: string };
}

async function createKey(limits: JsonObject): Promise<Made> {
  const answer = await platform.api("POST", await keysPath(), { body: { name: "limited", ...limits } });
  assert.equal(answer.status, 201, answer.text);
  return answer.json.data;
}

async function keysPath(): Promise<string> {
  return `/v1/agents/${(await deployed()).agentId}/api-keys`;
}

async function rotate(keyId: string, body: JsonObject) {
  return await platform.api("POST", `${await keysPath()}/${keyId}/rotate`, { body });
}

async function call(key: string, forwarded?: string) {
  const headers: Record<string, string> = forwarded === undefined ? {} : { "X-Forwarded-For": forwarded };
  return await platform.invoke((await deployed()).slug, key, {}, headers);
}

/** Calls until the key is refused. */
async function refusalOf(key: string) {
  let answer = await call(key);
  await until(async () => (answer = await call(key)).status !== 200);
  return answer;
}

function shownLimits({ expiresAt, rateLimit, allowedIps }: JsonObject) {
  return { expiresAt, rateLimit, allowedIps };
}

function remaining({ headers }: { headers: Headers }): number {
  return Number(/^"default";r=(\d+);t=\d+$/.exec(headers.get("RateLimit") ?? "")?.[1]);
}

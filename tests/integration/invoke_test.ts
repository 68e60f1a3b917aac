import assert from "node:assert/strict";
import { mintCredential } from "../../src/lib/credentials.ts";
import { AS_TOLD, ECHO, UNRULY } from "../fixtures/handlers.ts";
import { test, usePlatform } from "./platform.ts";

const platform = usePlatform({ AXTL_INVOKE_TIMEOUT_MS: "1000", AXTL_MAX_BODY_BYTES: "100000" });

type Deployed = Awaited<ReturnType<typeof platform.deployed>>;
const once = (name: string, handler: string) => {
  let made: Promise<Deployed> | undefined;
  return () => made ??= platform.deployed(name, handler);
};
const echo = once("Echo", ECHO);
const asTold = once("As told", AS_TOLD);
const unruly = once("Unruly", UNRULY);

test("a call is answered in the envelope, with status, ok, latencyMs and the backend's JSON", async () => {
  const { slug, key } = await asTold();
  const answer = await platform.invoke(slug, key, { body: '{"answer":"ok"}', type: "application/json" });
  assert.equal(answer.status, 200);
  const { data } = answer.json;
  assert.ok(Number.isInteger(data.latencyMs) && data.latencyMs >= 0);
  assert.deepEqual({ ...data, latencyMs: 1 }, {
    status: 200,
    ok: true,
    latencyMs: 1,
    response: { answer: "ok" },
  });
  assert.match(answer.headers.get("X-Request-Id") ?? "", /./);
  assert.equal(answer.headers.get("X-AXTL-Version"), "1");
});

test("the body reaches the backend as sent: the same bytes, the same key order", async () => {
  const { slug, key } = await echo();
  const body = ' {"b":1, "a" : [1.0, 1e2,"\\u00e9"] }\n';
  const answer = await platform.invoke(slug, key, new TextEncoder().encode(body));
  assert.equal(answer.json.data.response.text, body);
  assert.equal(answer.json.data.response.method, "POST");
  assert.equal(answer.json.data.response.url, `https://${slug}.agent/`);
});

test("any JSON value is a body", async () => {
  const { slug, key } = await echo();
  for (const value of [null, true, 0, -1.5e-7, "text", [], {}]) {
    const answer = await platform.invoke(slug, key, value);
    assert.equal(answer.json.data.response.text, JSON.stringify(value));
  }
});

test("a backend's own 4xx or 5xx is a call that arrived: it comes back in the envelope with ok false", async () => {
  const { slug, key } = await asTold();
  for (const status of [400, 404, 422, 500, 503]) {
    const answer = await platform.invoke(slug, key, { status, body: '{"why":1}', type: "application/json" });
    assert.equal(answer.status, 200);
    assert.equal(answer.json.data.status, status);
    assert.equal(answer.json.data.ok, false);
    assert.deepEqual(answer.json.data.response, { why: 1 });
  }
});

test("a text body becomes a string, an empty one null, a binary one {contentType, base64}", async () => {
  const { slug, key } = await asTold();
  const responseTo = async (wish: Record<string, string | number>) =>
    (await platform.invoke(slug, key, wish)).json.data.response;
  assert.equal(await responseTo({ body: 'say "hi"\n', type: "text/plain" }), 'say "hi"\n');
  assert.equal(await responseTo({}), null);
  assert.equal(await responseTo({ status: 204 }), null);
  assert.deepEqual(await responseTo({ base64: "AP/+", type: "image/png" }), {
    contentType: "image/png",
    base64: "AP/+",
  });
});

test("missing_agent_api_key: no Authorization header is a 401 with WWW-Authenticate", async () => {
  const { slug } = await echo();
  await refused(platform.invoke(slug, null, {}), 401, "missing_agent_api_key");
});

test("malformed_agent_api_key: what is not `Bearer <an agent key>` is a 401, a platform token too", async () => {
  const { slug, key } = await echo();
  const headers = [
    "Bearer",
    "Bearer ",
    `Basic ${key}`,
    `Bearer ${key} x`,
    key,
    `Bearer ${mintCredential("platform_token")}`,
  ];
  for (const Authorization of headers) {
    await refused(platform.invoke(slug, null, {}, { Authorization }), 401, "malformed_agent_api_key");
  }
});

test("invalid_agent_api_key: a well-formed key that is not known, or mistyped, is a 401", async () => {
  const { slug, key } = await echo();
  await refused(platform.invoke(slug, mintCredential("agent_key"), {}), 401, "invalid_agent_api_key");
  const typo = key.slice(0, 20) + (key[20] === "A" ? "B" : "A") + key.slice(21);
  await refused(platform.invoke(slug, typo, {}), 401, "invalid_agent_api_key");
});

test("agent_api_key_revoked: a revoked key is refused from the moment of the revocation's answer", async () => {
  const { agentId, slug } = await echo();
  const made = await platform.api("POST", `/v1/agents/${agentId}/api-keys`, {
    body: { name: "short-lived" },
  });
  const { key, apiKey } = made.json.data;
  assert.equal((await platform.invoke(slug, key, {})).status, 200);
  await platform.api("POST", `/v1/agents/${agentId}/api-keys/${apiKey.id}/revoke`);
  await refused(platform.invoke(slug, key, {}), 401, "agent_api_key_revoked");
});

test("agent_api_key_scope_mismatch: a key of another agent is a 403, and so is a slug that does not exist", async () => {
  const { key } = await echo();
  const other = await asTold();
  const foreign = await refused(platform.invoke(other.slug, key, {}), 403, "agent_api_key_scope_mismatch");
  const nowhere = await refused(
    platform.invoke("no-such-agent", key, {}),
    403,
    "agent_api_key_scope_mismatch",
  );
  assert.equal(foreign.json.error.message, nowhere.json.error.message);
});

test("not_deployed: an agent with no live endpoint is a 409", async () => {
  const started = await platform.api("POST", "/v1/agents", {
    body: { name: "Never deployed", files: { "src/handler.ts": ECHO } },
  });
  const { agent, job } = started.json.data;
  await platform.finished(job.id);
  const made = await platform.api("POST", `/v1/agents/${agent.id}/api-keys`, { body: { name: "key" } });
  await refused(platform.invoke(agent.slug, made.json.data.key, {}), 409, "not_deployed");
});

test("invalid_json: empty, truncated, trailing garbage, invalid UTF-8, a BOM and endless nesting are a 400", async () => {
  const { slug, key } = await echo();
  const bytes = (text: string) => new TextEncoder().encode(text);
  const bad = [
    bytes(""),
    bytes(" "),
    bytes('{"a":'),
    bytes("{} x"),
    bytes("NaN"),
    bytes("{'a':1}"),
    new Uint8Array([0x22, 0xff, 0xfe, 0x22]),
    bytes("\uFEFF{}"),
    bytes("[".repeat(40_000) + "]".repeat(40_000)),
  ];
  for (const body of bad) await refused(platform.invoke(slug, key, body), 400, "invalid_json");
});

test("endpoint_timeout: a backend that loops or hangs is a 504, and the next call is served", async () => {
  const { slug, key } = await unruly();
  for (const please of ["loop", "hang"]) {
    const answer = await refused(platform.invoke(slug, key, { please }), 504, "endpoint_timeout");
    assert.equal(answer.json.error.details.reason, "timeout");
    assert.equal(
      (await platform.invoke(slug, key, { please: "behave" })).json.data.response.please,
      "behave",
    );
  }
});

test("endpoint_unreachable: a backend that exits is a 502 with the reason, and the next call is served", async () => {
  const { slug, key } = await unruly();
  const answer = await refused(platform.invoke(slug, key, { please: "exit" }), 502, "endpoint_unreachable");
  assert.equal(answer.json.error.details.reason, "crashed");
  assert.equal((await platform.invoke(slug, key, { please: "behave" })).json.data.response.please, "behave");
});

test("a handler that throws is the backend's own 500, and tells the caller nothing of its stack", async () => {
  const { slug, key } = await unruly();
  const answer = await platform.invoke(slug, key, { please: "throw" });
  assert.equal(answer.status, 200);
  assert.equal(answer.json.data.status, 500);
  assert.ok(!answer.text.includes("as asked") && !answer.text.includes("handler"), answer.text);
});

test("the checks come in order: method, key, scope, deployed, size, content type, JSON", async () => {
  const { slug, key } = await echo();
  const get = await fetch(`${platform.url}/v1/invoke/${slug}`);
  assert.equal(get.status, 405);
  assert.equal(get.headers.get("Allow"), "POST");
  await get.body?.cancel();
  const tooLarge = new Uint8Array(100_001).fill(0x20);
  const wrongType = { "Content-Type": "text/plain" };
  await refused(platform.invoke(slug, null, tooLarge, wrongType), 401, "missing_agent_api_key");
  await refused(platform.invoke("nowhere", key, tooLarge, wrongType), 403, "agent_api_key_scope_mismatch");
  await refused(platform.invoke(slug, key, tooLarge, wrongType), 413, "payload_too_large");
  await refused(platform.invoke(slug, key, new Uint8Array(10), wrongType), 415, "unsupported_content_type");
  await refused(platform.invoke(slug, key, new Uint8Array(10)), 400, "invalid_json");
});

test("a body that grows past the limit with no Content-Length is a 413", async () => {
  const { slug, key } = await echo();
  const endless = new ReadableStream({
    pull: (controller) => controller.enqueue(new Uint8Array(20_000).fill(0x20)),
  });
  const client = new AbortController();
  const response = await fetch(`${platform.url}/v1/invoke/${slug}`, {
    method: "POST",
    headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
    body: endless,
    signal: client.signal,
  }).catch(() => null);
  // The server may close before the client has stopped sending; a client that saw an answer saw this one.
  if (response) assert.equal((await response.json()).error.code, "payload_too_large");
  client.abort();
  assert.equal((await platform.invoke(slug, key, {})).status, 200);
});

test("a cold burst of 50 calls is answered, each with its own answer", async () => {
  const { slug, key } = await platform.deployed("Burst", ECHO);
  const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => platform.invoke(slug, key, { n })));
  answers.forEach((answer, n) => assert.equal(answer.json.data.response.text, `{"n":${n}}`));
});

async function refused(call: ReturnType<typeof platform.invoke>, status: number, code: string) {
  const answer = await call;
  assert.equal(answer.status, status, answer.text);
  assert.equal(answer.json.error.code, code);
  assert.ok(answer.json.error.message.length > 10);
  assert.match(answer.headers.get("X-Request-Id") ?? "", /./);
  assert.equal(answer.headers.has("WWW-Authenticate"), status === 401);
  return answer;
}

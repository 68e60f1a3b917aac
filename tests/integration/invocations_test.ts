import assert from "node:assert/strict";
import { AS_TOLD, ECHO } from "../fixtures/handlers.ts";
import { eventually } from "./eventually.ts";
import { type Answer, type Deployed, test, usePlatform } from "./platform.ts";

const platform = usePlatform();

/** Told to, it says something and takes more memory than it may. */
const GREEDY = `
export default {
  async fetch(request: Request): Promise<Response> {
    const { more } = await request.json() as { more?: boolean };
    if (more) console.log("about to end");
    await new Promise((resolve) => setTimeout(resolve, 50));
    for (const all: Uint8Array[] = []; more;) all.push(new Uint8Array(1_000_000).fill(1));
    return Response.json({});
  },
};
`;

/** The records of an agent once there are so many: they are written a moment after their calls. */
function records(agentId: string, count: number, query = ""): Promise<Answer["json"]> {
  const look = async () => {
    const { status, json, text } = await platform.api("GET", `/v1/agents/${agentId}/invocations?${query}`);
    assert.equal(status, 200, text);
    return json;
  };
  return eventually(look, ({ data }) => data.length >= count);
}

function keyIdOf(agentId: string): Promise<string> {
  return platform.api("GET", `/v1/agents/${agentId}/api-keys`).then(({ json }) => json.data[0].id);
}

test("a call is recorded with all that became of it, at most 250 ms after its answer", async () => {
  const { agentId, slug, key } = await platform.deployed("Recorded", ECHO);
  const answer = await platform.invoke(slug, key, { n: 1 });
  const answeredAt = performance.now();
  const [record] = (await records(agentId, 1)).data;
  assert.ok(performance.now() - answeredAt <= 250 + 100, "and the time to ask for it");
  const { id, at, latency, ...rest } = record;
  assert.match(id, /^inv_[0-9a-z]{26}$/);
  assert.ok(Math.abs(Date.parse(at) - Date.now()) < 10_000);
  assert.ok(latency.totalMs >= latency.runMs && latency.bootMs >= 0 && latency.queueMs >= 0);
  assert.deepEqual(rest, {
    requestId: answer.headers.get("X-Request-Id"),
    agentId,
    version: 1,
    keyId: await keyIdOf(agentId),
    status: 200,
    ok: true,
    error: null,
    cold: record.cold,
    requestBytes: 7,
    responseBytes: record.responseBytes,
  });
  assert.ok(record.responseBytes > 0);
});

test("every call past its key is recorded, also one that never reached the backend", async () => {
  const { agentId, slug, key } = await platform.deployed("Refused", ECHO);
  const other = await platform.deployed("Another", ECHO);
  await platform.invoke(slug, key, new TextEncoder().encode("{"));
  await platform.invoke(slug, key, {}, { "Content-Type": "text/plain" });
  await platform.invoke(slug, key, "x".repeat(1_048_577));
  await platform.invoke(other.slug, key, {});
  const { data } = await records(agentId, 4);
  assert.deepEqual(
    data.map(({ status, error, version, latency }: Answer["json"]) => [
      status,
      error.code,
      version,
      latency.runMs,
    ]),
    [
      [403, "agent_api_key_scope_mismatch", null, null],
      [413, "payload_too_large", 1, null],
      [415, "unsupported_content_type", 1, null],
      [400, "invalid_json", 1, null],
    ],
  );
  assert.deepEqual((await platform.api("GET", `/v1/agents/${other.agentId}/invocations`)).json.data, []);
});

test("a failed call is recorded with its cause, which the caller is not told, and with the lines it wrote", async () => {
  const { agentId, slug, key } = await platform.deployed("Failing", GREEDY);
  const answer = await platform.invoke(slug, key, { more: true });
  assert.equal(answer.status, 502);
  const requestId = answer.headers.get("X-Request-Id")!;
  await records(agentId, 1);
  const { json } = await platform.api("GET", `/v1/agents/${agentId}/invocations/${requestId}`);
  assert.equal(json.data.error.code, "endpoint_unreachable");
  assert.equal(json.data.error.reason, "memory_limit");
  assert.ok(!answer.text.includes("limits:"));
  assert.match(json.data.error.cause, /^limits: 128 MB above an empty sandbox/);
  assert.deepEqual(json.data.logs.map(({ text }: Answer["json"]) => text), ["about to end"]);
});

test("the list filters by status, ok, key, error code, request id and time, and pages through all of it", async () => {
  const { agentId, slug, key } = await platform.deployed("Filtered", AS_TOLD);
  for (const status of [200, 201, 404, 500, 200]) await platform.invoke(slug, key, { status });
  await platform.invoke(slug, key, { status: 200 }, { "X-Request-Id": "order-17" });
  await platform.invoke(slug, key, new TextEncoder().encode("{"));
  const { data } = await records(agentId, 7);
  const statuses = async (query: string) => {
    const { json, text } = await platform.api("GET", `/v1/agents/${agentId}/invocations?${query}`);
    assert.ok(json.data, text);
    return json.data.map(({ status }: Answer["json"]) => status);
  };
  assert.deepEqual(await statuses(""), [400, 200, 200, 500, 404, 201, 200]);
  assert.deepEqual(await statuses("status=404"), [404]);
  assert.deepEqual(await statuses("ok=false"), [400, 500, 404]);
  assert.deepEqual(await statuses("ok=true&limit=2"), [200, 200]);
  assert.deepEqual(await statuses("code=invalid_json"), [400]);
  assert.deepEqual(await statuses("requestId=order-17"), [200]);
  assert.deepEqual(await statuses(`requestId=${data[4].requestId}`), [404]);
  assert.deepEqual(await statuses(`keyId=${await keyIdOf(agentId)}&limit=1`), [400]);
  assert.deepEqual(await statuses("keyId=key_0"), []);
  assert.deepEqual(await statuses(`from=${data[1].at}`), [400, 200]);
  assert.deepEqual(await statuses(`to=${data[4].at}`), [201, 200]);
  const paged: number[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const page = await records(agentId, 1, `limit=3${cursor && `&cursor=${cursor}`}`);
    paged.push(...page.data.map(({ status }: Answer["json"]) => status));
    cursor = page.nextCursor;
  }
  assert.deepEqual(paged, [400, 200, 200, 500, 404, 201, 200]);
});

test("a bad filter is a 422 that names it, and an unknown request id a 404", async () => {
  const { agentId } = await platform.deployed("Asked", ECHO);
  const path = `/v1/agents/${agentId}/invocations`;
  for (const query of ["status=x", "ok=1", "from=yesterday", "keyId=%00", "code=A", "requestId=a%20b"]) {
    const answer = await platform.api("GET", `${path}?${query}`);
    assert.equal(answer.status, 422, query);
    assert.equal(answer.json.error.details.issues[0].path, `query.${query.split("=")[0]}`);
  }
  for (const requestId of ["order-18", "req_01m8574mdje1t0sf2m9n56wqd3", "req_" + "z".repeat(26)]) {
    const answer = await platform.api("GET", `${path}/${requestId}`);
    assert.equal(answer.status, 404);
    assert.equal(answer.json.error.code, "invocation_not_found");
  }
});

test("a cursor of another list is a 400 in every list, not an empty page", async () => {
  const { agentId }: Deployed = await platform.deployed("Listed", ECHO);
  const lists = [
    "/v1/agents",
    `/v1/agents/${agentId}/versions`,
    `/v1/agents/${agentId}/api-keys`,
    `/v1/agents/${agentId}/logs`,
    `/v1/agents/${agentId}/invocations`,
    `/v1/validation/agents/${agentId}/reports`,
    "/v1/tokens",
  ];
  for (const path of lists) {
    const answer = await platform.api("GET", `${path}?cursor=ws_01m8574mdje1t0sf2m9n56wqd3`);
    assert.equal(answer.status, 400, path);
    assert.equal(answer.json.error.code, "invalid_cursor");
  }
});

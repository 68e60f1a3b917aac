import assert from "node:assert/strict";
import { mintCredential } from "../lib/credentials.ts";
import { silentLog } from "../lib/log.ts";
import type { CallRequest, Outcome, Target } from "../runtime/mod.ts";
import type { Invocation } from "../invocations/mod.ts";
import { createGateway, type GatewayDeps } from "./mod.ts";

const KEY = mintCredential("agent_key");
const REVOKED = mintCredential("agent_key");
const OTHERS = mintCredential("agent_key");
const MAX_BODY_BYTES = 1000;
const TIMING = { queueMs: 1, bootMs: 2, runMs: 3.4, cold: true };
const TARGET: Target = {
  deploymentId: "dep_1",
  agentId: "agent_1",
  slug: "leads",
  version: 7,
  bundleHash: "h",
};

const KEYS: Awaited<ReturnType<GatewayDeps["verifyKey"]>>[] = [
  { status: "active", keyId: "key_1", agentId: "agent_1" },
  { status: "revoked" },
  { status: "active", keyId: "key_3", agentId: "agent_2" },
];

/** A gateway over HTTP, as a client sees it. */
function serve(overrides: Partial<GatewayDeps> = {}) {
  const calls: CallRequest[] = [];
  const records: Invocation[] = [];
  const gateway = createGateway({
    verifyKey: (raw) => Promise.resolve(KEYS[[KEY, REVOKED, OTHERS].indexOf(raw)] ?? { status: "unknown" }),
    once: async (_, work) => ({ kind: "ran", answer: (await work()).answer }),
    addressOf: (_, { remoteAddr }) => "hostname" in remoteAddr ? remoteAddr.hostname : "",
    findAgent: (slug) => Promise.resolve(agents.get(slug) ?? null),
    runtime: {
      call(_, request) {
        calls.push(request);
        return Promise.resolve(answer('{"answer":"ok"}'));
      },
    },
    settings: { maxBodyBytes: MAX_BODY_BYTES, bodyTimeoutMs: 10_000 },
    log: silentLog,
    record: (invocation) => records.push(invocation),
    ...overrides,
  });
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, gateway);
  const call = (init: RequestInit & { slug?: string } = {}) =>
    fetch(`http://127.0.0.1:${server.addr.port}/v1/invoke/${init.slug ?? "leads"}`, {
      method: "POST",
      body: "{}",
      ...init,
      headers: { authorization: `Bearer ${KEY}`, "content-type": "application/json", ...init.headers },
    });
  return { call, calls, records, port: server.addr.port, [Symbol.asyncDispose]: () => server.shutdown() };
}

const agents = new Map([
  ["leads", { agentId: "agent_1", live: TARGET }],
  ["draft", { agentId: "agent_1", live: null }],
]);

function answer(
  body: string | Uint8Array<ArrayBuffer>,
  contentType = "application/json",
  status = 200,
): Outcome {
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const headers: [string, string][] = [["content-type", contentType]];
  return { kind: "answered", status, headers, body: bytes, bodyBytes: bytes.length, timing: TIMING };
}

const answering = (outcome: Outcome): Partial<GatewayDeps> => ({
  runtime: { call: () => Promise.resolve(outcome) },
});

Deno.test("a call is answered in the envelope, with its request id and version", async () => {
  await using gateway = await serve();
  const response = await gateway.call({ headers: { "x-request-id": "mine-1" } });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("content-type"), "application/json");
  assert.equal(response.headers.get("x-request-id"), "mine-1");
  assert.equal(response.headers.get("x-axtl-version"), "7");
  assert.equal(
    await response.text(),
    '{"data":{"status":200,"ok":true,"latencyMs":6,"response":{"answer":"ok"}}}',
  );
});

Deno.test("the body reaches the backend byte for byte, and nothing of the key does", async () => {
  await using gateway = await serve();
  const body = ' { "b": 1.0,\n "a": "\\u00e4ä" } ';
  await (await gateway.call({ body, headers: { "x-request-id": "r1" } })).text();
  assert.equal(new TextDecoder().decode(gateway.calls[0]!.body), body);
  assert.deepEqual(gateway.calls[0]!.headers, [["content-type", "application/json"], ["x-request-id", "r1"]]);
});

Deno.test("every JSON value is a body", async () => {
  await using gateway = await serve();
  for (const body of ["null", "0", '"text"', "[]", "true", '{"a":[1,{"b":null}]}', " 1 "]) {
    const response = await gateway.call({ body });
    await response.body?.cancel();
    assert.equal(response.status, 200, body);
  }
});

type Case = { what: string; init: RequestInit & { slug?: string }; status: number; code: string };

/** In the order in which the gateway checks: each case also has every fault that stands below it. */
const REFUSALS: Case[] = [
  {
    what: "another method",
    init: { method: "PUT", headers: { authorization: "" } },
    status: 405,
    code: "method_not_allowed",
  },
  {
    what: "a platform token",
    init: { headers: bearer(mintCredential("platform_token")), slug: "draft" },
    status: 401,
    code: "malformed_agent_api_key",
  },
  {
    what: "another scheme",
    init: { headers: { authorization: `Basic ${KEY}` } },
    status: 401,
    code: "malformed_agent_api_key",
  },
  {
    what: "an empty header",
    init: { headers: { authorization: "" } },
    status: 401,
    code: "malformed_agent_api_key",
  },
  {
    what: "a mistyped key",
    init: { headers: bearer(KEY.slice(0, -1) + (KEY.endsWith("a") ? "b" : "a")) },
    status: 401,
    code: "invalid_agent_api_key",
  },
  {
    what: "an unknown key",
    init: { headers: bearer(mintCredential("agent_key")), slug: "none" },
    status: 401,
    code: "invalid_agent_api_key",
  },
  {
    what: "a revoked key",
    init: { headers: bearer(REVOKED), slug: "draft" },
    status: 401,
    code: "agent_api_key_revoked",
  },
  {
    what: "another agent's key",
    init: { headers: bearer(OTHERS), slug: "draft" },
    status: 403,
    code: "agent_api_key_scope_mismatch",
  },
  {
    what: "a slug that does not exist",
    init: { slug: "none", body: "x".repeat(2000) },
    status: 403,
    code: "agent_api_key_scope_mismatch",
  },
  {
    what: "a slug with more path behind it",
    init: { slug: "leads/more" },
    status: 403,
    code: "agent_api_key_scope_mismatch",
  },
  {
    what: "an agent without deployment",
    init: { slug: "draft", body: "x".repeat(2000) },
    status: 409,
    code: "not_deployed",
  },
  {
    what: "a body that is too large",
    init: { body: "x".repeat(2000), headers: { "content-type": "text/plain" } },
    status: 413,
    code: "payload_too_large",
  },
  {
    what: "another content type",
    init: { body: "{", headers: { "content-type": "text/plain" } },
    status: 415,
    code: "unsupported_content_type",
  },
  {
    what: "another charset",
    init: { body: "{", headers: { "content-type": "application/json; charset=latin1" } },
    status: 415,
    code: "unsupported_content_type",
  },
  {
    what: "an encoded body",
    init: { headers: { "content-encoding": "gzip" } },
    status: 415,
    code: "unsupported_content_type",
  },
  ...Object.entries({
    "an empty body": "",
    "a truncated body": '{"a":',
    "trailing garbage": "{} x",
    "two values": "1 2",
    "a byte order mark": "\uFEFF{}",
    "invalid UTF-8": new Uint8Array([0x22, 0xff, 0x22]),
    "single quotes": "{'a':1}",
    "NaN": "NaN",
    "nesting beyond 200": "[".repeat(201) + "]".repeat(201),
  }).map(([what, body]) => ({ what, init: { body }, status: 400, code: "invalid_json" })),
];

for (const { what, init, status, code } of REFUSALS) {
  Deno.test(`${what} is refused with ${code}, before the backend is bothered`, async () => {
    await using gateway = await serve();
    const response = await gateway.call(init);
    const { error } = await response.json();
    assert.deepEqual([response.status, error.code], [status, code]);
    assert.ok(error.message.length > 20);
    assert.match(response.headers.get("x-request-id") ?? "", /^req_/);
    assert.equal(response.headers.has("www-authenticate"), status === 401);
    assert.equal(response.headers.get("allow"), status === 405 ? "POST" : null);
    const isAfterTheLookUp = [400, 413, 415].includes(status);
    assert.equal(response.headers.get("x-axtl-version"), isAfterTheLookUp ? "7" : null);
    assert.equal(gateway.calls.length, 0);
  });
}

Deno.test("a call without a key is told how to send one", async () => {
  await using gateway = await serve();
  const response = await fetch(`http://127.0.0.1:${gateway.port}/v1/invoke/leads`, {
    method: "POST",
    body: "{",
  });
  assert.equal(response.status, 401);
  assert.equal((await response.json()).error.code, "missing_agent_api_key");
});

for (
  const type of [
    "application/json",
    "application/json; charset=UTF-8",
    "application/vnd.api+json",
    "Application/JSON",
  ]
) {
  Deno.test(`${type} is accepted`, async () => {
    await using gateway = await serve();
    const response = await gateway.call({ headers: { "content-type": type } });
    await response.body?.cancel();
    assert.equal(response.status, 200);
  });
}

Deno.test("a body of exactly the limit is accepted, without a declared length too", async () => {
  await using gateway = await serve();
  const body = `"${"x".repeat(MAX_BODY_BYTES - 2)}"`;
  assert.equal((await (await gateway.call({ body })).json()).data.status, 200);
  assert.equal((await (await gateway.call({ body: new Blob([body]).stream() })).json()).data.status, 200);
  assert.deepEqual(gateway.calls.map(({ body }) => body.length), [MAX_BODY_BYTES, MAX_BODY_BYTES]);
});

Deno.test("a body that does not arrive in time is refused", async () => {
  await using gateway = await serve({ settings: { maxBodyBytes: MAX_BODY_BYTES, bodyTimeoutMs: 50 } });
  const answer = await beginCall(gateway.port, "content-length: 5", "{");
  assert.match(answer, /^HTTP\/1.1 408 [^]*"request_timeout"/);
});

Deno.test("a caller who hangs up in the middle of his body is recorded, and is no error of ours", async () => {
  const recorded = Promise.withResolvers<Invocation>();
  const log = { ...silentLog, error: (message: string) => recorded.reject(new Error(message)) };
  await using gateway = await serve({ log, record: recorded.resolve });
  using connection = await Deno.connect({ port: gateway.port });
  await connection.write(new TextEncoder().encode(callHead("content-length: 5") + "{"));
  await connection.closeWrite();
  assert.deepEqual([(await recorded.promise).status, (await recorded.promise).code], [
    400,
    "incomplete_body",
  ]);
});

Deno.test("an answer that is given again is recorded with its status", async () => {
  const answer = { status: 200, headers: { "x-axtl-version": "3" }, body: "{}" };
  await using gateway = await serve({ once: () => Promise.resolve({ kind: "replayed", answer }) });
  const response = await gateway.call({ headers: { "idempotency-key": "k" } });
  assert.equal(await response.text(), "{}");
  assert.deepEqual([response.headers.get("x-axtl-version"), response.headers.get("idempotent-replay")], [
    "3",
    "true",
  ]);
  assert.deepEqual(gateway.records.map(({ status, timing }) => [status, timing]), [[200, null]]);
});

Deno.test("a full platform tells when to come again also where a call names an Idempotency-Key, and keeps nothing", async () => {
  const failed = {
    kind: "failed",
    code: "overloaded",
    reason: "overloaded",
    stderrTail: "",
    timing: TIMING,
  } as const;
  let kept: boolean | undefined;
  await using gateway = await serve({
    ...answering(failed),
    once: async (_, work) => {
      const { answer, keep } = await work();
      kept = keep;
      return { kind: "ran", answer };
    },
  });
  const response = await gateway.call({ headers: { "idempotency-key": "k" } });
  await response.body?.cancel();
  assert.deepEqual([response.status, response.headers.get("retry-after"), kept], [503, "1", false]);
});

Deno.test("a key that is mistyped or malformed is refused without a look-up", async () => {
  await using gateway = await serve({ verifyKey: () => Promise.reject(new Error("it was looked up")) });
  for (
    const key of [`${KEY.slice(0, -1)}${KEY.endsWith("a") ? "b" : "a"}`, "axtl_ak_short", KEY.toLowerCase()]
  ) {
    const response = await gateway.call({ headers: bearer(key) });
    await response.body?.cancel();
    assert.equal(response.status, 401, key);
  }
});

Deno.test("a body without a length is refused as soon as it is too large", async () => {
  await using gateway = await serve();
  const chunk = `7d0\r\n${"x".repeat(2000)}\r\n`;
  const answer = await beginCall(gateway.port, "transfer-encoding: chunked", chunk);
  assert.match(answer, /^HTTP\/1.1 413 [^]*"payload_too_large"/);
});

Deno.test("a request id that is not fit for logs is replaced", async () => {
  await using gateway = await serve();
  for (const id of ["a b", "x".repeat(129), '{"a":1}']) {
    const response = await gateway.call({ headers: { "x-request-id": id } });
    await response.body?.cancel();
    assert.match(response.headers.get("x-request-id") ?? "", /^req_[0-9a-z]{26}$/);
  }
});

const BODIES: [what: string, outcome: Outcome, response: unknown][] = [
  ["JSON", answer('{"a":[1,2]}'), { a: [1, 2] }],
  ["JSON of another kind", answer('{"title":"no"}', "application/problem+json"), { title: "no" }],
  ["text", answer('say "hi"\n', "text/plain; charset=utf-8"), 'say "hi"\n'],
  ["what calls itself JSON but is not", answer("{oops", "application/json"), "{oops"],
  ["an empty body", answer("", "application/json"), null],
  ["bytes", answer(new Uint8Array([0, 255]), "image/png"), { contentType: "image/png", base64: "AP8=" }],
  ["text that is not UTF-8", answer(new Uint8Array([255]), "text/plain"), {
    contentType: "text/plain",
    base64: "/w==",
  }],
  ["text in another charset", answer(new Uint8Array([228]), "text/plain; charset=latin1"), {
    contentType: "text/plain; charset=latin1",
    base64: "5A==",
  }],
];

for (const [what, outcome, expected] of BODIES) {
  Deno.test(`${what} has its place in the envelope`, async () => {
    await using gateway = await serve(answering(outcome));
    assert.deepEqual((await (await gateway.call()).json()).data.response, expected);
  });
}

Deno.test("a backend's JSON is passed on as it was written", async () => {
  await using gateway = await serve(answering(answer('{ "big": 12345678901234567890, "a":1.0 }')));
  assert.match(
    await (await gateway.call()).text(),
    /"response":\{ "big": 12345678901234567890, "a":1\.0 \}\}\}$/,
  );
});

Deno.test("a backend that answers with an error is a call that arrived", async () => {
  await using gateway = await serve(answering(answer('{"no":1}', "application/json", 422)));
  const response = await gateway.call();
  const { data } = await response.json();
  assert.deepEqual([response.status, data.status, data.ok, data.response], [200, 422, false, { no: 1 }]);
});

const FAILURES = [
  ["endpoint_timeout", "timeout", 504],
  ["endpoint_unreachable", "crashed", 502],
  ["endpoint_unreachable", "boot_failed", 502],
  ["endpoint_unreachable", "timeout", 502],
] as const;

for (const [code, reason, status] of FAILURES) {
  Deno.test(`${code} because of ${reason} answers ${status}, without the backend's last words`, async () => {
    await using gateway = await serve(
      answering({ kind: "failed", code, reason, stderrTail: "secret stack", timing: TIMING }),
    );
    const response = await gateway.call();
    const text = await response.text();
    const { error } = JSON.parse(text);
    assert.deepEqual([response.status, error.code, error.details], [status, code, { reason }]);
    assert.equal(response.headers.get("x-axtl-version"), "7");
    assert.ok(!text.includes("secret"));
    assert.equal(gateway.records[0]?.cause, "secret stack");
  });
}

Deno.test("a full platform answers 503 at once, with when to come again", async () => {
  await using gateway = await serve(
    answering({ kind: "failed", code: "overloaded", reason: "overloaded", stderrTail: "", timing: TIMING }),
  );
  const response = await gateway.call();
  assert.deepEqual([response.status, (await response.json()).error.code], [503, "overloaded"]);
  assert.equal(response.headers.get("retry-after"), "1");
});

Deno.test("a call that meets a retired deployment goes to its successor", async () => {
  let live = TARGET;
  await using gateway = await serve({
    findAgent: () => Promise.resolve({ agentId: "agent_1", live }),
    runtime: {
      call(target) {
        if (target.version === 8) return Promise.resolve(answer("8"));
        live = { ...TARGET, deploymentId: "dep_2", version: 8 };
        return Promise.resolve({
          kind: "failed",
          code: "endpoint_unreachable",
          reason: "retired",
          stderrTail: "",
          timing: TIMING,
        });
      },
    },
  });
  const response = await gateway.call();
  assert.deepEqual([response.headers.get("x-axtl-version"), (await response.json()).data.response], ["8", 8]);
});

Deno.test("an unexpected error is one fixed sentence", async () => {
  await using gateway = await serve({ findAgent: () => Promise.reject(new Error("password=hunter2")) });
  const response = await gateway.call();
  const text = await response.text();
  assert.equal(response.status, 500);
  assert.equal(JSON.parse(text).error.code, "internal_error");
  assert.ok(!text.includes("hunter2"));
});

Deno.test("a caller who goes away aborts the call", async () => {
  const aborted = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  await using gateway = await serve({
    runtime: {
      call(_target, _request, signal) {
        signal?.onCancel(() => aborted.resolve());
        begun.resolve();
        return aborted.promise.then(() => answer("1"));
      },
    },
  });
  const leaving = new AbortController();
  const response = gateway.call({ signal: leaving.signal });
  await begun.promise;
  leaving.abort();
  await assert.rejects(response);
  await aborted.promise;
});

Deno.test("calls are recorded with what became of them, once their key is known", async () => {
  await using gateway = await serve();
  await (await gateway.call()).text();
  await (await gateway.call({ body: "{" })).text();
  await (await gateway.call({ headers: bearer(REVOKED) })).text();
  assert.deepEqual(
    gateway.records.map(({ status, code, keyId, version, timing }) => ({
      status,
      code,
      keyId,
      version,
      timing,
    })),
    [
      { status: 200, code: null, keyId: "key_1", version: 7, timing: TIMING },
      { status: 400, code: "invalid_json", keyId: "key_1", version: 7, timing: null },
    ],
  );
});

function bearer(key: string): Record<string, string> {
  return { authorization: `Bearer ${key}` };
}

/** Sends the beginning of a request, never the rest, and reads the answer. */
async function beginCall(port: number, headers: string, beginning: string): Promise<string> {
  using connection = await Deno.connect({ port });
  await connection.write(new TextEncoder().encode(callHead(headers) + beginning));
  const buffer = new Uint8Array(2000);
  return new TextDecoder().decode(buffer.subarray(0, await connection.read(buffer) ?? 0));
}

function callHead(headers: string): string {
  return `POST /v1/invoke/leads HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${KEY}\r\n${headers}\r\n\r\n`;
}

import assert from "node:assert/strict";
import type { Json, JsonObject } from "../../src/lib/json.ts";
import { ECHO } from "../fixtures/handlers.ts";
import { test, usePlatform } from "./platform.ts";

const platform = usePlatform();

const PROMPT = "Create an API that accepts a lead profile and scores fit.";
const GENERATE = { name: "A name", prompt: PROMPT };

/** A request that is good but for the one field that is changed. */
interface Field {
  path: string;
  good: JsonObject;
  field: string;
  bad: Json[];
}

const long = (length: number) => "x".repeat(length);
const WRONG_TYPES: Json[] = [7, true, [], {}, null];

const FIELDS: Field[] = [
  {
    path: "/v1/generate",
    good: GENERATE,
    field: "name",
    bad: ["", "x", "  ", long(121), "a\nb", "a\u0000b", ...WRONG_TYPES],
  },
  {
    path: "/v1/generate",
    good: GENERATE,
    field: "prompt",
    bad: ["", long(9), long(100_001), ...WRONG_TYPES],
  },
  {
    path: "/v1/spec/explain",
    good: { prompt: PROMPT },
    field: "prompt",
    bad: ["", long(9), long(100_001), ...WRONG_TYPES],
  },
  { path: "/v1/spec/explain", good: { prompt: PROMPT }, field: "allowPartial", bad: ["true", 1, null] },
  { path: "/v1/generate", good: GENERATE, field: "model", bad: ["", long(81), ...WRONG_TYPES] },
  { path: "/v1/generate", good: GENERATE, field: "region", bad: ["", long(81), ...WRONG_TYPES] },
  { path: "/v1/generate", good: GENERATE, field: "autoDeploy", bad: ["true", 1, null, []] },
  { path: "/v1/generate", good: GENERATE, field: "autodeploy", bad: [true] },
  {
    path: "/v1/agents",
    good: { name: "A name", files: {} },
    field: "name",
    bad: ["", "x", long(121), ...WRONG_TYPES],
  },
  {
    path: "/v1/agents",
    good: { name: "A name", files: { "src/handler.ts": ECHO } },
    field: "files",
    bad: ["text", 7, [], null, {}, { "src/handler.ts": 7 }],
  },
  {
    path: "/v1/agents",
    good: { name: "A name", files: { "src/handler.ts": ECHO } },
    field: "egress",
    bad: ["api.example.com", ["https://api.example.com"], ["a b"], [7], [long(300)]],
  },
  {
    path: "/v1/agents",
    good: { name: "A name", files: { "src/handler.ts": ECHO } },
    field: "secrets",
    bad: ["NAME", ["lower"], [""], [7]],
  },
  { path: "/v1/tokens", good: { name: "A name" }, field: "name", bad: ["", " ", long(121), ...WRONG_TYPES] },
  {
    path: "/v1/agents/{agentId}/api-keys",
    good: { name: "A" },
    field: "name",
    bad: ["", long(121), ...WRONG_TYPES],
  },
  {
    path: "/v1/agents/{agentId}/api-keys",
    good: { name: "A" },
    field: "expiresAt",
    bad: ["", "tomorrow", "2020-01-01T00:00:00Z", "2999-01-01", "2999-13-01T00:00:00Z", 7, true, [], {}],
  },
  {
    path: "/v1/agents/{agentId}/api-keys",
    good: { name: "A" },
    field: "rateLimit",
    bad: [
      7,
      "10/s",
      [],
      {},
      { limit: 10 },
      { limit: 0, windowSeconds: 1 },
      { limit: 1.5, windowSeconds: 1 },
      { limit: 1, windowSeconds: 0 },
      { limit: 1, windowSeconds: 86_401 },
      { limit: 1_000_001, windowSeconds: 1 },
      { limit: 1, windowSeconds: 1, more: 1 },
    ],
  },
  {
    path: "/v1/agents/{agentId}/api-keys",
    good: { name: "A" },
    field: "allowedIps",
    bad: [
      "10.0.0.0/8",
      [],
      [7],
      ["localhost"],
      ["10.0.0.0/33"],
      ["10.0.0.1", "::/129"],
      Array(101).fill("::1"),
    ],
  },
  { path: "/v1/deploy/{agentId}", good: {}, field: "version", bad: [0, -1, 1.5, "1", true, null, 1e12] },
];

let agent: Promise<{ agentId: string }> | undefined;
const agentId = async () => (await (agent ??= platform.deployed("Bad input", ECHO))).agentId;

test("every field over or under its limit or of a wrong type is a 422 that names it", async () => {
  for (const { path, good, field, bad } of FIELDS) {
    for (const value of bad) {
      const answer = await post(path, { body: { ...good, [field]: value } });
      const shown = `${path} ${field}=${JSON.stringify(value)?.slice(0, 40)}: ${answer.text.slice(0, 300)}`;
      assert.equal(answer.status, 422, shown);
      assert.equal(answer.json.error.code, "validation_failed", shown);
      const issues = answer.json.error.details.issues as { path: string; message: string }[];
      assert.ok(issues.some((issue) => issue.path.startsWith(field) || path.endsWith("agents")), shown);
      assert.ok(issues.every((issue) => issue.message.length > 3), shown);
    }
  }
});

test("a missing field is a 422 that names it, and all bad fields are listed at once", async () => {
  const missing = await post("/v1/generate", { body: {} });
  assert.deepEqual(missing.json.error.details.issues.map((issue: { path: string }) => issue.path), [
    "name",
    "prompt",
  ]);
});

test("a field at its limit is taken", async () => {
  for (const name of ["xy", long(120), "日本", "O'Brien & Söhne <b>"]) {
    const answer = await post("/v1/generate", { body: { name, prompt: PROMPT } });
    assert.equal(answer.status, 202, answer.text);
    await platform.finished(answer.json.data.job.id);
  }
  const long100k = await post("/v1/generate", { body: { name: "Long", prompt: "word ".repeat(20_000) } });
  assert.equal(long100k.status, 202, long100k.text);
  const odd = await post("/v1/generate", {
    body: { name: "Odd", prompt: "\u0000 and \ud800 lone, ten characters" },
  });
  assert.equal(odd.status, 202, odd.text);
  for (const { json } of [long100k, odd]) {
    assert.equal((await platform.finished(json.data.job.id)).status, "failed");
  }
});

const WITH_BODY = [
  "/v1/generate",
  "/v1/agents",
  "/v1/agents/{agentId}/versions",
  "/v1/agents/{agentId}/api-keys",
  "/v1/tokens",
  "/v1/deploy/{agentId}",
];

test("a body that is not JSON is a 400 on every endpoint that takes one", async () => {
  const bad = ['{"name":', "{} x", "\uFEFF{}", new Uint8Array([0x22, 0xff, 0x22]), "[".repeat(10_000)];
  for (const path of WITH_BODY) {
    for (const rawBody of bad) {
      const answer = await post(path, { rawBody, headers: { "Content-Type": "application/json" } });
      assert.equal(answer.status, 400, `${path} ${answer.text}`);
      assert.equal(answer.json.error.code, "invalid_json");
    }
  }
});

test("a body that is JSON but no object is a 422 on every endpoint that takes one", async () => {
  for (const path of WITH_BODY) {
    for (const body of [null, 7, "text", [], true] as Json[]) {
      const answer = await post(path, { body });
      assert.equal(answer.status, 422, `${path} ${JSON.stringify(body)} ${answer.text}`);
    }
  }
});

test("another content type is a 415 on every endpoint that takes a body", async () => {
  for (const path of WITH_BODY) {
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/xml"]) {
      const answer = await post(path, { rawBody: "name=x", headers: { "Content-Type": type } });
      assert.equal(answer.status, 415, `${path} ${type} ${answer.text}`);
      assert.equal(answer.json.error.code, "unsupported_content_type");
    }
  }
});

test("a 2 MB body is a 413 on every endpoint of JSON, and an upload of 11 MB is one too", async () => {
  const json = { "Content-Type": "application/json" };
  for (const path of WITH_BODY) {
    const isUpload = path.endsWith("/agents") || path.endsWith("/versions");
    const rawBody = JSON.stringify({ name: long((isUpload ? 11 : 2) * 1024 * 1024) });
    const answer = await post(path, { rawBody, headers: json });
    assert.equal(answer.status, 413, `${path} ${answer.text.slice(0, 200)}`);
    assert.equal(answer.json.error.code, "payload_too_large");
  }
});

test("a bad page is a 422 that names the parameter", async () => {
  for (const query of ["limit=0", "limit=101", "limit=x", "limit=1.5", "cursor=%27%3B--", "cursor="]) {
    const answer = await platform.api("GET", `/v1/agents?${query}`);
    assert.equal(answer.status, 422, query);
    assert.match(answer.json.error.details.issues[0].path, /^query\.(limit|cursor)$/);
  }
});

test("odd ids are not found, whatever is in them", async () => {
  for (const id of ["x", "%00", "..%2f..", "'%20or%201=1--", long(3_000), "%F0%9F%92%A9"]) {
    for (
      const path of [
        `/v1/agents/${id}`,
        `/v1/agents/by-slug/${id}`,
        `/v1/generate/${id}`,
        `/v1/deploy/${id}/status`,
      ]
    ) {
      const answer = await platform.api("GET", path);
      assert.equal(answer.status, 404, `${path.slice(0, 60)} ${answer.text}`);
    }
  }
});

test("a malformed Authorization header is a 401 with a code", async () => {
  for (
    const header of ["", "Bearer", "Basic abc", `Bearer ${platform.token} x`, "Bearer short", platform.token]
  ) {
    const answer = await platform.api("GET", "/v1/agents", {
      token: null,
      headers: { Authorization: header },
    });
    assert.equal(answer.status, 401, header);
    assert.match(answer.json.error.code, /^(missing|malformed)_platform_token$/);
  }
});

async function post(path: string, options: Parameters<typeof platform.api>[2]) {
  return await platform.api("POST", path.replace("{agentId}", await agentId()), options);
}

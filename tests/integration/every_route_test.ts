import assert from "node:assert/strict";
import type { Json } from "../../src/lib/json.ts";
import { ECHO } from "../fixtures/handlers.ts";
import { test, usePlatform } from "./platform.ts";

const platform = usePlatform();

interface Operation {
  security?: Record<string, unknown>[];
  requestBody?: unknown;
}

test("every route of openapi.json refuses no token, an agent key and a made-up token with a 401", async () => {
  const { key, ...names } = await platform.deployed("Walked", ECHO);
  let walked = 0;
  for (const { method, path, operation } of await routes()) {
    if (!opensWith(operation, "platformToken")) continue;
    walked++;
    for (const token of [null, key, "axtl_pt_" + "0".repeat(49)]) {
      const answer = await call(method, fill(path, names), token);
      assert.equal(answer.status, 401, `${method} ${path} with ${token}: ${answer.text}`);
      assert.match(answer.json.error.code, /_platform_token$/);
      assert.match(answer.headers.get("WWW-Authenticate") ?? "", /^Bearer/);
      assert.ok(answer.headers.get("X-Request-Id"));
    }
  }
  assert.ok(walked >= 20, `only ${walked} routes were walked`);
});

test("every route that names an agent, a job, a key or a token hides it from another workspace: 404, never 403", async () => {
  const { agentId, slug } = await platform.deployed("Hidden", ECHO);
  const jobId = (await platform.api("POST", `/v1/validation/${agentId}/validate`)).json.data.jobId;
  await platform.finished(jobId);
  const keyId = (await platform.api("GET", `/v1/agents/${agentId}/api-keys`)).json.data[0].id;
  const tokenId = (await platform.api("GET", "/v1/tokens")).json.data[0].id;
  const names = { agentId, slug, jobId, keyId, tokenId, name: "API_TOKEN" };
  let walked = 0;
  for (const { method, path, operation } of await routes()) {
    if (!path.includes("{") || !opensWith(operation, "platformToken")) continue;
    walked++;
    const answer = await platform.api(method, fill(path, names), {
      token: platform.strangerToken,
      ...(operation.requestBody !== undefined && { body: goodBody(path) }),
    });
    assert.equal(answer.status, 404, `${method} ${path}: ${answer.text}`);
    assert.match(answer.json.error.code, /_not_found$/);
    assert.ok(!answer.text.includes("Hidden"));
  }
  assert.ok(walked >= 15, `only ${walked} routes were walked`);
  assert.equal((await platform.api("GET", `/v1/agents/${agentId}`)).json.data.status, "deployed");
});

test("an unknown route is a 404 with a code, and a known one with another method a 405 with Allow", async () => {
  for (const path of ["/v1/nothing", "/v2/agents", "/v1/agents/a/b/c", "/nothing", "/v1/generate/x/y"]) {
    const answer = await platform.api("GET", path);
    assert.equal(answer.status, 404, path);
    assert.equal(answer.json.error.code, "route_not_found");
  }
  const wrongMethod = await platform.api("PUT", "/v1/agents", { body: {} });
  assert.equal(wrongMethod.status, 405);
  assert.equal(wrongMethod.headers.get("Allow"), "GET, POST");
});

test("openapi.json is a 3.1 document that describes the whole floor of the contract", async () => {
  const document = (await platform.api("GET", "/openapi.json", { token: null })).json;
  assert.match(document.openapi, /^3\.1\./);
  const floor = [
    "post /v1/invoke/{agentSlug}",
    "post /v1/generate",
    "get /v1/generate/{jobId}",
    "get /v1/generate/{jobId}/stream",
    "post /v1/generate/{jobId}/stream-token",
    "get /v1/agents",
    "get /v1/agents/{agentId}",
    "get /v1/agents/by-slug/{slug}",
    "get /v1/agents/{agentId}/api-keys",
    "post /v1/agents/{agentId}/api-keys",
    "post /v1/agents/{agentId}/api-keys/{keyId}/revoke",
    "post /v1/agents/{agentId}/api-keys/{keyId}/rotate",
    "post /v1/deploy/{agentId}",
    "get /v1/deploy/{agentId}/status",
    "get /v1/deploy/{agentId}/endpoint",
    "post /v1/downloads/{agentId}/token",
    "get /v1/downloads/{agentId}/latest",
    "get /v1/downloads/{agentId}/{filename}",
    "post /v1/validation/{agentId}/validate",
    "get /v1/validation/jobs/{jobId}",
    "get /v1/validation/agents/{agentId}/reports",
  ];
  for (const route of floor) {
    const [method, path] = route.split(" ") as [string, string];
    assert.ok(document.paths[path]?.[method], route);
  }
});

test("health and the API reference need no token, and the reference needs no network", async () => {
  for (
    const path of [
      "/healthz",
      "/readyz",
      "/openapi.json",
      "/docs",
      "/docs/swagger-ui-bundle.js",
      "/docs/start.js",
    ]
  ) {
    assert.equal((await platform.api("GET", path, { token: null })).status, 200, path);
  }
  const page = await platform.api("GET", "/docs", { token: null });
  assert.ok(!/https?:\/\//.test(page.text), "the page loads nothing from elsewhere");
});

async function routes(): Promise<{ method: string; path: string; operation: Operation }[]> {
  const { paths } = (await platform.api("GET", "/openapi.json", { token: null })).json;
  return Object.entries(paths as Record<string, Record<string, Operation>>).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation,
    }))
  );
}

function goodBody(path: string): Json {
  if (path.endsWith("/versions")) return { files: { "src/handler.ts": ECHO } };
  if (path.includes("/secrets/")) return { value: "a value" };
  if (path === "/v1/models/settings") {
    return { provider: "anthropic", baseUrl: "https://192.88.98.1/v1", model: "a-model" };
  }
  if (path.endsWith("/spec")) return { spec: {} };
  if (path.endsWith("/reject")) return {};
  return path.includes("/deploy/") ? {} : { name: "A name" };
}

function opensWith({ security = [] }: Operation, scheme: string): boolean {
  return security.some((alternative) => scheme in alternative);
}

function fill(path: string, names: Record<string, string>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => names[name] ?? "unknown");
}

function call(method: string, path: string, token: string | null) {
  return platform.api(method, path, { token, ...(method === "POST" && { body: {} }) });
}

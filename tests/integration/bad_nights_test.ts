import assert from "node:assert/strict";
import { ECHO } from "../fixtures/handlers.ts";
import { test, usePlatform } from "./platform.ts";

const platform = usePlatform();

test("an agent deleted in the middle of its validation takes its job with it, and nothing else", async () => {
  for (const waitFor of ["build.imports", "build.types", "behaviour.boot"]) {
    const started = await upload("Deleted while validating", ECHO);
    const { agent, job } = started.json.data;
    await printed(job.id, waitFor);
    assert.equal((await platform.api("DELETE", `/v1/agents/${agent.id}`)).status, 204);
    assert.equal((await platform.api("GET", `/v1/generate/${job.id}`)).status, 404);
  }
  const { slug, key } = await platform.deployed("Still served", ECHO);
  assert.equal((await platform.invoke(slug, key, {})).status, 200);
});

test("a boot failure shows the author's own error, and no path or frame of the platform", async () => {
  const handlers = {
    "No default export": "export const x = 1;\n",
    "Throws at the top":
      'if (Date.now() > 0) throw new Error("my own mistake");\nexport default { fetch: () => new Response() };\n',
  };
  for (const [name, handler] of Object.entries(handlers)) {
    const started = await upload(name, handler);
    const job = await platform.finished(started.json.data.job.id);
    assert.equal(job.status, "failed");
    const text = JSON.stringify(job);
    assert.doesNotMatch(text, /bootstrap\.js|file:\/\/\/|\/tmp\//, text);
    if (name === "Throws at the top") assert.match(text, /my own mistake/);
  }
});

test("a key's lastUsedAt follows its calls", async () => {
  const { agentId, slug, key } = await platform.deployed("Last used", ECHO);
  const path = `/v1/agents/${agentId}/api-keys`;
  assert.equal((await platform.api("GET", path)).json.data[0].lastUsedAt, null);
  const calledAtMs = Date.now();
  await platform.invoke(slug, key, {});
  for (const deadline = Date.now() + 10_000;;) {
    const { lastUsedAt } = (await platform.api("GET", path)).json.data[0];
    if (lastUsedAt !== null) {
      assert.ok(Math.abs(Date.parse(lastUsedAt) - calledAtMs) < 5_000, lastUsedAt);
      return;
    }
    assert.ok(Date.now() < deadline, "lastUsedAt stayed null");
  }
});

test("a Last-Event-ID that is none of ours gives the whole stream", async () => {
  const started = await upload("Odd event ids", ECHO);
  await platform.finished(started.json.data.job.id);
  for (const id of ["2147483648", "99999999999999999999", "-1", "1e9", "x"]) {
    const stream = await platform.api("GET", `/v1/generate/${started.json.data.job.id}/stream`, {
      headers: { "Last-Event-ID": id },
    });
    assert.match(stream.text, /event: done/, id);
  }
});

test("an optional body may be empty, also where a content type is named", async () => {
  const { agentId } = await platform.deployed("Empty bodies", ECHO);
  const json = { "Content-Type": "application/json" };
  const deploy = await platform.api("POST", `/v1/deploy/${agentId}`, { headers: json });
  assert.equal(deploy.status, 202, deploy.text);
  await platform.finished(deploy.json.data.jobId);
  const keyId = (await platform.api("GET", `/v1/agents/${agentId}/api-keys`)).json.data[0].id;
  const rotate = await platform.api("POST", `/v1/agents/${agentId}/api-keys/${keyId}/rotate`, {
    headers: json,
  });
  assert.equal(rotate.status, 201, rotate.text);
  assert.equal((await platform.api("POST", "/v1/generate", { headers: json })).status, 422);
});

test("an encoded body is a 415, on the control API as on invoke", async () => {
  const headers = { "Content-Type": "application/json", "Content-Encoding": "gzip" };
  const answer = await platform.api("POST", "/v1/generate", {
    headers,
    rawBody: new Uint8Array([31, 139, 8, 0]),
  });
  assert.equal(answer.status, 415, answer.text);
});

test("every answer carries X-Request-Id", async () => {
  for (
    const path of [
      "/",
      "/docs",
      "/docs/swagger-ui.css",
      "/docs/none",
      "/openapi.json",
      "/healthz",
      "/nowhere",
      "/v1/agents",
    ]
  ) {
    for (const method of ["GET", "POST"]) {
      const answer = await platform.api(method, path, { token: null });
      assert.match(answer.headers.get("X-Request-Id") ?? "", /./, `${method} ${path}`);
    }
  }
});

test("a __proto__ among the files is refused like any other bad name", async () => {
  const rawBody = '{"name":"Proto","files":{"src/handler.ts":"export default {}","__proto__":"1"}}';
  const answer = await platform.api("POST", "/v1/agents", {
    rawBody,
    headers: { "Content-Type": "application/json" },
  });
  assert.equal(answer.status, 422);
  assert.deepEqual(answer.json.error.details.issues.map((issue: { path: string }) => issue.path), [
    "files.__proto__",
  ]);
});

function upload(name: string, handler: string) {
  return platform.api("POST", "/v1/agents", { body: { name, files: { "src/handler.ts": handler } } });
}

/** Waits until the job's log has a line with this text. */
async function printed(jobId: string, text: string): Promise<void> {
  for (const deadline = Date.now() + 10_000; Date.now() < deadline;) {
    const { logs } = (await platform.api("GET", `/v1/generate/${jobId}`)).json.data;
    if (logs.some(({ message }: { message: string }) => message.includes(text))) return;
  }
  throw new Error(`the job never said ${text}`);
}

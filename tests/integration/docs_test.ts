import assert from "node:assert/strict";
import { createWebhookSecret, signedHeaders } from "../../src/async/signature.ts";
import { AS_TOLD } from "../fixtures/handlers.ts";
import { test, usePlatform } from "./platform.ts";

const platform = usePlatform();

test("every backend in docs/capabilities.md passes validation, is deployed, and answers", async () => {
  const page = await Deno.readTextFile(new URL("../../docs/capabilities.md", import.meta.url));
  const sources = [...page.matchAll(/```ts\n\/\/ src\/handler\.ts\n(.*?)```/gs)].map(([, source]) => source!);
  assert.ok(sources.length >= 5);
  const statuses: number[] = [];
  for (const [index, source] of sources.entries()) {
    const { slug, key } = await platform.deployed(`Example ${index}`, source, {
      egress: ["api.weather.example"],
      secrets: ["WEATHER_KEY"],
    });
    const { json, text } = await platform.invoke(slug, key, {
      name: "Ada",
      add: "tea",
      seat: "2B",
      who: "Ada",
    });
    assert.ok(json?.data, text);
    statuses.push(json.data.status);
  }
  assert.deepEqual(statuses, [200, 200, 200, 200, 503, 503, 200]); // no key is set, no model is configured
});

test("the client in docs/invoking.md calls a backend, and tells the platform's refusals from the backend's", async () => {
  const page = await Deno.readTextFile(new URL("../../docs/invoking.md", import.meta.url));
  const source = /```ts\n\/\/ call\.ts\n(.*?)```/s.exec(page)![1]!;
  const { call, AxtlError } = await import(
    URL.createObjectURL(new Blob([source], { type: "text/typescript" }))
  );
  const { slug, key } = await platform.deployed("Called", AS_TOLD);
  const url = `${platform.url}/v1/invoke/${slug}`;
  const json = { type: "application/json", body: '{"a":1}' };
  const answer = await call(url, key, json);
  assert.deepEqual({ ...answer, latencyMs: 0 }, { status: 200, ok: true, latencyMs: 0, response: { a: 1 } });
  assert.equal((await call(url, key, { ...json, status: 422 })).ok, false);
  await assert.rejects(call(url, "axtl_ak_wrong", json), (error: InstanceType<typeof AxtlError>) => {
    assert.deepEqual([error instanceof AxtlError, error.code], [true, "malformed_agent_api_key"]);
    assert.match(error.requestId, /^req_/);
    return true;
  });
});

test("the code in docs/async.md gets a result later, and knows a callback of ours from another's", async () => {
  const page = await Deno.readTextFile(new URL("../../docs/async.md", import.meta.url));
  const load = (name: string) => {
    const source = new RegExp(`\`\`\`ts\\n// ${name}\\n(.*?)\`\`\``, "s").exec(page)![1]!;
    return import(URL.createObjectURL(new Blob([source], { type: "text/typescript" })));
  };
  const { callLater } = await load("call_later.ts");
  const { slug, key } = await platform.deployed("Called later", AS_TOLD);
  const wish = { type: "application/json", body: '{"a":1}' };
  assert.deepEqual(await callLater(platform.url, slug, key, wish), { a: 1 });
  await assert.rejects(callLater(platform.url, "nothing", key, wish), /belongs to another agent/);

  const { isFromAxtl } = await load("is_from_axtl.ts");
  const secret = createWebhookSecret("a secret of the platform")("agent_1");
  const headers = new Headers(signedHeaders(secret, "inv_1", "{}", Date.now()));
  const shown = `whsec_${secret.toBase64()}`;
  assert.deepEqual([isFromAxtl(shown, headers, "{}"), isFromAxtl(shown, headers, "[]")], [true, false]);
  const old = new Headers(signedHeaders(secret, "inv_1", "{}", Date.now() - 600_000));
  assert.equal(isFromAxtl(shown, old, "{}"), false);
});

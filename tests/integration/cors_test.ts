import assert from "node:assert/strict";
import { ECHO } from "../fixtures/handlers.ts";
import { type Deployed, test, usePlatform } from "./platform.ts";

const APP = "https://app.example.com";
const platform = usePlatform({ AXTL_CORS_ORIGINS: `${APP}, http://localhost:5173` });

let agent: Promise<Deployed> | undefined;
const echo = () => agent ??= platform.deployed("Cors", ECHO);

async function preflight(origin: string): Promise<Response> {
  const { slug } = await echo();
  const response = await fetch(`${platform.url}/v1/invoke/${slug}`, {
    method: "OPTIONS",
    headers: {
      Origin: origin,
      "Access-Control-Request-Method": "POST",
      "Access-Control-Request-Headers": "authorization,content-type,idempotency-key",
    },
  });
  await response.body?.cancel();
  return response;
}

test("a preflight of an origin that is named is answered, with what its page may send", async () => {
  for (const origin of [APP, "http://localhost:5173"]) {
    const { status, headers } = await preflight(origin);
    assert.equal(status, 204);
    assert.equal(headers.get("Access-Control-Allow-Origin"), origin);
    assert.equal(headers.get("Access-Control-Allow-Methods"), "POST");
    for (const name of ["authorization", "content-type", "idempotency-key"]) {
      assert.match(headers.get("Access-Control-Allow-Headers") ?? "", new RegExp(`\\b${name}\\b`));
    }
    assert.equal(headers.get("Access-Control-Allow-Credentials"), null);
    assert.match(headers.get("Vary") ?? "", /origin/i);
    assert.match(headers.get("X-Request-Id") ?? "", /^req_/);
  }
});

test("answers and refusals are readable by a page of an origin that is named, with their headers", async () => {
  const { slug, key } = await echo();
  for (const [body, status] of [["{}", 200], ["{", 400]] as const) {
    const answer = await platform.invoke(slug, key, new TextEncoder().encode(body), { Origin: APP });
    assert.equal(answer.status, status);
    assert.equal(answer.headers.get("Access-Control-Allow-Origin"), APP);
    assert.match(answer.headers.get("Access-Control-Expose-Headers") ?? "", /x-request-id/);
  }
});

test("other origins, and the control API, are as if nothing were set", async () => {
  const { slug, key } = await echo();
  const others = [`${APP}.evil.example`, "http://app.example.com", "https://APP.example.com", "null"];
  for (const origin of others) {
    assert.equal((await preflight(origin)).status, 405, origin);
    const { status, headers } = await platform.invoke(slug, key, {}, { Origin: origin });
    assert.deepEqual([status, headers.has("Access-Control-Allow-Origin")], [200, false], origin);
  }
  const control = await platform.api("GET", "/v1/agents", { headers: { Origin: APP } });
  assert.equal(control.headers.has("Access-Control-Allow-Origin"), false);
});

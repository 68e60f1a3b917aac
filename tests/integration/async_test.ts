import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { createHmac } from "node:crypto";
import { sql } from "kysely";
import type { Json } from "../../src/lib/json.ts";
import { COUNTED, ECHO, UNRULY } from "../fixtures/handlers.ts";
import { type Answer, type Deployed, test, usePlatform } from "./platform.ts";
import { type Hook, receiveHooks } from "./hooks.ts";
import { until } from "./until.ts";

const APP = "https://app.example.com";
const ASYNC = { Prefer: "respond-async" };
const hooks = receiveHooks();
const platform = usePlatform(
  {
    AXTL_CORS_ORIGINS: APP,
    AXTL_ASYNC_CONCURRENCY: "4",
    AXTL_ASYNC_QUEUE_PER_AGENT: "300",
    AXTL_INVOKE_TIMEOUT_MS: "20000",
  },
  {
    callbacks: {
      allowHttp: true,
      resolve: (name) => Promise.resolve([name === "inward.test" ? "10.0.0.1" : "127.0.0.1"]),
      isAllowedAddress: (address) => address === "127.0.0.1",
    },
  },
);

let counted: Promise<Deployed> | undefined;
const backend = () => counted ??= platform.deployed("Counted later", COUNTED);

async function queue(body: Json, headers: Record<string, string> = {}, to?: Deployed): Promise<Answer> {
  const { slug, key } = to ?? await backend();
  return await platform.invoke(slug, key, body, { ...ASYNC, ...headers });
}

async function ask(method: string, id: string, to?: Deployed): Promise<Answer> {
  const { key } = to ?? await backend();
  return await platform.api(method, `/v1/invocations/${id}`, { token: key });
}

/** The call's end, whatever it is. */
async function ended(id: string, to?: Deployed): Promise<Answer["json"]> {
  let data: Answer["json"];
  await until(async () => {
    data = (await ask("GET", id, to)).json.data;
    return data.status === "completed" || data.status === "failed";
  });
  return data;
}

test("a call with Prefer: respond-async is a 202 with its place, where the synchronous answer's data will be", async () => {
  const echo = await platform.deployed("Echo later", ECHO);
  const accepted = await queue({ b: 1, a: [] }, { Prefer: "wait=5, respond-async" }, echo);
  assert.equal(accepted.status, 202, accepted.text);
  const { id } = accepted.json.data;
  assert.deepEqual(accepted.json, { data: { id, status: "queued" } });
  assert.equal(accepted.headers.get("Location"), `/v1/invocations/${id}`);
  assert.equal(accepted.headers.get("Preference-Applied"), "respond-async");
  const data = await ended(id, echo);
  assert.equal(data.status, "completed");
  const { status, ok, latencyMs, response } = data.result;
  assert.deepEqual([status, ok, response.text, Number.isInteger(latencyMs)], [
    200,
    true,
    '{"b":1,"a":[]}',
    true,
  ]);
});

test("what a backend answers is a result, whatever its status; what the call fails with is the synchronous error", async () => {
  const answered = await ended((await queue({ status: 503 })).json.data.id);
  assert.deepEqual([answered.status, answered.result.status, answered.result.ok], ["completed", 503, false]);
  const unruly = await platform.deployed("Unruly later", UNRULY);
  const crashed = await ended((await queue({ please: "exit" }, {}, unruly)).json.data.id, unruly);
  assert.equal(crashed.status, "failed");
  assert.deepEqual([crashed.error.code, crashed.error.details.reason], ["endpoint_unreachable", "crashed"]);
});

test("what is wrong with a call is told at once, as without the preference, and nothing is queued", async () => {
  const { slug, key } = await backend();
  const refused = await platform.invoke(slug, key, new TextEncoder().encode("{"), ASYNC);
  assert.deepEqual([refused.status, refused.json.error.code], [400, "invalid_json"]);
  assert.equal((await platform.invoke(slug, null, {}, ASYNC)).json.error.code, "missing_agent_api_key");
});

test("some hundred queued calls drain, each run once", async () => {
  const own = await platform.deployed("Many later", COUNTED);
  const accepted = await Promise.all(Array.from({ length: 200 }, () => queue({}, {}, own)));
  assert.deepEqual(new Set(accepted.map(({ status }) => status)), new Set([202]));
  const ends = [];
  for (const { json } of accepted) ends.push(await ended(json.data.id, own));
  const runs = ends.map(({ result }) => result.response.runs).toSorted((a, b) => a - b);
  assert.deepEqual(runs, Array.from({ length: 200 }, (_, i) => i + 1));
});

test("a running call that is cancelled has its sandbox call ended, a queued one never runs", async () => {
  const own = await platform.deployed("Cancelled", COUNTED);
  const blockers = await Promise.all([1, 2, 3, 4].map(() => queue({ waitMs: 15_000 }, {}, own)));
  const ids = blockers.map(({ json }) => json.data.id);
  for (const id of ids) await until(async () => (await ask("GET", id, own)).json.data.status === "running");
  const waiting = (await queue({}, {}, own)).json.data.id;
  assert.equal((await ask("GET", waiting, own)).json.data.status, "queued");
  for (const id of [waiting, ...ids]) {
    const { status, json } = await ask("DELETE", id, own);
    assert.deepEqual([status, json.data.status, json.data.error.code], [
      200,
      "failed",
      "invocation_cancelled",
    ]);
  }
  const next = await ended((await queue({}, {}, own)).json.data.id, own);
  assert.equal(next.result.response.runs, 5, "four were begun, the one that waited was not");
  await until(async () => {
    const { data } = (await platform.api("GET", `/v1/agents/${own.agentId}/invocations`)).json;
    return data.filter(({ error }: Answer["json"]) => error?.reason === "cancelled").length === 4;
  });
});

test("cancelling what has ended changes nothing", async () => {
  const { id } = (await queue({})).json.data;
  const before = await ended(id);
  assert.deepEqual((await ask("DELETE", id)).json.data, before);
});

test("a call of another agent, and one that never was, look the same: 404", async () => {
  const { id } = (await queue({})).json.data;
  const stranger = await platform.deployed("Stranger", ECHO);
  for (const [method, which] of [["GET", id], ["DELETE", id], ["GET", "inv_none"]] as const) {
    const { status, json } = await ask(method, which, stranger);
    assert.deepEqual([status, json.error.code], [404, "invocation_not_found"]);
  }
  assert.equal((await ended(id)).status, "completed");
  const { agentId } = await backend();
  const made = await platform.api("POST", `/v1/agents/${agentId}/api-keys`, { body: { name: "other" } });
  const asked = await platform.api("GET", `/v1/invocations/${id}`, { token: made.json.data.key });
  assert.equal(asked.status, 200);
});

test("asking wants an agent key and a method that is there", async () => {
  const none = await platform.api("GET", "/v1/invocations/inv_x", { token: null });
  assert.deepEqual([none.status, none.json.error.code], [401, "missing_agent_api_key"]);
  const wrong = await platform.api("GET", "/v1/invocations/inv_x");
  assert.deepEqual([wrong.status, wrong.json.error.code], [401, "malformed_agent_api_key"]);
  const put = await ask("PUT", "inv_x");
  assert.deepEqual([put.status, put.headers.get("Allow")], [405, "GET, DELETE"]);
});

test("pages of an allowed origin may ask and cancel", async () => {
  const { id } = (await queue({})).json.data;
  const preflight = await fetch(`${platform.url}/v1/invocations/${id}`, {
    method: "OPTIONS",
    headers: { "Origin": APP, "Access-Control-Request-Method": "DELETE" },
  });
  await preflight.body?.cancel();
  assert.equal(preflight.headers.get("Access-Control-Allow-Methods"), "GET, DELETE");
  const { key } = await backend();
  const asked = await platform.api("GET", `/v1/invocations/${id}`, { token: key, headers: { Origin: APP } });
  assert.equal(asked.headers.get("Access-Control-Allow-Origin"), APP);
});

test("the same Idempotency-Key gets the same 202, and the call runs once", async () => {
  const own = await platform.deployed("Repeated", COUNTED);
  const headers = { "Idempotency-Key": crypto.randomUUID() };
  const [first, ...others] = await Promise.all([1, 2, 3].map(() => queue({}, headers, own)));
  for (const { status, text, headers } of others) {
    assert.deepEqual([status, text], [202, first!.text]);
    assert.equal(headers.get("Location"), first!.headers.get("Location"));
  }
  await sql`delete from idempotent_requests where key = ${headers["Idempotency-Key"]}`
    .execute(platform.app.services.db);
  assert.equal(
    (await queue({}, headers, own)).text,
    first!.text,
    "also when its answer was not kept in time",
  );
  assert.equal((await ended(first!.json.data.id, own)).result.response.runs, 1);
  assert.equal((await ended((await queue({}, {}, own)).json.data.id, own)).result.response.runs, 2);
});

test("an agent with as many calls waiting as it may have is told to come back", async () => {
  const own = await platform.deployed("Full", COUNTED);
  await platform.app.services.db.insertInto("async_calls").values(
    Array.from({ length: 300 }, (_, i) => ({
      id: `inv_full${i}`,
      agent_id: own.agentId,
      key_id: "key_x",
      slug: own.slug,
      request_id: "req_x",
      headers: "[]",
      body: new TextEncoder().encode("{}"),
      run_at: new Date(Date.now() + 3_600_000),
    })),
  ).execute();
  const full = await queue({}, {}, own);
  assert.deepEqual([full.status, full.json.error.code], [429, "async_queue_full"]);
  assert.match(full.headers.get("Retry-After") ?? "", /^\d+$/);
});

test("a queued call is recorded as accepted and as run, under its request id", async () => {
  const own = await platform.deployed("Recorded later", ECHO);
  const { json, headers } = await queue({}, {}, own);
  await ended(json.data.id, own);
  await until(async () => {
    const { data } = (await platform.api("GET", `/v1/agents/${own.agentId}/invocations`)).json;
    const here = data.filter((record: { requestId: string }) =>
      record.requestId === headers.get("X-Request-Id")
    );
    return here.map(({ status }: { status: number }) => status).sort().join() === "200,202";
  });
});

test("the result goes to X-Callback-Url, signed as in Standard Webhooks, and again until it is taken", async () => {
  hooks.answerNext(503, { "Retry-After": "1" });
  const { id } = (await queue({}, { "X-Callback-Url": hooks.url("app.test") })).json.data;
  const got: Hook[] = [];
  await until(async () => {
    got.splice(0, got.length, ...hooks.of(id));
    return got.length === 2 && (await ask("GET", id)).json.data.callback.status === "delivered";
  });
  const { agentId } = await backend();
  const { secret } = (await platform.api("GET", `/v1/agents/${agentId}/webhook-secret`)).json.data;
  for (const { headers, body } of got) assert.ok(isSigned(secret, headers, body));
  const { type, data } = JSON.parse(got[1]!.body);
  const { callback, ...shown } = (await ask("GET", id)).json.data;
  assert.equal(type, "invocation.completed");
  assert.deepEqual(data, shown);
  assert.equal(callback.attempts, 2);
});

test("a receiver that says 410 is not asked again", async () => {
  hooks.answerNext(410);
  const { id } = (await queue({}, { "X-Callback-Url": hooks.url("app.test") })).json.data;
  await until(async () => (await ask("GET", id)).json.data.callback.status === "failed");
  assert.equal(hooks.of(id).length, 1);
});

test("a redirect is not followed", async () => {
  hooks.answerNext(307, { Location: hooks.url("app.test") });
  const { id } = (await queue({}, { "X-Callback-Url": hooks.url("app.test") })).json.data;
  await until(async () =>
    (await ask("GET", id)).json.data.callback?.attempts === 1 && hooks.of(id).length > 0
  );
  assert.equal(hooks.of(id).length, 1);
  assert.equal((await ask("GET", id)).json.data.callback.status, "pending");
});

test("a callback URL that leads inward, or is none, is refused before anything is queued", async () => {
  for (
    const url of [
      "http://inward.test/hook",
      "ftp://app.test/",
      "nonsense",
      "http://u:p@app.test/",
      "http://app.test:22/",
    ]
  ) {
    const { status, json } = await queue({}, { "X-Callback-Url": url });
    assert.deepEqual([status, json.error.code], [400, "invalid_callback_url"], url);
  }
});

test("whether lost calls may be run again is kept on each version, and is false unless it is said", async () => {
  const { agentId } = await platform.deployed("Said twice", ECHO);
  const body = { files: { "src/handler.ts": ECHO }, idempotent: true };
  const { job } = (await platform.api("POST", `/v1/agents/${agentId}/versions`, { body })).json.data;
  await platform.finished(job.id);
  const { data } = (await platform.api("GET", `/v1/agents/${agentId}/versions`)).json;
  assert.deepEqual(data.map(({ idempotent }: Answer["json"]) => idempotent), [true, false]);
});

test("results are kept for a day after the call has ended, then swept", async () => {
  const { id } = (await queue({})).json.data;
  await ended(id);
  const { db, asyncCalls } = platform.app.services;
  await asyncCalls.sweep();
  assert.equal((await ask("GET", id)).status, 200);
  await db.updateTable("async_calls").set({ finished_at: new Date(Date.now() - 86_500_000) }).where(
    "id",
    "=",
    id,
  )
    .execute();
  await asyncCalls.sweep();
  assert.equal((await ask("GET", id)).status, 404);
});

/** Written after the specification, not after our own code. */
function isSigned(secret: string, headers: Headers, body: string): boolean {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const content = `${headers.get("webhook-id")}.${headers.get("webhook-timestamp")}.${body}`;
  const expected = createHmac("sha256", key).update(content).digest("base64");
  const age = Math.abs(Date.now() / 1000 - Number(headers.get("webhook-timestamp")));
  return headers.get("webhook-signature") === `v1,${expected}` && age < 300;
}

test("an agent with many calls waiting does not keep another's waiting: agents take turns", async () => {
  const crowd = await platform.deployed("Crowd", COUNTED);
  const lone = await platform.deployed("Lone", COUNTED);
  const many = await Promise.all(Array.from({ length: 60 }, () => queue({ waitMs: 200 }, {}, crowd)));
  const { json } = await queue({}, {}, lone);
  await ended(json.data.id, lone);
  const left = await Promise.all(many.map(({ json }) => ask("GET", json.data.id, crowd)));
  const waiting = left.filter((each) => each.json.data.status === "queued").length;
  assert.ok(waiting > 40, `${60 - waiting} of 60 calls that were there before went first`);
  for (const { json } of many) await ask("DELETE", json.data.id, crowd);
});

import assert from "node:assert/strict";
import { sql } from "kysely";
import { createIdempotency } from "../../src/idempotency/mod.ts";
import type { JsonObject } from "../../src/lib/json.ts";
import { silentLog } from "../../src/lib/log.ts";
import { COUNTED } from "../fixtures/handlers.ts";
import { type Node, useFleet } from "./fleet.ts";
import { type Deployed, test } from "./platform.ts";
import { until } from "./until.ts";

const [node, other] = useFleet(2, { AXTL_INVOKE_TIMEOUT_MS: "3000" }) as [Node, Node];

let agent: Promise<Deployed> | undefined;
const counted = () => agent ??= node.deployed("Counted", COUNTED);
const newKey = () => crypto.randomUUID();

test("the same key and body gets the first answer again, to the byte, and the backend runs once", async () => {
  const key = newKey();
  const first = await call(key, {});
  const second = await call(key, {}, other);
  assert.deepEqual([first.status, first.headers.get("Idempotent-Replay")], [200, null]);
  assert.deepEqual([second.status, second.headers.get("Idempotent-Replay")], [200, "true"]);
  assert.equal(second.text, first.text);
  assert.equal(second.headers.get("X-AXTL-Version"), "1");
  assert.equal(second.headers.get("Content-Type"), "application/json");
  assert.notEqual(second.headers.get("X-Request-Id"), first.headers.get("X-Request-Id"));
});

test("the same key with another body is refused, on every node and while the first still runs", async () => {
  const key = newKey();
  const first = call(key, { waitMs: 300 });
  await until(async () => (await rowsOf(key)).length === 1);
  for (const at of [node, other]) {
    const refused = await call(key, { waitMs: 301 }, at);
    assert.deepEqual([refused.status, refused.json.error.code], [409, "idempotency_key_reused"]);
  }
  assert.equal((await first).status, 200);
  assert.equal((await call(key, {})).json.error.code, "idempotency_key_reused");
});

test("100 simultaneous equal calls on two nodes are one run and 100 equal answers", async () => {
  const { agentId } = await node.deployed("Counted alone", COUNTED);
  const { slug, key: agentKey } = await keyOf(agentId);
  const headers = { "Idempotency-Key": newKey() };
  const answers = await Promise.all(
    Array.from(
      { length: 100 },
      (_, i) => (i % 2 === 0 ? node : other).invoke(slug, agentKey, { waitMs: 200 }, headers),
    ),
  );
  assert.deepEqual(
    new Set(answers.map(({ text }) => text)).size,
    1,
    answers.map(({ text }) => text).join("\n"),
  );
  assert.equal(answers[0]!.json.data.response.runs, 1);
  assert.equal(answers.filter(({ headers }) => !headers.has("Idempotent-Replay")).length, 1);
});

test("a key is its agent's: of another agent it is another, of another key of the same agent the same", async () => {
  const key = newKey();
  const first = await call(key, {});
  const { agentId, slug } = await counted();
  const again = await node.invoke(slug, (await keyOf(agentId)).key, {}, { "Idempotency-Key": key });
  assert.equal(again.text, first.text);
  const stranger = await node.deployed("Another counted", COUNTED);
  const own = await node.invoke(stranger.slug, stranger.key, {}, { "Idempotency-Key": key });
  assert.deepEqual([own.headers.has("Idempotent-Replay"), own.json.data.response.runs], [false, 1]);
});

test("a malformed Idempotency-Key is a 400 with a code, on invoke and on the control API", async () => {
  for (const key of ["", "a b", "a, b", "x".repeat(256), "\u00e9", "a\tb"]) {
    const answers = [await call(key, {}), await control("/v1/tokens", key, { name: "never" })];
    for (const { status, json } of answers) {
      assert.deepEqual([status, json.error.code], [400, "invalid_idempotency_key"], JSON.stringify(key));
    }
  }
  const { slug, key } = await counted();
  const events = { "Idempotency-Key": newKey(), Accept: "text/event-stream" };
  assert.equal((await node.invoke(slug, key, {}, events)).json.error.code, "invalid_idempotency_key");
});

test("a failure after which something may have happened is given again, be it the backend's own or its end", async () => {
  for (
    const [wish, status] of [[{ status: 503 }, 200], [{ exit: true }, 502], [{ waitMs: 9_000 }, 504]] as const
  ) {
    const key = newKey();
    const first = await call(key, wish);
    assert.equal(first.status, status, first.text);
    const second = await call(key, wish);
    assert.deepEqual([second.status, second.text], [status, first.text]);
    assert.equal(second.headers.get("Idempotent-Replay"), "true");
  }
});

test("a call that was refused has not used its key", async () => {
  const { slug, key: agentKey } = await counted();
  const headers = { "Idempotency-Key": newKey() };
  const refused = await node.invoke(slug, agentKey, new TextEncoder().encode("{"), headers);
  assert.equal(refused.json.error.code, "invalid_json");
  assert.equal((await node.invoke(slug, agentKey, {}, headers)).status, 200);
});

test("a caller who leaves finds the answer of the run he began", async () => {
  const { slug, key: agentKey } = await counted();
  const key = newKey();
  const before = (await call(newKey(), {})).json.data.response.runs;
  const leaving = fetch(`${node.url}/v1/invoke/${slug}`, {
    method: "POST",
    headers: {
      Authorization: `Bearer ${agentKey}`,
      "Content-Type": "application/json",
      "Idempotency-Key": key,
    },
    body: JSON.stringify({ waitMs: 500 }),
    signal: AbortSignal.timeout(250),
  });
  await assert.rejects(leaving);
  const found = await call(key, { waitMs: 500 });
  assert.deepEqual([found.status, found.json.data.response.runs], [200, before + 1]);
});

test("a run that was cut off gives its key free when its lease ends, and an answer is forgotten after 24 h", async () => {
  const { db } = node.app.services;
  const cutOff = newKey();
  await call(cutOff, {});
  const change = (columns: ReturnType<typeof sql>) =>
    sql`update idempotent_requests set ${columns} where key = ${cutOff}`.execute(db);
  await change(sql`sealed = null, lease_until = now() - interval '1 second'`);
  assert.equal((await call(cutOff, { waitMs: 1 })).json.error.code, "idempotency_key_reused");
  assert.equal((await call(cutOff, {})).headers.has("Idempotent-Replay"), false);
  const [row] = await rowsOf(cutOff);
  assert.ok(Math.abs(row!.expires_at.getTime() - Date.now() - 86_400_000) < 60_000);
  await change(sql`expires_at = now() - interval '1 second'`);
  assert.equal((await call(cutOff, { waitMs: 1 })).headers.has("Idempotent-Replay"), false);
});

test("a run keeps its lease for as long as it lives, and who waits too long for it is told so", async () => {
  const { db } = node.app.services;
  const [busy, waiting] = [0, 1].map(() =>
    createIdempotency(db, "s".repeat(32), silentLog, { leaseMs: 300, waitMs: 900, pollMs: 20 })
  );
  const request = { scope: "a test", key: newKey(), fingerprint: "f" };
  const answer = { status: 200, headers: {}, body: "done" };
  const done = Promise.withResolvers<void>();
  const first = busy!.once(request, () => done.promise.then(() => ({ answer, keep: true })));
  const never = () => Promise.reject(new Error("it ran twice"));
  await until(async () => (await rowsOf(request.key)).length === 1);
  await until(async () => (await waiting!.once(request, never)).kind === "in_use");
  done.resolve();
  assert.deepEqual(await first, { kind: "ran", answer });
  assert.deepEqual(await waiting!.once(request, never), { kind: "replayed", answer });
  busy!.close();
  waiting!.close();
});

test("creating a key twice with one Idempotency-Key makes one key, which is stored nowhere in the clear", async () => {
  const { agentId } = await counted();
  const path = `/v1/agents/${agentId}/api-keys`;
  const key = newKey();
  const answers = await Promise.all([1, 2, 3].map(() => control(path, key, { name: "Once" })));
  const again = await control(path, key, { name: "Once" }, other);
  assert.equal(again.status, 201);
  assert.deepEqual([...new Set([...answers, again].map(({ text }) => text))], [again.text]);
  const raw = again.json.data.key;
  assert.match(raw, /^axtl_ak_/);
  assert.ok(again.headers.get("X-Request-Id"));
  const [row] = await rowsOf(key);
  assert.ok(row?.sealed && !new TextDecoder("latin1").decode(row.sealed).includes(raw));
  assert.equal((await control(path, key, { name: "Twice" })).json.error.code, "idempotency_key_reused");
});

test("generate and deploy with one Idempotency-Key begin one job", async () => {
  const generate = { name: "Once", prompt: "Create an API that accepts a lead profile and scores fit." };
  const key = newKey();
  const [first, second] = [
    await control("/v1/generate", key, generate),
    await control("/v1/generate", key, generate),
  ];
  assert.deepEqual([first.status, second.status, second.text], [202, 202, first.text]);
  await node.finished(first.json.data.job.id);
  const deploy = `/v1/deploy/${(await counted()).agentId}`;
  const begun = await Promise.all([1, 2, 3].map(() => control(deploy, key, {})));
  assert.deepEqual(begun.map(({ status, text }) => [status, text]), Array(3).fill([202, begun[0]!.text]));
  await node.finished(begun[0]!.json.data.jobId);
});

test("a path of any length is looked up as without a key", async () => {
  const answer = await control(`/v1/deploy/${"x".repeat(4_000)}`, newKey(), {});
  assert.deepEqual([answer.status, answer.json.error.code], [404, "agent_not_found"]);
});

test("what is older than 24 h is swept away, and nothing else", async () => {
  const { db } = node.app.services;
  const [old, young] = [newKey(), newKey()] as const;
  for (const key of [old, young]) await call(key, {});
  await sql`update idempotent_requests set expires_at = now() - interval '1 second' where key = ${old}`
    .execute(db);
  const sweeper = createIdempotency(db, "s".repeat(32), silentLog);
  await sweeper.sweep();
  sweeper.close();
  assert.deepEqual([(await rowsOf(old)).length, (await rowsOf(young)).length], [0, 1]);
});

test("a refusal of the control API is not kept, and another workspace's key is another", async () => {
  const key = newKey();
  assert.equal((await control("/v1/tokens", key, { name: "" })).status, 422);
  const made = await control("/v1/tokens", key, { name: "Now it is right" });
  assert.equal(made.status, 201);
  const headers = { "Idempotency-Key": key };
  const theirs = await node.api("POST", "/v1/tokens", {
    body: { name: "Now it is right" },
    token: node.strangerToken,
    headers,
  });
  assert.equal(theirs.status, 201);
  assert.notEqual(theirs.json.data.token, made.json.data.token);
});

async function call(key: string, body: JsonObject, at: Node = node) {
  const { slug, key: agentKey } = await counted();
  return await at.invoke(slug, agentKey, body, { "Idempotency-Key": key });
}

function control(path: string, key: string, body: JsonObject, at: Node = node) {
  return at.api("POST", path, { body, headers: { "Idempotency-Key": key } });
}

function rowsOf(key: string) {
  return node.app.services.db.selectFrom("idempotent_requests").selectAll().where("key", "=", key).execute();
}

/** Another key of the same agent. */
async function keyOf(agentId: string): Promise<{ slug: string; key: string }> {
  const { slug } = (await node.api("GET", `/v1/agents/${agentId}`)).json.data;
  const made = await node.api("POST", `/v1/agents/${agentId}/api-keys`, { body: { name: "another" } });
  return { slug, key: made.json.data.key };
}

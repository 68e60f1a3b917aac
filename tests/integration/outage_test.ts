import assert from "node:assert/strict";
import { COUNTED, ECHO } from "../fixtures/handlers.ts";
import { type Node, useFleet } from "./fleet.ts";
import { type Answer, type Deployed, test } from "./platform.ts";
import { until } from "./until.ts";

const [node, partitioned] = useFleet(2) as [Node, Node];

let agent: Promise<Deployed> | undefined;
const echo = () => agent ??= node.deployed("Outage", ECHO);

test("calls go on while the database is cut off, and expiries with them", async () => {
  const { agentId, slug, key } = await echo();
  const call = (key: string) => partitioned.invoke(slug, key, {});
  const soon = new Date(Date.now() + 4_000).toISOString();
  const expiring = await createKey(agentId, { expiresAt: soon });
  for (const known of [key, expiring]) assert.equal((await call(known)).status, 200);
  await partitionedWhile("cut", async () => {
    for (let i = 0; i < 50; i++) assert.equal((await call(key)).status, 200);
    const refused = await refusalOf(() => call(expiring));
    assert.equal(refused.json.error.code, "agent_api_key_expired");
  });
  assert.equal((await call(key)).status, 200);
});

test("what a node has never seen is a 503 while the database is cut off", async () => {
  const { agentId, slug } = await echo();
  const unseen = await createKey(agentId, {});
  await partitionedWhile("cut", async () => {
    const refused = await partitioned.invoke(slug, unseen, {});
    assert.deepEqual([refused.status, refused.json.error.code], [503, "database_unavailable"]);
    assert.equal(refused.headers.get("Retry-After"), "1");
  });
  assert.equal((await partitioned.invoke(slug, unseen, {})).status, 200);
});

test("a key that was revoked while a node was cut off is refused there once it is back", async () => {
  const { agentId, slug } = await echo();
  const key = await createKey(agentId, {});
  const call = () => partitioned.invoke(slug, key, {});
  assert.equal((await call()).status, 200);
  await partitionedWhile("cut", async () => {
    await revoke(agentId, key);
    assert.equal((await node.invoke(slug, key, {})).json.error.code, "agent_api_key_revoked");
    assert.equal((await call()).status, 200);
  });
  assert.equal((await refusalOf(call)).json.error.code, "agent_api_key_revoked");
});

test("of a database that says nothing, calls wait for no more than a moment", async () => {
  const { slug, key } = await echo();
  const call = () => partitioned.invoke(slug, key, {});
  assert.equal((await call()).status, 200);
  await partitionedWhile("silence", async () => {
    assert.equal((await call()).status, 200);
    const startedMs = performance.now();
    for (let i = 0; i < 20; i++) assert.equal((await call()).status, 200);
    assert.ok(performance.now() - startedMs < 2_000, "each of them waited");
  });
});

test("a request with an Idempotency-Key is a 503 while the database is cut off, and runs when it is back", async () => {
  const { slug, key } = await node.deployed("Outage counted", COUNTED);
  const headers = { "Idempotency-Key": crypto.randomUUID() };
  assert.equal((await partitioned.invoke(slug, key, {})).json.data.response.runs, 1);
  await partitionedWhile("cut", async () => {
    const refused = await partitioned.invoke(slug, key, {}, headers);
    assert.deepEqual([refused.status, refused.json.error.code], [503, "database_unavailable"]);
  });
  assert.equal((await partitioned.invoke(slug, key, {}, headers)).json.data.response.runs, 2);
});

/** Does `work` while one node can't reach the database and what it remembers is old; then waits until it can again. */
async function partitionedWhile(how: "cut" | "silence", work: () => Promise<void>): Promise<void> {
  partitioned.line()[how]();
  partitioned.app.services.signals.tell({ kind: "lost" });
  try {
    await work();
  } finally {
    partitioned.line().mend();
    await until(async () => (await partitioned.api("GET", "/readyz")).status === 200);
  }
}

async function createKey(agentId: string, limits: { expiresAt?: string }): Promise<string> {
  const body = { name: "outage", ...limits };
  return (await node.api("POST", `/v1/agents/${agentId}/api-keys`, { body })).json.data.key;
}

async function revoke(agentId: string, key: string): Promise<void> {
  const path = `/v1/agents/${agentId}/api-keys`;
  const { data } = (await node.api("GET", path)).json;
  const { id } = data.find(({ lastFour }: { lastFour: string }) => lastFour === key.slice(-4));
  await node.api("POST", `${path}/${id}/revoke`);
}

async function refusalOf(call: () => Promise<Answer>): Promise<Answer> {
  let answer = await call();
  await until(async () => (answer = await call()).status !== 200);
  return answer;
}

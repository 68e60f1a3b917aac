import assert from "node:assert/strict";
import { ECHO } from "../fixtures/handlers.ts";
import { type Node, useFleet } from "./fleet.ts";
import { type Deployed, test } from "./platform.ts";
import { until } from "./until.ts";

const [node, other] = useFleet(2) as [Node, Node];

let agent: Promise<Deployed> | undefined;
const echo = () => agent ??= node.deployed("Fleet", ECHO);

interface Made {
  key: string;
  apiKey: { id: string };
}

test("a key that one node revokes or rotates is refused by the others within a second", async () => {
  const { slug } = await echo();
  for (const action of ["revoke", "rotate"]) {
    const { key, apiKey } = await createKey({});
    assert.equal((await other.invoke(slug, key, {})).status, 200);
    assert.ok((await node.api("POST", `${await keysPath()}/${apiKey.id}/${action}`)).status < 300);
    const endedMs = Date.now();
    assert.equal((await node.invoke(slug, key, {})).json.error.code, "agent_api_key_revoked");
    await until(async () => (await other.invoke(slug, key, {})).status === 401);
    assert.ok(Date.now() - endedMs < 1_000, `${action} took ${Date.now() - endedMs} ms`);
  }
});

test("a key whose revocation no message told of is refused within five seconds", async () => {
  const { slug } = await echo();
  const { key, apiKey } = await createKey({});
  assert.equal((await other.invoke(slug, key, {})).status, 200);
  const { db } = node.app.services;
  await db.updateTable("agent_keys").set({ status: "revoked" }).where("id", "=", apiKey.id).execute();
  const endedMs = Date.now();
  await until(async () => (await other.invoke(slug, key, {})).status === 401);
  assert.ok(Date.now() - endedMs < 5_500, `it took ${Date.now() - endedMs} ms`);
});

test("each node counts a limited key's calls for itself", async () => {
  const { slug } = await echo();
  const { key } = await createKey({ rateLimit: { limit: 2, windowSeconds: 3600 } });
  for (const at of [node, other]) {
    const answers = await Promise.all([1, 2, 3].map(() => at.invoke(slug, key, {})));
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 200, 429]);
  }
});

async function createKey(limits: { rateLimit?: { limit: number; windowSeconds: number } }): Promise<Made> {
  return (await node.api("POST", await keysPath(), { body: { name: "fleet", ...limits } })).json.data;
}

async function keysPath(): Promise<string> {
  return `/v1/agents/${(await echo()).agentId}/api-keys`;
}

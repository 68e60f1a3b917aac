import assert from "node:assert/strict";
import { silentLog } from "../../src/lib/log.ts";
import { createLogs, listLogs, type LogLine } from "../../src/logs/mod.ts";
import { CAPABLE, ECHO } from "../fixtures/handlers.ts";
import { test, usePlatform } from "./platform.ts";

const platform = usePlatform();

function line(agentId: string, text: string): LogLine {
  return { agentId, at: new Date(), level: "info", text, requestId: null, version: 1 };
}

async function textsOf(agentId: string, limit = 100): Promise<string[]> {
  const { rows } = await listLogs(platform.app.services.db, agentId, {}, { limit });
  return rows.map(({ text }) => text).reverse();
}

test("lines of one millisecond keep their order, and closing writes what was waiting", async () => {
  const { agentId } = await platform.deployed("Ordered", ECHO);
  const logs = createLogs(platform.app.services.db, silentLog);
  const texts = Array.from({ length: 2500 }, (_, n) => `line ${n}`);
  for (const text of texts) logs.add(line(agentId, text));
  await logs.close();
  assert.deepEqual(await textsOf(agentId, 5000), texts);
});

test("a line is written within 250 ms", async () => {
  const { agentId } = await platform.deployed("Prompt", ECHO);
  const logs = createLogs(platform.app.services.db, silentLog);
  const written = new Promise<number>((resolve) => logs.onWritten(() => resolve(performance.now())));
  const addedAt = performance.now();
  logs.add(line(agentId, "soon"));
  const waitedMs = await written - addedAt;
  assert.ok(waitedMs <= 250, `${waitedMs} ms`);
  await logs.close();
});

test("the lines of an agent that is gone cost no other agent theirs", async () => {
  const { agentId } = await platform.deployed("Staying", ECHO);
  const logs = createLogs(platform.app.services.db, silentLog);
  logs.add(line(agentId, "before"));
  logs.add(line("agent_gone", "lost"));
  logs.add(line(agentId, "after"));
  await logs.close();
  assert.deepEqual(await textsOf(agentId), ["before", "after"]);
});

test("an agent keeps its newest lines, up to its bound, and none beyond their age", async () => {
  const { agentId } = await platform.deployed("Bounded", ECHO);
  const { db } = platform.app.services;
  const old = "log_" + "0".repeat(26);
  await db.insertInto("agent_logs")
    .values({ id: old, agent_id: agentId, at: new Date(0), level: "info", text: "of 1970", version: 1 })
    .execute();
  const logs = createLogs(db, silentLog, { maxLinesPerAgent: 3, pruneEveryMs: 20 });
  for (let n = 0; n < 10; n++) logs.add(line(agentId, `line ${n}`));
  const newest = ["line 7", "line 8", "line 9"];
  while ((await textsOf(agentId)).join() !== newest.join()) await new Promise((next) => setTimeout(next, 10));
  await logs.close();
});

test("a stream token opens the log of its agent alone, in a browser that can send no header", async () => {
  const { agentId, slug, key } = await platform.deployed("Followed", CAPABLE);
  const other = await platform.deployed("Not followed", ECHO);
  const minted = await platform.api("POST", `/v1/agents/${agentId}/logs/stream-token`);
  assert.equal(minted.status, 200);
  const query = `?token=${minted.json.data.token}`;
  const refused = await platform.api("GET", `/v1/agents/${other.agentId}/logs/stream${query}`, {
    token: null,
  });
  assert.deepEqual([refused.status, refused.json.error.code], [401, "invalid_stream_token"]);
  const stream = await fetch(`${platform.url}/v1/agents/${agentId}/logs/stream${query}`);
  assert.equal(stream.status, 200);
  await platform.invoke(slug, key, { log: [["info", "seen from a browser"]] });
  let seen = "";
  for await (const text of stream.body!.pipeThrough(new TextDecoderStream())) {
    seen += text;
    if (seen.includes("seen from a browser")) break;
  }
});

import assert from "node:assert/strict";
import { sql } from "kysely";
import { Partitions } from "../../src/invocations/partitions.ts";
import { leastUuid } from "../../src/invocations/uuids.ts";
import { type Db, isPassing } from "../../src/db/mod.ts";
import { test, usePlatform } from "./platform.ts";

const platform = usePlatform();
const DAY_MS = 86_400_000;
const NOON = Date.UTC(2031, 4, 10, 12);

async function record(db: Db, atMs: number): Promise<void> {
  await db.insertInto("invocations").values({
    id: leastUuid(atMs),
    agent_id: "agent_1",
    key_id: "key_1",
    request_id: "r",
    status: 200,
    ok: true,
    total_ms: 1,
    request_bytes: 0,
    response_bytes: 0,
    version: null,
    code: null,
    reason: null,
    cause: null,
    queue_ms: null,
    boot_ms: null,
    run_ms: null,
    cold: null,
  }).execute();
}

async function kept(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from invocations where agent_id = 'agent_1'`.execute(db);
  return rows[0]!.count;
}

test("a day's records are kept for so many days after it, and then dropped whole; those of the coming days have their place", async () => {
  const { db } = platform.app.services;
  const partitions = new Partitions(db);
  await partitions.ready(NOON);
  for (const days of [-1, 0, 1, 2]) await record(db, NOON + days * DAY_MS);
  await partitions.dropOld(NOON + 29 * DAY_MS, 30);
  assert.equal(await kept(db), 4);
  await partitions.dropOld(NOON + 30 * DAY_MS, 30);
  assert.equal(await kept(db), 3);
  await partitions.dropOld(NOON + 60 * DAY_MS, 30);
  assert.equal(await kept(db), 0);
});

test("nodes that make a day's place at once make it once", async () => {
  const { db } = platform.app.services;
  const nodes = Array.from({ length: 4 }, () => new Partitions(db));
  await Promise.all(nodes.map((node) => node.ready(NOON + 365 * DAY_MS)));
  await record(db, NOON + 365 * DAY_MS);
  assert.equal(await kept(db), 1);
});

test("records wait while another holds the lock that a new day's place needs, and are not given up", async () => {
  const { db } = platform.app.services;
  const blocked = new Partitions(db);
  const failed = await db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext('axtl.invocations'))`.execute(trx);
    return await blocked.ready(NOON + 900 * DAY_MS).then(() => null, (error) => error);
  });
  assert.ok(isPassing(failed), String(failed));
  await blocked.ready(NOON + 900 * DAY_MS);
  await record(db, NOON + 900 * DAY_MS);
});

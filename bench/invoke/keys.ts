import { sql } from "kysely";
import { quantile } from "../figures.ts";
import type { Ours } from "./ours.ts";

/** So many keys are looked up for the first time. */
const LOOKED_UP = 500;

/** Fills the table with keys of nobody's up to `count`, and times calls with keys that the node has not seen yet. */
export async function firstUseMs(ours: Ours, count: number): Promise<{ p50: number; p99: number }> {
  await fill(ours, count);
  const keys: string[] = [];
  for (let n = 0; n < LOOKED_UP; n++) {
    keys.push((await ours.app.services.keys.create(ours.agentId, "bench")).raw);
  }
  const tookMs: number[] = [];
  for (const key of keys) tookMs.push(await callOnce(ours, key));
  return { p50: quantile(tookMs, 0.5), p99: quantile(tookMs, 0.99) };
}

/** Random digests: nothing but their number matters. */
async function fill({ app, agentId }: Ours, count: number): Promise<void> {
  const { db } = app.services;
  await sql`insert into agent_keys (id, agent_id, name, hash, last_four, prefix)
    select 'key_' || md5(random()::text || n), ${agentId}, 'filler', sha256(random()::text::bytea), 'aaaa', 'axtl_ak_aaaa'
    from generate_series((select count(*) from agent_keys) + 1, ${count}) n`.execute(db);
  await sql`vacuum analyze agent_keys`.execute(db);
}

async function callOnce({ url }: Ours, key: string): Promise<number> {
  const startedAt = performance.now();
  const response = await fetch(url, {
    method: "POST",
    headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
    body: '{"input":"x"}',
  });
  await response.body?.cancel();
  if (response.status !== 200) throw new Error(`a key was refused: ${response.status}`);
  return performance.now() - startedAt;
}

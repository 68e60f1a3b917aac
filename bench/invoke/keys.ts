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

/** The platform's connections give up on statements that take long. */
const FILLED_AT_ONCE = 25_000;

/** Random digests: nothing but their number matters. */
async function fill({ app, agentId }: Ours, count: number): Promise<void> {
  const { db } = app.services;
  for (let made = 0; made < count; made += FILLED_AT_ONCE) {
    await sql`insert into agent_keys (id, agent_id, name, hash, last_four, prefix)
      select 'key_' || md5(random()::text || n), ${agentId}, 'filler', encode(sha256(random()::text::bytea), 'hex'),
        'aaaa', 'axtl_ak_aaaa'
      from generate_series(1, ${Math.min(FILLED_AT_ONCE, count - made)}) n`.execute(db);
  }
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

import { type RawBuilder, sql } from "kysely";
import type { Db } from "../db/mod.ts";
import type { Json } from "../lib/json.ts";
import { ENTRY_OVERHEAD_BYTES, ESCAPED_KEY_BYTES, MAX_PAGE_BYTES, NUMBER_BYTES } from "./limits.ts";
import type { Entry, Increment, KeyBytes, ListOptions, Page, Put, PutOptions, Store } from "./types.ts";

/** As the trigger in `migrations/0002_capabilities.ts` raises it. */
const QUOTA_EXCEEDED = "AX001";
/** A number beyond the range of a double. */
const OUT_OF_RANGE = "22003";

const alive = sql<boolean>`(expires_at is null or expires_at > now())`;
const expired = sql<boolean>`(agent_store.expires_at <= now())`;
const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Each method is one statement, and so one transaction. */
export function createStore(db: Db): Store {
  return {
    get: (agentId, key) => get(db, agentId, key),
    put: (agentId, key, valueText, options) =>
      withinQuota(db, agentId, () => put(db, agentId, key, valueText, options)),
    delete: (agentId, key) => remove(db, agentId, key),
    list: (agentId, options) => list(db, agentId, options),
    increment: (agentId, key, by) =>
      withinQuota(db, agentId, () => increment(db, agentId, key, by)).catch(numberTooLarge),
  };
}

/** Removes what has expired, of one agent or of all. Returns how many entries that were. */
export async function sweepExpired(db: Db, agentId?: string): Promise<number> {
  let query = db.deleteFrom("agent_store").where("expires_at", "<=", sql<Date>`now()`);
  if (agentId !== undefined) query = query.where("agent_id", "=", agentId);
  return Number((await query.executeTakeFirstOrThrow()).numDeletedRows);
}

type Row = { key: Uint8Array; value: Json; version: string; expires_at: Date | null };

function toEntry({ key, value, version, expires_at }: Row): Entry {
  return { key: decoder.decode(key), value, version, expiresAt: expires_at };
}

async function get(db: Db, agentId: string, key: KeyBytes): Promise<Entry | null> {
  const { rows } = await sql<Row>`
    select key, value, version, expires_at from agent_store
    where agent_id = ${agentId} and key = ${key} and ${alive}`.execute(db);
  return rows[0] ? toEntry(rows[0]) : null;
}

async function put(
  db: Db,
  agentId: string,
  key: KeyBytes,
  valueText: string,
  { ifVersion, ttlSeconds = Infinity }: PutOptions,
): Promise<Put> {
  const sizeBytes = key.length + encoder.encode(valueText).length;
  const expiresAt = Number.isFinite(ttlSeconds)
    ? sql`now() + make_interval(secs => ${ttlSeconds})`
    : sql`null`;
  const fields = sql`value = ${valueText}, version = gen_random_uuid(), size_bytes = ${sizeBytes},
    expires_at = ${expiresAt}, updated_at = now()`;
  const insert = sql`
    insert into agent_store (agent_id, key, value, size_bytes, expires_at)
    values (${agentId}, ${key}, ${valueText}, ${sizeBytes}, ${expiresAt})
    on conflict (agent_id, key) do update set ${fields}`;
  const statement = typeof ifVersion === "string"
    ? sql`update agent_store set ${fields}
        where agent_id = ${agentId} and key = ${key} and version::text = ${ifVersion} and ${alive}`
    : ifVersion === null
    ? sql`${insert} where ${expired}`
    : insert;
  const { rows } = await sql<{ version: string }>`${statement} returning agent_store.version`.execute(db);
  return rows[0] ? { kind: "stored", version: rows[0].version } : { kind: "raced" };
}

async function remove(db: Db, agentId: string, key: KeyBytes): Promise<boolean> {
  const { rows } = await sql<{ was_there: boolean }>`
    delete from agent_store where agent_id = ${agentId} and key = ${key}
    returning ${alive} as was_there`.execute(db);
  return rows[0]?.was_there ?? false;
}

async function increment(db: Db, agentId: string, key: KeyBytes, by: number): Promise<Increment> {
  const { rows } = await sql<{ value: number }>`
    insert into agent_store (agent_id, key, value, size_bytes)
    values (${agentId}, ${key}, to_json(${by}::float8), ${key.length + NUMBER_BYTES})
    on conflict (agent_id, key) do update set
      value = case when ${expired} then excluded.value
        else to_json(agent_store.value::text::float8 + ${by}::float8) end,
      size_bytes = case when ${expired} then excluded.size_bytes else agent_store.size_bytes end,
      expires_at = case when ${expired} then null else agent_store.expires_at end,
      version = gen_random_uuid(), updated_at = now()
    where coalesce(${expired}, false) or json_typeof(agent_store.value) = 'number'
    returning agent_store.value`.execute(db);
  return rows[0] ? { kind: "stored", value: rows[0].value } : { kind: "no_number" };
}

/** One row too many is read, to know whether there is more; the page ends early when it has become heavy. */
async function list(db: Db, agentId: string, { prefix, limit, after }: ListOptions): Promise<Page> {
  const weight = sql`size_bytes + ${ENTRY_OVERHEAD_BYTES}::int + ${ESCAPED_KEY_BYTES}::int * length(key)`;
  const { rows } = await sql<Row & { read: number }>`
    select key, value, version, expires_at, read from (
      select *, count(*) over ()::int as read, sum(${weight}) over (order by key) - (${weight}) as before from (
        select key, value, version, expires_at, size_bytes from agent_store
        where agent_id = ${agentId} and ${inRange(prefix, after)} and ${alive}
        order by key limit ${limit + 1}
      ) page
    ) weighed
    where before < ${MAX_PAGE_BYTES} order by key limit ${limit}`.execute(db);
  return { entries: rows.map(toEntry), more: (rows[0]?.read ?? 0) > rows.length };
}

/** No byte of UTF-8 is 255, so the first key that no longer begins with the prefix ends in its last byte plus one. */
function inRange(prefix: KeyBytes, after: KeyBytes | undefined): RawBuilder<boolean> {
  const end = prefix.slice();
  if (end.length > 0) end[end.length - 1]!++;
  const from = sql<boolean>`key >= ${prefix}`;
  const past = after === undefined ? sql`` : sql` and key > ${after}`;
  const until = end.length === 0 ? sql`` : sql` and key < ${end}`;
  return sql<boolean>`${from}${past}${until}`;
}

/** What has expired still takes room until it is swept: before an agent is refused, its own is. */
async function withinQuota<Outcome>(
  db: Db,
  agentId: string,
  write: () => Promise<Outcome>,
): Promise<Outcome | { kind: "quota" }> {
  for (let swept = false;; swept = true) {
    try {
      return await write();
    } catch (error) {
      if (codeOf(error) !== QUOTA_EXCEEDED) throw error;
      if (swept || await sweepExpired(db, agentId) === 0) return { kind: "quota" };
    }
  }
}

function numberTooLarge(error: unknown): Increment {
  if (codeOf(error) === OUT_OF_RANGE) return { kind: "no_number" };
  throw error;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

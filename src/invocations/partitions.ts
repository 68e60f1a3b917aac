import { sql } from "kysely";
import type { Db } from "../db/mod.ts";
import { leastUuid } from "./uuids.ts";

const DAY_MS = 86_400_000;
/** Also for calls that began before midnight, and for clocks that are a little behind. */
const DAYS_BEFORE = 1;
const DAYS_AHEAD = 2;
const NAME = /^invocations_(\d{4})(\d{2})(\d{2})$/;

/**
 * One partition for each day, in UTC. Whoever writes asks for `ready` first, which costs a comparison, and once a day a
 * few statements. Dropping a day is what makes keeping records for a time cheap: no row is deleted one by one.
 */
export class Partitions {
  readonly #db: Db;
  #madeUntilMs = 0;

  constructor(db: Db) {
    this.#db = db;
  }

  async ready(nowMs: number): Promise<void> {
    if (nowMs + DAY_MS < this.#madeUntilMs) return;
    const first = dayOf(nowMs) - DAYS_BEFORE;
    const days = Array.from({ length: DAYS_BEFORE + 1 + DAYS_AHEAD }, (_, index) => first + index);
    await this.#alone((trx) => makeMissing(trx, days));
    this.#madeUntilMs = (days.at(-1)! + 1) * DAY_MS;
  }

  /** Drops the days that ended more than `keptDays` ago. */
  async dropOld(nowMs: number, keptDays: number): Promise<void> {
    const oldest = dayOf(nowMs) - keptDays;
    await this.#alone(async (trx) => {
      const old = (await existing(trx)).filter((name) => dayOfName(name) < oldest);
      for (const name of old) await sql`drop table ${sql.ref(name)}`.execute(trx);
    });
  }

  /** Nodes do this one after the other, and nobody who waits for a lock of a partition holds up the writers behind. */
  async #alone(work: (trx: Db) => Promise<void>): Promise<void> {
    await this.#db.transaction().execute(async (trx) => {
      await sql`set local lock_timeout = '2s'`.execute(trx);
      await sql`select pg_advisory_xact_lock(hashtext('axtl.invocations'))`.execute(trx);
      await work(trx);
    });
  }
}

/** `attach`, unlike `partition of`, does not lock the whole table against those who write meanwhile. */
async function makeMissing(trx: Db, days: readonly number[]): Promise<void> {
  const known = new Set(await existing(trx));
  for (const day of days.filter((day) => !known.has(nameOf(day)))) {
    const name = sql.ref(nameOf(day));
    const [from, to] = [sql.lit(leastUuid(day * DAY_MS)), sql.lit(leastUuid((day + 1) * DAY_MS))];
    await sql`create table ${name} (like invocations)`.execute(trx);
    await sql`alter table invocations attach partition ${name} for values from (${from}) to (${to})`
      .execute(trx);
  }
}

async function existing(trx: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_inherits join pg_class on pg_class.oid = inhrelid
    where inhparent = 'invocations'::regclass`.execute(trx);
  return rows.map(({ name }) => name).filter((name) => NAME.test(name));
}

function dayOf(atMs: number): number {
  return Math.floor(atMs / DAY_MS);
}

function nameOf(day: number): string {
  return "invocations_" + new Date(day * DAY_MS).toISOString().slice(0, 10).replaceAll("-", "");
}

function dayOfName(name: string): number {
  return dayOf(Date.parse(name.replace(NAME, "$1-$2-$3")));
}

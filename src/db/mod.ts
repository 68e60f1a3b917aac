/**
 * The only store. One pool that every module shares, one Kysely over it, one connection that listens for signals.
 *
 * `openDatabase` brings the schema up to date before it returns. Where the Postgres comes from (embedded, or a server
 * that DATABASE_URL names) is decided elsewhere: here it is a set of connection settings. Which module owns which
 * table is written in `tables.ts`; modules write their own queries.
 */
import { Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import type { Log } from "../lib/log.ts";
import { migrate } from "./migrate.ts";
import { CHANNEL, openSignals, type Signal, type Signals } from "./signals.ts";
import type { Database } from "./tables.ts";

export * from "./tables.ts";
export type { Signal, Signals } from "./signals.ts";
export type Db = Kysely<Database>;
export type ConnectionSettings = pg.ClientConfig;

export interface OpenDatabase {
  db: Db;
  signals: Signals;
  close(): Promise<void>;
}

const POOL_SIZE = 10;

export async function openDatabase(connection: ConnectionSettings, log: Log): Promise<OpenDatabase> {
  const pool = new pg.Pool({ ...connection, max: POOL_SIZE, keepAlive: true });
  // An idle connection that breaks (Postgres restarted) must not end the process: the pool makes a new one.
  pool.on("error", (error) => log.warn("database: idle connection lost", { error: error.message }));
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  const applied = await migrate(db);
  if (applied.length > 0) log.info("database: schema brought up to date", { migrations: applied.join(",") });
  const signals = await openSignals(connection, log);
  return {
    db,
    signals,
    close: async () => {
      await signals.close();
      await db.destroy();
    },
  };
}

/** Tells every node, this one included. Inside a transaction the signal goes out with its commit. */
export async function notify(db: Db, signal: Signal): Promise<void> {
  await sql`select pg_notify(${CHANNEL}, ${JSON.stringify(signal)})`.execute(db);
}

/** Whether the database answers: `ok` or `failed: …`. */
export async function readiness(db: Db): Promise<{ database: string }> {
  try {
    await sql`select 1`.execute(db);
    return { database: "ok" };
  } catch {
    return { database: "failed: it does not answer" };
  }
}

/** The value for a column of type json. */
export function toJson(value: unknown): string {
  return JSON.stringify(value);
}

/** Postgres's code for a broken unique index: https://www.postgresql.org/docs/18/errcodes-appendix.html */
const UNIQUE_VIOLATION = "23505";

export function isUniqueViolation(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === UNIQUE_VIOLATION;
}

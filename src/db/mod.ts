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
import { type CopyIn, createCopyIn } from "./copy.ts";
import { migrate } from "./migrate.ts";
import { CHANNEL, openSignals, type Signal, type Signals } from "./signals.ts";
import type { Database } from "./tables.ts";

export * from "./tables.ts";
export { copyField, type CopyIn } from "./copy.ts";
export { invalidCursor, readPage } from "./page.ts";
export type { Signal, Signals } from "./signals.ts";
export type Db = Kysely<Database>;
export type ConnectionSettings = pg.ClientConfig;

export interface OpenDatabase {
  db: Db;
  copyIn: CopyIn;
  signals: Signals;
  close(): Promise<void>;
}

const POOL_SIZE = 10;
const CONNECT_TIMEOUT_MS = 5_000;
/** A database that has stopped answering must not hold callers for ever. */
const QUERY_TIMEOUT_MS = 15_000;

export async function openDatabase(connection: ConnectionSettings, log: Log): Promise<OpenDatabase> {
  const pool = new pg.Pool({
    ...connection,
    max: POOL_SIZE,
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
  });
  surviveLostConnections(pool, log);
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  const applied = await migrateFirst(db);
  if (applied.length > 0) log.info("database: schema brought up to date", { migrations: applied.join(",") });
  const signals = await openSignals(connection, log);
  return {
    db,
    copyIn: createCopyIn(pool),
    signals,
    close: async () => {
      await signals.close();
      await db.destroy();
    },
  };
}

/**
 * A connection that breaks while it is idle, or between two statements of a transaction, emits an `error` that ends
 * the process if nobody listens. The pool makes a new one; whoever was using it is told by its next query.
 */
function surviveLostConnections(pool: pg.Pool, log: Log): void {
  pool.on("error", (error) => log.warn("database: connection lost", { error: error.message }));
  pool.on("connect", (client) => client.on("error", () => {}));
}

/** The database can't be used; the message says why, and never has the password in it. */
export class ConnectError extends Error {
  override readonly name = "ConnectError";
}

/** The first thing asked of the database, so this is where a wrong DATABASE_URL shows. */
async function migrateFirst(db: Db): Promise<string[]> {
  try {
    return await migrate(db);
  } catch (error) {
    if (!isUnavailable(error) && !isRefused(error)) throw error;
    throw new ConnectError(`the database cannot be used: ${(error as Error).message}. Check DATABASE_URL.`);
  }
}

/** Class 28: wrong user or password. Class 3D: no such database. */
function isRefused(error: unknown): boolean {
  return error instanceof pg.DatabaseError && /^(28|3D)/.test(error.code ?? "");
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

const CONNECTION_CODES = new Set(["ECONNREFUSED", "ECONNRESET", "ENOENT", "EPIPE", "ETIMEDOUT"]);

/** Whether an error says that the database is away, not that a query was wrong: trying again later may do. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  // Classes 08 (connection) and 57P (shutdown, recovery): https://www.postgresql.org/docs/18/errcodes-appendix.html
  if (error instanceof pg.DatabaseError) return code.startsWith("08") || code.startsWith("57P");
  return CONNECTION_CODES.has(code) ||
    /^Connection terminated|^timeout exceeded|^Query read timeout/.test(error.message);
}

/**
 * Whether what failed may be tried again as it is: the database is away, out of room or connections (class 53), or it
 * was busy: a lock that did not come in time, a deadlock, a statement that took too long.
 */
export function isPassing(error: unknown): boolean {
  if (isUnavailable(error)) return true;
  return error instanceof pg.DatabaseError && /^(53|55P03|40P01|57014)/.test(error.code ?? "");
}

/** The value for a column of type json. */
export function toJson(value: unknown): string {
  return JSON.stringify(value);
}

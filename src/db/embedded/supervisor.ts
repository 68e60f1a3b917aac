import { setTimeout } from "node:timers/promises";
import { Client } from "pg";
import type { PostgresPlace } from "../../host/mod.ts";
import { ensureCluster } from "./cluster.ts";
import { endServer, obtainServer, type Server } from "./server.ts";

/** For `pg`: `host` is the folder of the socket. */
export interface Connection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
}

export interface EmbeddedPostgres {
  readonly connection: Connection;
  /** Of the server that runs now; another one after a crash. */
  readonly pid: number;
  /** This start took over a server that an earlier, killed platform had left. */
  readonly wasThere: boolean;
  /** Ends the server. Close the pools first. May be called again. */
  stop(): Promise<void>;
}

const NAME = "axtl";
const FIRST_BACK_OFF_MS = 50;
const LONGEST_BACK_OFF_MS = 1_000;
/** At the start, about 8 s in all: Postgres waits for the workers of a server that was killed to end their queries. */
const START_ATTEMPTS = 12;

/** Ready for connections when it resolves. Throws DatabaseError. */
export async function startPostgres(
  place: PostgresPlace,
  log: (line: string) => void,
): Promise<EmbeddedPostgres> {
  await ensureCluster(place, NAME);
  const server = await obtainPatiently(place);
  if (server.wasThere) log(`Took over the Postgres (pid ${server.pid}) that an earlier start left running.`);
  const connection = { host: place.socketDir, port: 5432, user: NAME, database: NAME };
  await ensureDatabase(connection);
  return new Supervisor(place, connection, server, log);
}

async function obtainPatiently(place: PostgresPlace): Promise<Server> {
  for (let attempt = 1;; attempt++) {
    try {
      return await obtainServer(place);
    } catch (error) {
      if (attempt === START_ATTEMPTS) throw error;
      await setTimeout(backOffMs(attempt));
    }
  }
}

function backOffMs(attempt: number): number {
  return Math.min(FIRST_BACK_OFF_MS * 2 ** (attempt - 1), LONGEST_BACK_OFF_MS);
}

class Supervisor implements EmbeddedPostgres {
  readonly connection: Connection;
  readonly wasThere: boolean;
  readonly #place: PostgresPlace;
  readonly #log: (line: string) => void;
  readonly #stopped = new AbortController();
  readonly #watching: Promise<void>;
  #server: Server;
  #end: Promise<void> | undefined;

  constructor(place: PostgresPlace, connection: Connection, server: Server, log: (line: string) => void) {
    this.connection = connection;
    this.wasThere = server.wasThere;
    this.#place = place;
    this.#log = log;
    this.#server = server;
    this.#watching = this.#watch();
  }

  get pid(): number {
    return this.#server.pid;
  }

  stop(): Promise<void> {
    return this.#end ??= this.#stop();
  }

  async #stop(): Promise<void> {
    this.#stopped.abort();
    await endServer(this.#server);
    await this.#watching;
    await endServer(this.#server); // another one, if a restart was under way
  }

  get #isStopping(): boolean {
    return this.#stopped.signal.aborted;
  }

  async #watch(): Promise<void> {
    while (!this.#isStopping) {
      await this.#server.ended;
      if (!this.#isStopping) await this.#restart();
    }
  }

  /** Tries for as long as we live: there is nothing to do without a database. */
  async #restart(): Promise<void> {
    this.#log(`Postgres (pid ${this.pid}) ended unexpectedly. Starting it again.`);
    for (let attempt = 1; !this.#isStopping; attempt++) {
      try {
        this.#server = await obtainServer(this.#place);
        return this.#log(`Postgres runs again (pid ${this.pid}).`);
      } catch (error) {
        this.#log(error instanceof Error ? error.message : String(error));
        await this.#pause(backOffMs(attempt));
      }
    }
  }

  async #pause(ms: number): Promise<void> {
    await setTimeout(ms, undefined, { signal: this.#stopped.signal }).catch(() => {}); // stopping ends the pause
  }
}

/** initdb makes one named `postgres`; ours has a name of its own, for whoever looks. */
async function ensureDatabase(connection: Connection): Promise<void> {
  const client = new Client({ ...connection, database: "postgres" });
  await client.connect();
  try {
    const { rowCount } = await client.query("select from pg_database where datname = $1", [
      connection.database,
    ]);
    if (rowCount === 0) await client.query(`create database ${connection.database}`);
  } finally {
    await client.end();
  }
}

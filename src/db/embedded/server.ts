import { dirname, join } from "node:path";
import type { PostgresPlace } from "../../host/mod.ts";
import { atMost } from "../../lib/at_most.ts";
import { ignoreMissing } from "./cluster.ts";
import { DatabaseError } from "./database_error.ts";
import { disownPid, isServing, type PidFile, readPidFile } from "./pid_file.ts";
import { command } from "./programs.ts";
import { serverArguments } from "./settings.ts";
import { until } from "./until.ts";

/** One run of the Postgres server: ours, or one that a killed platform left. */
export interface Server {
  readonly pid: number;
  readonly wasThere: boolean;
  /** Settles when the process has ended, however that came. */
  readonly ended: Promise<void>;
}

/** Crash recovery replays at most `max_wal_size`. */
const READY_TIMEOUT_MS = 120_000;
const POLL_MS = 20;
const LARGEST_LOG_BYTES = 1 << 20;

/** The server that runs on these files already, or a new one; ready for connections. Throws DatabaseError. */
export async function obtainServer(place: PostgresPlace): Promise<Server> {
  return await adopt(place) ?? await launch(place);
}

async function adopt(place: PostgresPlace): Promise<Server | undefined> {
  const file = await readPidFile(place.dataDir);
  if (!file) return undefined;
  if (!await isServing(file)) return await disown(place);
  const server = { pid: file.pid, wasThere: true, ended: untilGone(file) };
  if (file.socketDir === place.socketDir && await becomesReady(place, server)) return server;
  await endServer(server); // on its way down, or the data folder was moved and its socket is where nobody looks
  return undefined;
}

async function disown(place: PostgresPlace): Promise<undefined> {
  await disownPid(place.dataDir);
  for (const name of [".s.PGSQL.5432", ".s.PGSQL.5432.lock"]) {
    await Deno.remove(join(place.socketDir, name)).catch(ignoreMissing);
  }
}

/**
 * The shell sends the output to a file, since a pipe would end with us and Postgres may live on. `exec` keeps the pid.
 * A file, not Postgres's collector, which is one more process.
 */
async function launch(place: PostgresPlace): Promise<Server> {
  const log = join(dirname(place.dataDir), "log");
  await keepLogSmall(log);
  const child = command(place, "/bin/sh", {
    args: ["-c", 'umask 077; exec "$@" >>"$0" 2>&1', log, join(place.binDir, "postgres")].concat(
      serverArguments(place.dataDir, place.socketDir),
    ),
    stdout: "null",
    stderr: "null",
    detached: true,
  }).spawn();
  child.unref();
  const server = { pid: child.pid, wasThere: false, ended: child.status.then(() => {}) };
  if (await becomesReady(place, server)) return server;
  await endServer(server);
  throw new DatabaseError(`Postgres did not get ready. ${await lastWords(place)}`);
}

async function keepLogSmall(path: string): Promise<void> {
  try {
    if ((await Deno.stat(path)).size > LARGEST_LOG_BYTES) await Deno.remove(path);
  } catch (error) {
    ignoreMissing(error);
  }
}

async function becomesReady(place: PostgresPlace, server: Server): Promise<boolean> {
  const watch = { hasEnded: false };
  server.ended.then(() => watch.hasEnded = true);
  const isSettled = async () => watch.hasEnded || await isReady(place, server.pid);
  return await until(isSettled, { timeoutMs: READY_TIMEOUT_MS, pollMs: POLL_MS }) && !watch.hasEnded;
}

async function isReady({ dataDir }: PostgresPlace, pid: number): Promise<boolean> {
  const file = await readPidFile(dataDir);
  return file?.pid === pid && file.isReady;
}

async function lastWords(place: PostgresPlace): Promise<string> {
  const path = join(dirname(place.dataDir), "log");
  const text = await Deno.readTextFile(path).catch(() => "");
  return `The last lines of ${path}:\n${text.trim().split("\n").slice(-5).join("\n")}`;
}

/** A process that is not our child cannot be waited for. */
async function untilGone(file: PidFile): Promise<void> {
  await until(async () => !await isServing(file), { pollMs: 100 });
}

/** Closes sessions and writes a checkpoint; a server that cannot do that in time is stopped as by a crash. */
export async function endServer(server: Server): Promise<void> {
  const steps = [["SIGINT", 10_000], ["SIGQUIT", 5_000], ["SIGKILL", 5_000]] as const;
  for (const [signal, timeoutMs] of steps) {
    if (await endsWithin(server, 0)) return; // its pid may be another program's by now
    send(server.pid, signal);
    if (await endsWithin(server, timeoutMs)) return;
  }
}

function send(pid: number, signal: Deno.Signal): void {
  try {
    Deno.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error; // NotFound: it ended this instant
  }
}

function endsWithin(server: Server, timeoutMs: number): Promise<boolean> {
  return atMost(timeoutMs, server.ended.then(() => true), false);
}

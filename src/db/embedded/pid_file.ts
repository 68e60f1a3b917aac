import { join } from "node:path";

/** What Postgres says of itself in `postmaster.pid`. */
export interface PidFile {
  readonly pid: number;
  /** As it was named when the server started; the folder may have been moved since. */
  readonly dataDir: string;
  readonly socketDir: string;
  /** Postgres takes connections. Before that it is starting or recovering. */
  readonly isReady: boolean;
}

const FILE = "postmaster.pid";
/** Above every pid that Linux (2^22) and macOS (99999) give. */
const NOBODYS_PID = 2_147_483_646;

export async function readPidFile(dataDir: string): Promise<PidFile | undefined> {
  try {
    return parsePidFile(await Deno.readTextFile(join(dataDir, FILE)));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** Lines: pid, data folder, start time, port, socket folder, TCP address, shared memory, status. */
export function parsePidFile(text: string): PidFile | undefined {
  const [pid, dataDir = "", , , socketDir = "", , , status = ""] = text.split("\n").map((line) =>
    line.trim()
  );
  if (!pid || !/^\d+$/.test(pid)) return undefined;
  return { pid: Number(pid), dataDir, socketDir, isReady: status === "ready" };
}

/**
 * Makes the file say that its process is gone, when its pid now belongs to another program or to a zombie, which
 * Postgres would take for a running server. WARNING: don't remove the file instead. It also names the shared memory,
 * by which Postgres sees that workers of a killed server are still writing, and refuses to start beside them.
 */
export async function disownPid(dataDir: string): Promise<void> {
  const path = join(dataDir, FILE);
  const [, ...rest] = (await Deno.readTextFile(path)).split("\n");
  await Deno.writeTextFile(path, [NOBODYS_PID, ...rest].join("\n"));
}

/**
 * Whether the server that wrote the file still runs. The pid alone says little: it may be a zombie, or, after a restart
 * of a container, any program. A command line can be read across users without privileges; a zombie's is empty.
 */
export async function isServing(file: PidFile): Promise<boolean> {
  const line = await commandLine(file.pid);
  return line.includes("postgres") && line.includes(file.dataDir);
}

async function commandLine(pid: number): Promise<string> {
  if (Deno.build.os === "linux") return await Deno.readTextFile(`/proc/${pid}/cmdline`).catch(() => "");
  const { stdout } = await new Deno.Command("ps", { args: ["-o", "command=", "-p", String(pid)] }).output();
  return new TextDecoder().decode(stdout);
}

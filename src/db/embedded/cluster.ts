import { basename, dirname, join } from "node:path";
import type { PostgresPlace } from "../../host/mod.ts";
import { DatabaseError } from "./database_error.ts";
import { run } from "./programs.ts";
import { initdbArguments } from "./settings.ts";

const UNFINISHED = ".new-";

/** Makes the database's files unless they are there. Throws DatabaseError, also for those of another major version. */
export async function ensureCluster(place: PostgresPlace, superuser: string): Promise<void> {
  const found = await majorVersion(place.dataDir);
  if (found === undefined) return await initialise(place, superuser);
  const ours = await programVersion(place);
  if (found === ours) return;
  throw new DatabaseError(
    `${place.dataDir} was made by Postgres ${found}, and this is Postgres ${ours}. Start the AXTL version that made it ` +
      "and dump it with pg_dump, or choose another data folder with AXTL_DATA_DIR.",
  );
}

/** initdb writes this file before it is done, which is why it works in a folder of another name. */
async function majorVersion(dataDir: string): Promise<string | undefined> {
  try {
    return (await Deno.readTextFile(join(dataDir, "PG_VERSION"))).trim();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** From "postgres (PostgreSQL) 18.4". Also shows, in a sentence of the loader's, when the binary cannot run here. */
async function programVersion(place: PostgresPlace): Promise<string> {
  const { stdout, stderr } = await run(place, "postgres", ["--version"]);
  const major = /\)\s(\d+)/.exec(stdout)?.[1];
  if (major === undefined) {
    throw new DatabaseError(`${place.binDir}/postgres does not run here: ${stderr || stdout}`);
  }
  return major;
}

async function initialise(place: PostgresPlace, superuser: string): Promise<void> {
  await clearUnfinished(place.dataDir);
  const unfinished = `${place.dataDir}${UNFINISHED}${crypto.randomUUID().slice(0, 8)}`;
  const { ok, stdout, stderr } = await run(place, "initdb", initdbArguments(unfinished, superuser));
  if (!ok) throw new DatabaseError(`Postgres could not make its files in ${unfinished}: ${stderr || stdout}`);
  await Deno.rename(unfinished, place.dataDir);
  await syncFolder(dirname(place.dataDir));
}

/** A new name each time: when the platform is killed, its initdb goes on for a moment, and may write while we clear. */
async function clearUnfinished(dataDir: string): Promise<void> {
  for await (const { name } of Deno.readDir(dirname(dataDir))) {
    if (!name.startsWith(basename(dataDir) + UNFINISHED)) continue;
    await Deno.remove(join(dirname(dataDir), name), { recursive: true }).catch(() => {}); // the next start's then
  }
}

/** A power cut must not undo the rename once rows have been written below it. */
async function syncFolder(path: string): Promise<void> {
  using folder = await Deno.open(path);
  await folder.sync();
}

export function ignoreMissing(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}

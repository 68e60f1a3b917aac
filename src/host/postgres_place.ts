import { join } from "node:path";
import { HostError } from "./host_error.ts";
import { copyPostgres, findPostgresPackage, makeMissingLinks } from "./postgres_program.ts";
import { exists } from "./program_store.ts";
import { canBecome, canReach, type Identity } from "./reach.ts";
import { shortHash } from "./short_hash.ts";
import { systemSubdir } from "./system_dir.ts";
import { isRoot, readOrEmpty, systemUsers } from "./users.ts";

/** Everything that is needed to run the embedded Postgres. */
export interface PostgresPlace {
  readonly binDir: string;
  readonly libDir: string;
  /** Postgres's own data folder, made by whoever runs initdb. Its parent exists, private to `user`. */
  readonly dataDir: string;
  /** Exists, private to `user`. */
  readonly socketDir: string;
  /** Who Postgres runs as; undefined is ourselves. */
  readonly user: Identity | undefined;
}

interface Surroundings {
  readonly dataDir: string;
  readonly systemDir: string;
  readonly runDir: string;
  readonly notes: string[];
}

const HOME = "postgres";
const LOCATION_FILE = "LOCATION";

export async function placePostgres(around: Surroundings): Promise<PostgresPlace> {
  const settled = await settledParent(around);
  const user = isRoot() ? await postgresUser(settled) : undefined;
  const programRoot = await placeProgram(around, user);
  const home = await makeOwned(
    join(await enterable(settled, user) ?? await newParent(around, user), HOME),
    user,
  );
  return {
    binDir: join(programRoot, "native/bin"),
    libDir: join(programRoot, "native/lib"),
    dataDir: join(home, "data"),
    socketDir: await makeOwned(join(around.runDir, HOME), user),
    user,
  };
}

/** The folder that an earlier start put Postgres's home into. It stays there: that is where the data is. */
async function settledParent({ dataDir, notes }: Surroundings): Promise<string | undefined> {
  const file = join(dataDir, LOCATION_FILE);
  const elsewhere = (await readOrEmpty(file)).trim();
  if (!elsewhere) return await exists(join(dataDir, HOME)) ? dataDir : undefined;
  if (!await exists(elsewhere)) {
    throw new HostError(
      `The database is in ${elsewhere}, as ${file} says, but that is gone. Bring it back, or remove ${file} to begin ` +
        "with an empty one.",
    );
  }
  notes.push(`The database is in ${elsewhere}, as ${file} says.`);
  return elsewhere;
}

async function enterable(
  settled: string | undefined,
  user: Identity | undefined,
): Promise<string | undefined> {
  if (!settled || await canReach(settled, user)) return settled;
  throw new HostError(
    `The database's user (uid ${user?.uid}) cannot enter ${settled} any more. Open the way to it, or move it back.`,
  );
}

/** The owner of the database that is there already; else the system's `postgres`, else `nobody`: initdb wants a name. */
async function postgresUser(settled: string | undefined): Promise<Identity> {
  const owner = settled && await ownerOf(join(settled, HOME));
  if (owner) return owner;
  const users = await systemUsers();
  const user = users.find(({ name }) => name === "postgres") ?? users.find(({ name }) => name === "nobody");
  if (user && await canBecome(user)) return { uid: user.uid, gid: user.gid };
  throw new HostError(
    "Postgres does not run as root, and there is no user postgres or nobody that this root may start it as. " +
      "Start as a user other than root, or set DATABASE_URL.",
  );
}

async function ownerOf(path: string): Promise<Identity | undefined> {
  if (!await exists(path)) return undefined;
  const { uid, gid } = await Deno.stat(path);
  return uid ? { uid, gid: gid ?? uid } : undefined;
}

async function placeProgram({ dataDir, systemDir, notes }: Surroundings, user: Identity | undefined) {
  const found = await findPostgresPackage();
  const isWhole = await makeMissingLinks(found.root);
  if (isWhole && await canReach(join(found.root, "native/bin/postgres"), user)) return found.root;
  const copy = await copyPostgres(found, user ? await systemSubdir(systemDir, "bin") : join(dataDir, "bin"));
  notes.push(`Postgres runs from ${copy}, a copy, because it cannot run from where npm installed it.`);
  return copy;
}

/**
 * The data folder, when Postgres's user can enter it. The other place's name is new each time, so that a data folder
 * that was removed and made again begins with an empty database.
 */
async function newParent(
  { dataDir, systemDir, notes }: Surroundings,
  user: Identity | undefined,
): Promise<string> {
  if (await canReach(dataDir, user)) return dataDir;
  const all = await systemSubdir(systemDir, "data");
  const place = await Deno.makeTempDir({ dir: all, prefix: `${shortHash(dataDir)}-` });
  await Deno.chmod(place, 0o711);
  await Deno.writeTextFile(join(dataDir, LOCATION_FILE), `${place}\n`);
  notes.push(
    `The database is in ${place}, because Postgres's user cannot enter ${dataDir}. Its file LOCATION says so.`,
  );
  return place;
}

async function makeOwned(path: string, user: Identity | undefined): Promise<string> {
  await Deno.mkdir(path, { recursive: true, mode: 0o700 });
  if (user) await Deno.chown(path, user.uid, user.gid);
  await Deno.chmod(path, 0o700);
  return path;
}

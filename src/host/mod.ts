/**
 * What the machine gives the platform: a locked data folder, users to run others' code as, and places those users
 * can reach.
 *
 * Not root: everything belongs to the one user, the data folder is 0700, and sandboxes rely on Deno's permissions.
 *
 * Root: Postgres refuses to run as root and sandboxes should not, so both get users of their own and must be able to
 * reach what they run. The rule: **a thing is used where it is if its user can reach it there (we try, as that user);
 * otherwise it goes under /var/lib/axtl**: programs as shared copies in bin/, this folder's database in data/, and a
 * file LOCATION in the data folder says where. So a clone in /root, which is 0700, works too. The data folder itself
 * is 0711 for root: others may pass through to the subfolder they own, and can list nothing.
 */
import { claimDataDir } from "./data_dir.ts";
import { placeDeno } from "./deno_place.ts";
import { placePostgres, type PostgresPlace } from "./postgres_place.ts";
import { prepareRunDir } from "./run_dir.ts";
import { findSandboxUsers, type SandboxUsers } from "./sandbox_users.ts";
import { isRoot } from "./users.ts";

export { HostError } from "./host_error.ts";
export type { PostgresPlace } from "./postgres_place.ts";
export type { Identity } from "./reach.ts";

/** Where shared copies and displaced databases go when root runs us from a place that others cannot enter. */
const SYSTEM_DIR = "/var/lib/axtl";

export interface Host {
  /** Real path, locked by this process until `release`. */
  readonly dataDir: string;
  /** A Deno that the sandbox users can execute. */
  readonly denoPath: string;
  /** A private folder for unix sockets, short enough for names of up to 40 bytes inside it. */
  readonly runDir: string;
  /** Root only: the user of sandbox number `slot`, from 0 up to `sandboxUser.slots`. Throws RangeError beyond. */
  readonly sandboxUser: SandboxUsers | undefined;
  /** What the person who starts the platform should know. May grow when `postgres` is called: print it after. */
  readonly notes: readonly string[];
  /** Prepares the embedded database's places. Only called when there is no other database. Throws HostError. */
  postgres(): Promise<PostgresPlace>;
  /** Lets another platform have the data folder. */
  release(): void;
}

/** Throws HostError, whose message is one line for the person who starts the platform. */
export async function prepareHost(
  { dataDir, systemDir = SYSTEM_DIR }: { dataDir: string; systemDir?: string },
): Promise<Host> {
  const claim = await claimDataDir(dataDir);
  try {
    return await furnish(claim.path, systemDir, claim.release);
  } catch (error) {
    claim.release();
    throw error;
  }
}

async function furnish(dataDir: string, systemDir: string, release: () => void): Promise<Host> {
  const notes: string[] = [];
  const sandboxUser = isRoot() ? await findSandboxUsers(notes) : undefined;
  const guest = sandboxUser?.(0);
  const runDir = await prepareRunDir(dataDir, guest);
  return {
    dataDir,
    denoPath: await placeDeno({ own: await Deno.realPath(Deno.execPath()), systemDir, guest, notes }),
    runDir,
    sandboxUser,
    notes,
    postgres: () => placePostgres({ dataDir, systemDir, runDir, notes }),
    release,
  };
}

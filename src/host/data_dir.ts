import { dirname, join, resolve } from "node:path";
import { HostError } from "./host_error.ts";
import { isRoot } from "./users.ts";

const LOCK_FILE = "lock";

export interface DataDirClaim {
  readonly path: string;
  release(): void;
}

/** Makes the folder if need be and takes it for this process alone. */
export async function claimDataDir(wanted: string): Promise<DataDirClaim> {
  const path = await makePrivate(wanted);
  return { path, release: await lock(path) };
}

async function makePrivate(wanted: string): Promise<string> {
  try {
    await Deno.mkdir(dirname(resolve(wanted)), { recursive: true }); // only the folder itself is private
    await Deno.mkdir(wanted, { recursive: true, mode: 0o700 });
    const path = await Deno.realPath(wanted);
    if (await isOurs(path)) await Deno.chmod(path, isRoot() ? 0o711 : 0o700);
    return path;
  } catch (error) {
    throw cannotUse(wanted, error);
  }
}

/** An empty folder, or one we used before. Any other keeps its mode: AXTL_DATA_DIR=/tmp must not close /tmp. */
async function isOurs(path: string): Promise<boolean> {
  const { mode, uid } = await Deno.stat(path);
  const isShared = ((mode ?? 0) & 0o1002) !== 0;
  if (isShared || uid !== Deno.uid()) return false;
  const names = (await Array.fromAsync(Deno.readDir(path))).map(({ name }) => name);
  return names.length === 0 || names.includes(LOCK_FILE);
}

/** A lock of the kernel's: it goes when we go, however we go. The file stays; it names the holder. */
async function lock(path: string): Promise<() => void> {
  const file = await openLock(path);
  if (!await file.tryLock(true)) {
    file.close();
    const holder = (await Deno.readTextFile(join(path, LOCK_FILE))).trim() || "unknown";
    throw new HostError(
      `Another platform (pid ${holder}) is using the data folder ${path}. Stop it, or choose another with AXTL_DATA_DIR.`,
    );
  }
  await file.truncate();
  await file.write(new TextEncoder().encode(`${Deno.pid}\n`));
  return once(() => file.close());
}

function once(action: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) action();
    isDone = true;
  };
}

async function openLock(path: string): Promise<Deno.FsFile> {
  try {
    return await Deno.open(join(path, LOCK_FILE), { create: true, read: true, write: true, mode: 0o600 });
  } catch (error) {
    throw cannotUse(path, error);
  }
}

function cannotUse(path: string, cause: unknown): HostError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new HostError(
    `Cannot use ${path} as the data folder (${reason}). Start as the user it belongs to, or choose another with ` +
      `AXTL_DATA_DIR.`,
    { cause },
  );
}

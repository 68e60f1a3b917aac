import { join } from "node:path";
import { HostError } from "./host_error.ts";
import { shortHash } from "./short_hash.ts";
import { canReach, type Identity } from "./reach.ts";

/** A unix socket's path may have 103 bytes (macOS; 107 on Linux). This leaves 40 for what goes inside. */
const LONGEST_BYTES = 60;

/**
 * The folder for sockets: `run` in the data folder, unless that path is too long or `guest` cannot enter it; then one
 * named after the data folder's path, so that the next start finds what this one left.
 */
export async function prepareRunDir(dataDir: string, guest: Identity | undefined): Promise<string> {
  const usual = join(dataDir, "run");
  const isShort = new TextEncoder().encode(usual).length <= LONGEST_BYTES;
  if (isShort && await canReach(dataDir, guest)) return await makeOwn(usual);
  const name = `axtl-${Deno.uid()}-${shortHash(dataDir)}`;
  return await makeOwn(join(Deno.uid() === 0 && await isFolder("/run") ? "/run" : "/tmp", name));
}

async function makeOwn(path: string): Promise<string> {
  await Deno.mkdir(path, { recursive: true, mode: 0o700 });
  const { isDirectory, uid } = await Deno.lstat(path);
  // WARNING: anyone may have made this name in /tmp before us, as a link or as a folder of theirs.
  if (!isDirectory || uid !== Deno.uid()) throw new HostError(`${path} belongs to someone else. Remove it.`);
  await Deno.chmod(path, Deno.uid() === 0 ? 0o711 : 0o700);
  return path;
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isDirectory;
  } catch {
    return false;
  }
}

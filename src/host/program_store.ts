import { join } from "node:path";
import { shortHash } from "./short_hash.ts";

const SAMPLE_BYTES = 1 << 20;

export interface Program {
  readonly name: string;
  readonly version: string;
  /** The file whose contents tell one build from another. */
  readonly mainFile: string;
  /** Puts everything into an empty folder. */
  copyTo(folder: string): Promise<void>;
}

/**
 * A copy of the program in `<storeDir>/<name>-<version>-<hash>`, which everybody may read and execute. Made under
 * another name and renamed when it is whole: starts that do this at the same time are safe, later ones re-use it.
 */
export async function storedCopy(program: Program, storeDir: string): Promise<string> {
  const hash = await fingerprint(program.mainFile);
  const target = join(storeDir, `${program.name}-${program.version}-${hash}`);
  if (await exists(target)) return target;
  await Deno.mkdir(storeDir, { recursive: true });
  const temporary = await Deno.makeTempDir({ dir: storeDir, prefix: `.${program.name}-` });
  try {
    await program.copyTo(temporary);
    await letOthersUse(temporary);
    await renameUnlessThere(temporary, target);
  } finally {
    await Deno.remove(temporary, { recursive: true }).catch(() => {}); // renamed: nothing is left to remove
  }
  return target;
}

export async function copyTree(from: string, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const entry of Deno.readDir(from)) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory) await copyTree(source, target);
    else if (entry.isSymlink) await Deno.symlink(await Deno.readLink(source), target);
    else await Deno.copyFile(source, target);
  }
}

/** Size and both ends, not all of 95 MB: the version is in the name already, this tells builds of it apart. */
async function fingerprint(path: string): Promise<string> {
  using file = await Deno.open(path);
  const { size } = await file.stat();
  const [head, tail] = [new Uint8Array(SAMPLE_BYTES), new Uint8Array(SAMPLE_BYTES)];
  await file.read(head);
  await file.seek(Math.max(0, size - SAMPLE_BYTES), Deno.SeekMode.Start);
  await file.read(tail);
  return shortHash(String(size), head, tail);
}

/** npm may have installed under a strict umask. */
async function letOthersUse(folder: string): Promise<void> {
  await Deno.chmod(folder, 0o755);
  for await (const entry of Deno.readDir(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory) await letOthersUse(path);
    else if (entry.isFile) await Deno.chmod(path, isExecutable(await Deno.stat(path)) ? 0o755 : 0o644);
  }
}

function isExecutable({ mode }: Deno.FileInfo): boolean {
  return ((mode ?? 0) & 0o100) !== 0;
}

async function renameUnlessThere(from: string, to: string): Promise<void> {
  try {
    await Deno.rename(from, to);
  } catch (error) {
    if (!await exists(to)) throw error; // another start was faster, and its copy is as good
  }
}

export async function exists(path: string): Promise<boolean> {
  try {
    await Deno.lstat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

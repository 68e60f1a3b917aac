import { basename, join } from "node:path";
import { HostError } from "./host_error.ts";
import { storedCopy } from "./program_store.ts";
import { systemSubdir } from "./system_dir.ts";
import { canReach, type Identity } from "./reach.ts";

/** The path of a Deno that `guest` can execute: our `own`, or a copy of it. */
export async function placeDeno(
  { own, systemDir, guest, notes }: {
    own: string;
    systemDir: string;
    guest: Identity | undefined;
    notes: string[];
  },
): Promise<string> {
  if (await canReach(own, guest)) return own;
  const folder = await storedCopy({
    name: "deno",
    version: Deno.version.deno,
    mainFile: own,
    copyTo: (dir) => Deno.copyFile(own, join(dir, basename(own))),
  }, await systemSubdir(systemDir, "bin"));
  const copy = join(folder, basename(own));
  if (!await canReach(copy, guest)) {
    throw new HostError(`${copy} cannot be executed by uid ${guest?.uid} (noexec?).`);
  }
  notes.push(
    `Sandboxes run ${copy}, a copy, because their users cannot enter the folder that Deno is installed in.`,
  );
  return copy;
}

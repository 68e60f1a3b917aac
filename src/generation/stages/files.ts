import { unpackZip } from "../../artifacts/mod.ts";
import type { Files } from "../../lib/files.ts";
import type { StageDeps } from "./stage.ts";

/** What was checked on its way in is not checked again: reports were added to it since. */
const NO_LIMITS = { maxFiles: Infinity, maxFileBytes: Infinity, maxTotalBytes: Infinity };

/** A tree of files that we packed ourselves. Throws when it is gone or broken: that is never the person's mistake. */
export async function readFiles(deps: StageDeps, hash: string): Promise<Files> {
  const zip = await deps.blobs.get(hash);
  if (!zip) throw new Error(`blob ${hash} is missing`);
  const unpacked = unpackZip(zip, NO_LIMITS);
  if (!unpacked.ok) throw new Error(`blob ${hash} is not a tree of files: ${unpacked.issues[0]?.message}`);
  return unpacked.files;
}

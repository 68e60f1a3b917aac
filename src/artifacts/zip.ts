import { strToU8, type Zippable, zipSync } from "fflate";
import { type Files, sortedPaths } from "../lib/files.ts";

/**
 * The least date that a zip can hold. Noon: fflate reads the clock of the local time zone, and some zones have had no
 * midnight on some days.
 */
const FIXED_TIME = new Date(1980, 0, 1, 12, 0, 0);
const UNIX = 3;
/** -rw-r--r--, in the upper half where Unix zips keep the mode. */
const FILE_ATTRIBUTES = 0o100644 * 0x10000;

/** Reproducible: the same files give the same bytes, whenever and wherever they are packed. */
export function packZip(files: Files): Uint8Array<ArrayBuffer> {
  const entries: Zippable = {};
  for (const path of sortedPaths(files)) entries[path] = strToU8(files[path] ?? "");
  return zipSync(entries, { level: 9, mtime: FIXED_TIME, os: UNIX, attrs: FILE_ATTRIBUTES });
}

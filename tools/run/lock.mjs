/** One install at a time: two at once would delete each other's files. */
import { createHash } from "node:crypto";
import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";

const POLL_MS = 200;
/** A lock without a pid this long after it was made belongs to nobody: its maker was killed in between. */
const LONGEST_WRITE_MS = 5_000;

/** Runs `work` while no other process does so for the same folder. A lock whose holder is gone counts for nothing. */
export function whileLocked(root, work) {
  // Not in the folder: npm empties node_modules, and a clone should stay clean.
  const name = createHash("sha256").update(root).digest("hex").slice(0, 12);
  const path = join(tmpdir(), `axtl-install-${name}.lock`);
  while (!acquire(path)) waitMs(POLL_MS);
  try {
    return work();
  } finally {
    rmSync(path, { force: true });
  }
}

function acquire(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
  if (isAbandoned(path)) rmSync(path, { force: true });
  return false;
}

function isAbandoned(path) {
  try {
    const pid = parseInt(readFileSync(path, "utf8"), 10);
    if (Number.isNaN(pid)) return Date.now() - statSync(path).mtimeMs > LONGEST_WRITE_MS;
    return !isAlive(pid);
  } catch {
    return false; // it has just gone
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}

function waitMs(ms) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

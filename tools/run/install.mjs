/**
 * Makes node_modules agree with package-lock.json. When it does already, that takes a hash and a look at one file:
 * a stamp in node_modules holds the hash of the lock it was installed from.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { whileLocked } from "./lock.mjs";
import { SetupError } from "./setup_error.mjs";

export function ensureInstalled(root, findDeno) {
  if (isCurrent(root, findDeno)) return;
  whileLocked(root, () => {
    if (!isCurrent(root, findDeno)) install(root); // another start may have done it while we waited
  });
}

function isCurrent(root, findDeno) {
  if (readOr(stampPath(root), "") === lockHash(root)) return hasDeno(findDeno);
  if (!installedAsLocked(root) || !hasDeno(findDeno)) return false;
  writeStamp(root); // somebody ran "npm ci" by hand
  return true;
}

function hasDeno(findDeno) {
  try {
    return findDeno() !== "";
  } catch {
    return false; // after the install it throws where it is heard
  }
}

/** npm writes what it installed to a file of its own, last. */
function installedAsLocked(root) {
  const installed = JSON.parse(readOr(join(root, "node_modules/.package-lock.json"), "{}")).packages;
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  if (!installed) return false;
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    const found = installed[path];
    return path === "" || (found ? found.version === version : optional === true);
  });
}

function install(root) {
  const startMs = performance.now();
  process.stderr.write(
    "axtl: installing dependencies with npm ci (about 200 MB, under a minute, only once) … ",
  );
  const flags = ["--no-audit", "--no-fund", "--loglevel=error", "--include=dev", "--include=optional"];
  const [file, ...args] = npm(["ci", ...flags]);
  const result = spawnSync(file, args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  if (result.status !== 0) process.stderr.write("failed.\n");
  if (result.error) {
    throw new SetupError(`npm is needed and was not found (${result.error.message}). It comes with Node.`);
  }
  if (result.status !== 0) throw new SetupError(`npm ci says:\n${firstLines(result.stderr)}`);
  writeStamp(root);
  process.stderr.write(`done in ${Math.round((performance.now() - startMs) / 1000)} s.\n`);
}

/** npm says what is wrong first, and then how npm is used, at length. */
function firstLines(text) {
  return text.split("\n").filter((line) => line.replace(/^npm error/, "").trim() !== "").slice(0, 12).join(
    "\n",
  );
}

/** The npm that started us, when it was npm: it need not be on the PATH. */
function npm(args) {
  const own = process.env.npm_execpath;
  if (own?.endsWith("npm-cli.js")) return [process.execPath, own, ...args];
  return ["npm", ...args];
}

function lockHash(root) {
  return createHash("sha256").update(readFileSync(join(root, "package-lock.json"))).digest("hex");
}

function stampPath(root) {
  return join(root, "node_modules/.axtl-installed");
}

function writeStamp(root) {
  try {
    writeFileSync(stampPath(root), lockHash(root));
  } catch {
    // A read-only installation has the slower check at every start.
  }
}

function readOr(path, otherwise) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return otherwise;
  }
}

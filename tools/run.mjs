/**
 * The door that npm's scripts use: installs what is missing, then runs Deno. Plain Node (18 or newer) and no
 * dependency, because it runs before anything is installed.
 *
 *   node tools/run.mjs start            the platform
 *   node tools/run.mjs axtl <words…>    its command line
 *   node tools/run.mjs task <name>      a task of deno.json
 */
import { spawn } from "node:child_process";
import { delimiter, dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { denoPackage, findDeno } from "./run/deno.mjs";
import { ensureInstalled } from "./run/install.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const OLDEST_NODE = 18;
const PARENT_POLL_MS = 250;
/** What a call allocates is garbage a moment later: with more room for the young, a fifth of its CPU time is saved. */
const ROOMY = "--v8-flags=--min-semi-space-size=16,--max-semi-space-size=32";

try {
  requireNode();
  const args = denoArguments(process.argv.slice(2));
  denoPackage();
  ensureInstalled(root, () => findDeno(root));
  runDeno(findDeno(root), args);
} catch (error) {
  if (!(error instanceof Error) || error.name !== "SetupError") throw error;
  console.error(`axtl: ${error.message}`);
  process.exitCode = 1;
}

function requireNode() {
  if (Number(process.versions.node.split(".")[0]) >= OLDEST_NODE) return;
  console.error(
    `axtl: Node ${OLDEST_NODE} or newer is needed, this is ${process.version}. See https://nodejs.org.`,
  );
  process.exit(1);
}

function denoArguments([verb, ...rest]) {
  if (verb === "start") return ["run", "-A", ROOMY, join(root, "src/main.ts"), "start", ...rest];
  if (verb === "axtl") return ["run", "-A", join(root, "src/main.ts"), ...rest];
  if (verb === "task") return ["task", "--quiet", ...rest];
  console.error("usage: node tools/run.mjs start | axtl <words…> | task <name>");
  process.exit(2);
}

function runDeno(deno, args) {
  const path = [dirname(deno), join(root, "node_modules/.bin"), process.env.PATH].join(delimiter);
  const env = { ...process.env, PATH: path, DENO_NO_UPDATE_CHECK: "1" };
  const cwd = args[0] === "task" ? root : process.cwd(); // the CLI's paths are the caller's
  const child = spawn(deno, args, { cwd, env, stdio: "inherit" });
  child.on("error", (error) => fail(`${deno} cannot be run: ${error.message}`));
  child.on("exit", (code, signal) => signal ? dieOf(signal) : process.exit(code ?? 1));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => forward(child, signal));
  if (process.env.npm_lifecycle_event) stopWithParent(child);
}

/**
 * npm runs us in a shell, and hands SIGTERM to that shell alone, which ends without a word to us. Only for npm: whoever
 * puts us in the background of a terminal wants us to outlive it.
 */
function stopWithParent(child) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    child.kill("SIGTERM");
  }, PARENT_POLL_MS);
}

/** A terminal's Ctrl-C has reached the child already, as one of the group: a second one could mean "at once". */
function forward(child, signal) {
  if (signal === "SIGINT" && process.stdin.isTTY) return;
  child.kill(signal);
}

/** Ends as the child did, so that the shell or supervisor above sees the same. */
function dieOf(signal) {
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}

function fail(message) {
  console.error(`axtl: ${message}`);
  process.exit(1);
}

/**
 * Runs Deno's own tools (check, fmt, lint) over files that nobody trusts: in a folder of their own, without the
 * environment, with time, memory and output bounded, and as another user where the platform runs as root. They parse
 * the code, they do not run it. `deno check` follows imports, so it is given only what the import gate has passed.
 */
import { dirname, join } from "node:path";
import type { Files } from "../../lib/files.ts";
import { type ProcessResult, runProcess } from "./process.ts";

export interface DenoTool {
  denoPath: string;
  /** The unprivileged user to run as; needs root. */
  user?: { uid: number; gid: number };
  /** Where throw-away folders are made. */
  tmpDir: string;
  /** Puts a command into a sandbox that leaves it `workDir` alone. Without it, resource limits are all there is. */
  wrap?: (command: readonly string[], workDir: string) => readonly string[];
}

const TIMEOUT_MS = 30_000;

/** `--data` counts what V8 reserves, about 0.6 GB for a small program. Sizes are bytes, times seconds. */
const RLIMITS = ["--cpu=30", "--data=2147483648", "--fsize=67108864", "--nofile=256", "--core=0"];
const PRLIMIT_PATHS = ["/usr/bin/prlimit", "/bin/prlimit"];

/** What a backend may name beside the web platform. It lies outside `artifact/`, where no upload can replace it. */
const BACKEND_TYPES = new URL("./backend.d.ts", import.meta.url);

/** The web platform and a backend's own types, nothing else: no `Deno`, no `document`, no Node globals. */
const CONFIG = {
  // A workspace of its own: Deno looks for one in the folders above, where the platform keeps its own settings.
  workspace: [],
  nodeModulesDir: "none",
  lock: false,
  fmt: { lineWidth: 110 },
  lint: { rules: { tags: ["recommended"], include: ["no-eval", "eqeqeq"] } },
  compilerOptions: {
    strict: true,
    noImplicitOverride: true,
    noImplicitReturns: true,
    noFallthroughCasesInSwitch: true,
    lib: ["esnext", "webworker", "webworker.iterable", "webworker.asynciterable"],
    types: ["./backend.d.ts"],
  },
};

/** Runs `deno <args>` beside `artifact/`. Paths that it prints come back relative to the artifact. */
export async function runDeno(
  tool: DenoTool,
  files: Files,
  args: readonly string[],
  signal?: AbortSignal,
): Promise<ProcessResult> {
  // The real path: Deno prints it, and it is what has to be taken out again.
  const workDir = await Deno.realPath(await Deno.makeTempDir({ dir: tool.tmpDir, prefix: "check-" }));
  try {
    await prepare(workDir, files, tool.user);
    const command = (tool.wrap ?? withRlimits)([tool.denoPath, ...args], workDir);
    const env = { DENO_DIR: join(workDir, "cache"), HOME: workDir, NO_COLOR: "1", DENO_NO_PACKAGE_JSON: "1" };
    const result = await runProcess(command, {
      workDir,
      env,
      user: tool.user,
      timeoutMs: TIMEOUT_MS,
      signal,
    });
    return { ...result, stdout: relative(result.stdout, workDir), stderr: relative(result.stderr, workDir) };
  } finally {
    await Deno.remove(workDir, { recursive: true });
  }
}

async function prepare(workDir: string, files: Files, user: DenoTool["user"]): Promise<void> {
  await Deno.writeTextFile(join(workDir, "deno.json"), JSON.stringify(CONFIG));
  await Deno.writeTextFile(join(workDir, "backend.d.ts"), await Deno.readTextFile(BACKEND_TYPES));
  await Deno.mkdir(join(workDir, "cache"));
  for (const [path, text] of Object.entries(files)) {
    const target = join(workDir, "artifact", path);
    await Deno.mkdir(dirname(target), { recursive: true });
    await Deno.writeTextFile(target, text);
  }
  if (!user) return;
  // The folder and the cache become the user's; the sources need only be readable, which they are.
  for (const folder of [workDir, join(workDir, "cache")]) await Deno.chown(folder, user.uid, user.gid);
}

function withRlimits(command: readonly string[]): readonly string[] {
  const prlimit = PRLIMIT_PATHS.find(exists);
  return prlimit === undefined ? command : [prlimit, ...RLIMITS, "--", ...command];
}

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

function relative(text: string, workDir: string): string {
  return text.replaceAll(`file://${workDir}/artifact/`, "").replaceAll(`${workDir}/artifact/`, "")
    .replaceAll(workDir, "");
}

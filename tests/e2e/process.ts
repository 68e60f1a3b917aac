import { fileURLToPath } from "node:url";

/** The platform as a person runs it: `npm start` in a process of its own, seen from outside. */
export interface Running {
  url: string;
  /** All that it printed so far. */
  output(): string;
  /** Of the platform itself, not of npm or the launcher. */
  pid: number;
  /** Waits until the output holds this. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  /** Waits for the end, and gives the exit code. */
  exited(): Promise<number>;
  /** SIGTERM to the launcher, and the exit code that comes of it. */
  stop(): Promise<number>;
  /** SIGKILL to the platform: nothing gets to say good-bye. */
  kill(): Promise<void>;
}

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const READY = /AXTL is ready on (http:\/\/\S+)/;
const READY_TIMEOUT_MS = 60_000;

export async function startPlatform(
  dataDir: string,
  settings: Record<string, string> = {},
  wrapper: readonly string[] = [],
): Promise<Running> {
  const [program, ...args] = [...wrapper, "npm", "start", "--silent"];
  const child = new Deno.Command(program!, {
    args,
    cwd: ROOT,
    env: { AXTL_PORT: "0", AXTL_DATA_DIR: dataDir, ...settings },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const printed = collect([child.stdout, child.stderr]);
  const ready = await Promise.race([printed.until(READY, READY_TIMEOUT_MS), child.status.then(() => null)]);
  if (!ready) throw new Error(`the platform did not start:\n${printed.text()}`);
  const pid = await platformPid(child.pid);
  return {
    url: ready[1]!,
    pid,
    output: printed.text,
    printed: (pattern) => printed.until(pattern, READY_TIMEOUT_MS),
    exited: async () => (await child.status).code,
    async stop() {
      child.kill("SIGTERM");
      return (await child.status).code;
    },
    async kill() {
      Deno.kill(pid, "SIGKILL");
      await child.status;
    },
  };
}

/** The `deno` below `npm` below us. */
async function platformPid(ancestor: number): Promise<number> {
  for (let pid = ancestor;;) {
    const children = await Deno.readTextFile(`/proc/${pid}/task/${pid}/children`);
    const next = Number(children.trim().split(" ")[0]);
    if (!next) throw new Error(`process ${pid} has no child`);
    pid = next;
    if ((await Deno.readTextFile(`/proc/${pid}/cmdline`)).includes("main.ts")) {
      if ((await Deno.readTextFile(`/proc/${pid}/comm`)).startsWith("deno")) return pid;
    }
  }
}

function collect(streams: ReadableStream<Uint8Array>[]) {
  let text = "";
  let changed = Promise.withResolvers<void>();
  for (const stream of streams) {
    void (async () => {
      for await (const chunk of stream.pipeThrough(new TextDecoderStream() as never)) {
        text += chunk;
        changed.resolve();
        changed = Promise.withResolvers();
      }
    })();
  }
  return {
    text: () => text,
    async until(pattern: RegExp, timeoutMs: number): Promise<RegExpExecArray> {
      const deadline = Promise.withResolvers<never>();
      const timer = setTimeout(
        () => deadline.reject(new Error(`never printed ${pattern}:\n${text}`)),
        timeoutMs,
      );
      try {
        for (;;) {
          const found = pattern.exec(text);
          if (found) return found;
          await Promise.race([changed.promise, deadline.promise]);
        }
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

/** Live processes whose command line names this folder. */
export async function processesNaming(folder: string): Promise<{ pid: number; commandLine: string }[]> {
  const found: { pid: number; commandLine: string }[] = [];
  for await (const { name } of Deno.readDir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const commandLine = await Deno.readTextFile(`/proc/${name}/cmdline`).catch(() => "");
    if (commandLine.includes(folder)) {
      found.push({ pid: Number(name), commandLine: commandLine.replaceAll("\0", " ") });
    }
  }
  return found;
}

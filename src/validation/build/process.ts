/** One command, with time and output bounded, and nothing of our environment. */
export interface ProcessSettings {
  workDir: string;
  env: Record<string, string>;
  user?: { uid: number; gid: number };
  timeoutMs: number;
  signal?: AbortSignal;
}

export interface ProcessResult {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** The tool did not run to its end: that says nothing about the files it was given. */
export class ToolError extends Error {
  override readonly name = "ToolError";
}

const MAX_OUTPUT_BYTES = 1024 * 1024;

/** Throws ToolError when the command cannot be started or runs out of time, and the signal's reason when aborted. */
export async function runProcess(
  command: readonly string[],
  settings: ProcessSettings,
): Promise<ProcessResult> {
  const child = start(command, settings);
  const timeout = AbortSignal.timeout(settings.timeoutMs);
  const stop = settings.signal ? AbortSignal.any([timeout, settings.signal]) : timeout;
  const kill = () => killChild(child);
  stop.addEventListener("abort", kill);
  if (stop.aborted) kill();
  try {
    const [status, stdout, stderr] = await Promise.all([
      child.status,
      readBounded(child.stdout, kill),
      readBounded(child.stderr, kill),
    ]);
    settings.signal?.throwIfAborted();
    if (timeout.aborted) throw new ToolError(`took longer than ${settings.timeoutMs / 1000} s`);
    return { exitCode: status.code, stdout, stderr };
  } finally {
    stop.removeEventListener("abort", kill);
  }
}

function start(command: readonly string[], { workDir, env, user }: ProcessSettings): Deno.ChildProcess {
  const [program = "", ...args] = command;
  const pipes = { stdin: "null", stdout: "piped", stderr: "piped" } as const;
  try {
    return new Deno.Command(program, { args, cwd: workDir, clearEnv: true, env, ...user, ...pipes }).spawn();
  } catch (error) {
    throw new ToolError(`${program} could not be started`, { cause: error });
  }
}

/** SIGKILL at once: these tools have nothing to tidy up that we would want to keep. */
function killChild(child: Deno.ChildProcess): void {
  try {
    child.kill("SIGKILL");
  } catch {
    // It has ended already.
  }
}

/** Reads to the end, keeps the first part, and ends a tool that does not stop talking. */
async function readBounded(stream: ReadableStream<Uint8Array>, kill: () => void): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let sizeBytes = 0;
  for await (const chunk of stream) {
    sizeBytes += chunk.length;
    if (sizeBytes > MAX_OUTPUT_BYTES) {
      kill();
      break;
    }
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

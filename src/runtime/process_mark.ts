import { join } from "node:path";

/**
 * A file per sandbox process, so that the next start of the platform can end what this one left behind when it was
 * killed. A pid alone is not enough: it may belong to another process by then. Its start time tells them apart.
 */
type Mark = { pid: number; startedAt: string };

const MARK_SUFFIX = ".pid";

/** Writes the mark of a running process. Returns a function that removes it. */
export async function markProcess(runDir: string, name: string, pid: number): Promise<() => Promise<void>> {
  const path = join(runDir, SANDBOX_PREFIX + name + MARK_SUFFIX);
  const mark: Mark = { pid, startedAt: await startTime(pid) ?? "" };
  await Deno.writeTextFile(path, JSON.stringify(mark), { mode: 0o600 });
  return () => removeIfThere(path);
}

/** Ends the sandboxes of an earlier run and removes their traces. Returns how many were still alive. */
export async function clearOrphans(runDir: string): Promise<number> {
  let killed = 0;
  for await (const { name, isDirectory } of Deno.readDir(runDir)) {
    if (!name.startsWith(SANDBOX_PREFIX)) continue;
    const path = join(runDir, name);
    if (!isDirectory && await killMarked(path)) killed++;
    await Deno.remove(path, { recursive: true });
  }
  return killed;
}

/** What belongs to sandboxes in the run folder starts with this; the rest is not ours to touch. */
export const SANDBOX_PREFIX = "sb-";

async function killMarked(path: string): Promise<boolean> {
  const mark = parseMark(await Deno.readTextFile(path));
  if (mark === null || await startTime(mark.pid) !== mark.startedAt) return false;
  try {
    Deno.kill(mark.pid, "SIGKILL");
    return true;
  } catch {
    return false; // it ended by itself just now
  }
}

/** A mark that was cut off by the crash is no mark. */
function parseMark(text: string): Mark | null {
  try {
    const { pid, startedAt } = JSON.parse(text);
    return Number.isInteger(pid) && pid > 1 && typeof startedAt === "string" ? { pid, startedAt } : null;
  } catch {
    return null;
  }
}

/** Clock ticks between the machine's boot and the process's start: field 22 of /proc/PID/stat, see proc(5). */
async function startTime(pid: number): Promise<string | null> {
  try {
    const stat = await Deno.readTextFile(`/proc/${pid}/stat`);
    // The second field is the program's name in brackets, which may itself hold blanks and brackets.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}

async function removeIfThere(path: string): Promise<void> {
  try {
    await Deno.remove(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

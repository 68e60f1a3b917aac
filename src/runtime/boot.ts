import type { Walls } from "./command.ts";
import type { Death } from "./death.ts";
import { type MeetingPoint, openMeetingPoint } from "./meeting_point.ts";
import { Sandbox } from "./sandbox.ts";
import { SandboxProcess } from "./sandbox_process.ts";
import type { Capabilities, Limits, LogEntry, Owner, SandboxHost } from "./types.ts";
import type { Watchdog } from "./watchdog.ts";

export type BootDeps = {
  host: SandboxHost;
  limits: Limits;
  bootstrapPath: string;
  walls: Walls;
  watchdog: Watchdog;
  capabilities: Capabilities;
  log: (entry: LogEntry) => void;
};

export type Boot = { ok: true; sandbox: Sandbox; bootMs: number } | {
  ok: false;
  death: Death;
  bootMs: number;
};

/**
 * Starts a sandbox and waits until its backend is ready. The source may still be on its way. Every wait races against the end of the process, so a start
 * that fails does so at once and with the process's own last words.
 */
export async function bootSandbox(
  deps: BootDeps,
  slot: number,
  owner: Owner,
  source: Promise<string>,
  onQuiet: () => void,
): Promise<Boot> {
  const startedAt = performance.now();
  const name = `${slot}-${crypto.randomUUID().slice(0, 8)}`;
  const meeting = await openMeetingPoint(deps.host.runDir, name, deps.host.user?.(slot));
  try {
    const process = startProcess(deps, slot, name, meeting, owner.agentId);
    const sandbox = await withDeadline(process, deps.limits.bootTimeoutMs, async () => {
      const gone = process.dead.then(() => null);
      const connection = await Promise.race([meeting.accept().catch(() => null), gone]);
      if (connection === null) return null;
      return await startBackend(new Sandbox({ ...deps, process, connection, owner, onQuiet }), source);
    });
    const bootMs = performance.now() - startedAt;
    return sandbox ? { ok: true, sandbox, bootMs } : { ok: false, death: await bootFailure(process), bootMs };
  } finally {
    await meeting.close();
  }
}

function startProcess(
  { host, limits, bootstrapPath, walls }: BootDeps,
  slot: number,
  name: string,
  { socketPath }: MeetingPoint,
  agentId: string,
): SandboxProcess {
  const place = { bootstrapPath, socketPath, agentId, memoryMb: limits.memoryMb };
  return new SandboxProcess(host, slot, name, place, walls);
}

async function withDeadline<T>(
  process: SandboxProcess,
  timeoutMs: number,
  work: () => Promise<T>,
): Promise<T> {
  const note = `the backend was not ready within ${timeoutMs} ms`;
  const timer = setTimeout(() => process.kill("boot_failed", note), timeoutMs);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
  }
}

async function startBackend(sandbox: Sandbox, source: Promise<string>): Promise<Sandbox | null> {
  const failure = await source.then((text) => sandbox.start(text), String);
  if (failure === null) return sandbox;
  sandbox.kill("boot_failed", failure);
  return null;
}

/** Whatever ended a process that was never ready, its owner reads `boot_failed`, unless it hit a limit. */
async function bootFailure(process: SandboxProcess): Promise<Death> {
  const { reason, stderrTail } = await process.dead;
  return { reason: reason === "crashed" ? "boot_failed" : reason, stderrTail };
}

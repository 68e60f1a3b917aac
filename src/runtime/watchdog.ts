import { type Usage, usageOf } from "./process_usage.ts";
import type { DeathReason, Limits } from "./types.ts";

/** What the watchdog asks of a sandbox and may do to it. */
export type Watched = {
  readonly pid: number;
  activity(): Activity;
  /** Its event loop seems to stand still: asks it for a sign of life. */
  suspect(): void;
  kill(reason: DeathReason, note: string): void;
};

export type Activity = {
  /** The id of the call that has been open longest; 0 when none is. */
  readonly oldestCall: number;
  readonly openCalls: number;
  /** This and the next only ever grow. */
  readonly endedCalls: number;
  readonly framesReceived: number;
  /** It was asked for a sign of life, and there is none yet. */
  readonly isSuspect: boolean;
};

export type WatchLimits = Pick<Limits, "cpuMs"> & {
  /** What a process may hold; see `memory_budget.ts`. */
  readonly maxDataBytes: number;
  readonly maxResidentBytes: number;
};

const TICK_MS = 100;
/** Sandboxes without calls are looked at every so many ticks. */
const IDLE_TICKS = 10;
/** Above this share of a core in one tick, with nothing to show for it, the event loop may be stuck. */
const BUSY_SHARE = 0.5;

/** One timer for all sandboxes of a node, which runs while there are any. */
export class Watchdog {
  #limits: WatchLimits;
  #watches = new Map<Watched, Watch>();
  #timer: ReturnType<typeof setInterval> | undefined;
  #tick = 0;

  constructor(limits: WatchLimits) {
    this.#limits = limits;
  }

  /** Looks after a sandbox until `stop`. `lastUsage` is what it was last seen to hold. */
  watch(sandbox: Watched): { lastUsage(): Usage | undefined; stop(): void } {
    const watch = new Watch(sandbox, this.#limits);
    this.#watches.set(sandbox, watch);
    this.#timer ??= setInterval(() => this.#look(), TICK_MS);
    return { lastUsage: () => watch.usage, stop: () => this.#forget(sandbox) };
  }

  #forget(sandbox: Watched): void {
    this.#watches.delete(sandbox);
    if (this.#watches.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #look(): void {
    this.#tick++;
    for (const [sandbox, watch] of this.#watches) {
      const activity = sandbox.activity();
      if (activity.openCalls > 0 || this.#tick % IDLE_TICKS === 0) watch.look(activity);
    }
  }
}

/**
 * The accounts of one sandbox. CPU time can't be told apart by call, because calls share one thread, so two rules
 * stand in for it, and neither punishes a busy sandbox:
 * - a stretch in which the event loop does not turn belongs to one call, and may take one call's budget;
 * - since the oldest open call began, no more may be used than the budgets of all that were open meanwhile.
 */
class Watch {
  usage: Usage | undefined;
  #sandbox: Watched;
  #limits: WatchLimits;
  #frames = 0;
  #oldest = { call: -1, cpuMs: 0, endedCalls: 0 };
  #stuckSinceCpuMs = 0;

  constructor(sandbox: Watched, limits: WatchLimits) {
    this.#sandbox = sandbox;
    this.#limits = limits;
  }

  look(activity: Activity): void {
    const usage = usageOf(this.#sandbox.pid);
    if (usage === undefined) return;
    const before = this.usage ?? usage;
    this.usage = usage;
    this.#checkMemory(usage);
    this.#checkStretch(activity, usage, before);
    this.#checkShare(activity, usage);
    this.#frames = activity.framesReceived;
  }

  #checkMemory({ dataBytes, residentBytes }: Usage): void {
    const { maxDataBytes, maxResidentBytes } = this.#limits;
    const overBytes = Math.max(dataBytes - maxDataBytes, residentBytes - maxResidentBytes);
    if (overBytes <= 0) return;
    this.#sandbox.kill("memory_limit", `it held ${megabytes(overBytes)} MB of memory more than it may`);
  }

  #checkStretch({ isSuspect, framesReceived }: Activity, usage: Usage, before: Usage): void {
    if (isSuspect) return this.#require(usage.cpuMs - this.#stuckSinceCpuMs, 1);
    this.#stuckSinceCpuMs = before.cpuMs;
    const isSilent = framesReceived === this.#frames;
    if (isSilent && usage.cpuMs - before.cpuMs >= BUSY_SHARE * TICK_MS) this.#sandbox.suspect();
  }

  #checkShare({ oldestCall, openCalls, endedCalls }: Activity, { cpuMs }: Usage): void {
    if (oldestCall !== this.#oldest.call) this.#oldest = { call: oldestCall, cpuMs, endedCalls };
    const calls = Math.max(1, openCalls + endedCalls - this.#oldest.endedCalls);
    this.#require(cpuMs - this.#oldest.cpuMs, calls);
  }

  #require(usedMs: number, calls: number): void {
    const { cpuMs } = this.#limits;
    if (usedMs <= cpuMs * calls) return;
    this.#sandbox.kill(
      "cpu_limit",
      `it used ${usedMs} ms of CPU time; ${calls} call(s) may use ${cpuMs} ms each`,
    );
  }
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / 1024 / 1024);
}

import type { Cancellation } from "../sandbox/mod.ts";
import { type Boot, type BootDeps, bootSandbox } from "./boot.ts";
import type { Boots } from "./boots.ts";
import { deathBy, describeDeath } from "./death.ts";
import { answered, callFailed, failed, overloaded } from "./outcomes.ts";
import type { Sandbox } from "./sandbox.ts";
import type { CallRequest, DeathReason, Outcome, Target, Timing } from "./types.ts";

export type DeploymentDeps = BootDeps & {
  loadBundle: (hash: string) => Promise<string>;
  /** A place for one more sandbox; undefined when all are taken by sandboxes at work. */
  takeSlot: () => Promise<number | undefined>;
  releaseSlot: (slot: number) => void;
  boots: Boots;
};

export type Ready = Boot | "overloaded";

/** A call that was never handed over is tried in so many sandboxes before it fails. */
const MAX_ATTEMPTS = 3;
const MIN_IDLE_CHECK_MS = 100;

/** One deployed version: at most one sandbox, started by the first call and stopped when there is nothing to do. */
export class Deployment {
  readonly target: Target;
  #deps: DeploymentDeps;
  #ready: Promise<Ready> | undefined;
  #sandbox: Sandbox | undefined;
  #slot: number | undefined;
  #failedBoot: { boot: Boot; until: number } | undefined;
  #calls = 0;
  #requestBytes = 0;
  #lastUsedAt = performance.now();
  #idleTimer: ReturnType<typeof setTimeout> | undefined;
  #onQuiet: () => void = () => {};

  constructor(target: Target, deps: DeploymentDeps) {
    this.target = target;
    this.#deps = deps;
  }

  get lastUsedAt(): number {
    return this.#lastUsedAt;
  }

  get calls(): number {
    return this.#calls;
  }

  get pid(): number | null {
    return this.#sandbox?.pid ?? null;
  }

  /** Has a sandbox that gave no sign of life when it was last asked. */
  get isStuck(): boolean {
    return this.#sandbox?.doubt !== undefined;
  }

  /** Has a sandbox that nobody would miss. */
  get isIdle(): boolean {
    return this.#sandbox !== undefined && !this.#sandbox.isEnding && this.#isQuiet;
  }

  /** Runs one call, booting first if need be. Every failure is a value. */
  async call(request: CallRequest, cancellation?: Cancellation): Promise<Outcome> {
    if (!this.#admits(request)) return overloaded();
    this.#count(1, request);
    try {
      return await this.#run(request, cancellation);
    } finally {
      this.#count(-1, request);
    }
  }

  /** Boots if need be. */
  warm(): Promise<Ready> {
    const dying = this.#sandbox?.isEnding ? this.#sandbox : undefined;
    if (dying !== undefined) this.#sandbox = this.#ready = undefined;
    return this.#ready ??= this.#begin(dying);
  }

  /** Lets the open calls end for at most `drainMs`, then stops. Nobody may call it any more. */
  async drain(drainMs: number): Promise<void> {
    if (!this.#isQuiet) await this.#quietWithin(drainMs);
    await this.stop();
  }

  /** Ends the sandbox at once and waits until it is gone. The next call boots a new one. */
  async stop(): Promise<void> {
    await this.#ready;
    this.#sandbox?.kill("stopped");
    await this.#sandbox?.dead;
  }

  /** Ends the idle sandbox and tells its place, which is free once the process is gone. */
  evict(): number | undefined {
    this.#sandbox?.kill("stopped");
    return this.#slot;
  }

  get #isQuiet(): boolean {
    return this.#calls === 0 && !this.#sandbox?.hasBackground;
  }

  async #run(request: CallRequest, cancellation: Cancellation | undefined): Promise<Outcome> {
    const startedAt = performance.now();
    const atArrival = this.#sandbox;
    for (let attempt = 1;;) {
      const ready = await this.warm();
      const readyAt = performance.now();
      const timing = () => timingOf(startedAt, readyAt, ready, atArrival);
      if (ready === "overloaded") return overloaded(timing());
      if (!ready.ok) {
        return failed("endpoint_unreachable", ready.death.reason, ready.death.stderrTail, timing());
      }
      if (ready.sandbox.doubt) await ready.sandbox.doubt;
      if (ready.sandbox.isEnding) continue;
      if (cancellation?.isCancelled) return failed("endpoint_unreachable", "cancelled", "", timing());
      const end = await ready.sandbox.call(request, cancellation);
      if (end.kind === "answered") return answered(end, timing());
      if (end.handedOver || attempt++ === MAX_ATTEMPTS) {
        return callFailed(end, timing(), this.#deps.limits);
      }
    }
  }

  /** One boot for all who wait. A failed one is forgotten, so that the next call tries again. */
  #begin(dying: Sandbox | undefined): Promise<Ready> {
    const ready = Promise.resolve(dying?.dead).then(() => this.#boot());
    ready.then((result) => {
      const failed = result === "overloaded" || !result.ok;
      if (failed && this.#ready === ready) this.#ready = undefined;
    });
    return ready;
  }

  async #boot(): Promise<Ready> {
    if (this.#failedBoot && performance.now() < this.#failedBoot.until) return this.#failedBoot.boot;
    const slot = await this.#deps.takeSlot();
    if (slot === undefined) return "overloaded";
    const boot = await this.#bootIn(slot);
    this.#deps.boots.count(boot);
    if (boot.ok) this.#adopt(boot.sandbox, slot);
    else this.#rememberFailure(boot, slot);
    return boot;
  }

  /** What keeps us from starting a process (a bundle that can't be loaded, say) is a failed boot as well. */
  async #bootIn(slot: number): Promise<Boot> {
    try {
      const source = this.#deps.loadBundle(this.target.bundleHash);
      source.catch(() => {}); // it is met where the source is used, unless the process ends before that
      return await bootSandbox(this.#deps, slot, this.target, source, () => this.#noticeQuiet());
    } catch (error) {
      return { ok: false, death: deathBy(error), bootMs: 0 };
    }
  }

  #adopt(sandbox: Sandbox, slot: number): void {
    this.#sandbox = sandbox;
    this.#slot = slot;
    this.#failedBoot = undefined;
    this.#stopWhenIdle(this.#deps.limits.idleMs);
    sandbox.dead.then(({ reason }) => this.#bury(sandbox, slot, reason));
  }

  #bury(sandbox: Sandbox, slot: number, reason: DeathReason): void {
    this.#deps.boots.countDeath(reason);
    if (this.#sandbox === sandbox) this.#sandbox = this.#ready = undefined;
    clearTimeout(this.#idleTimer);
    this.#deps.releaseSlot(slot);
  }

  #rememberFailure(boot: Boot & { ok: false }, slot: number): void {
    const { limits, log } = this.#deps;
    const { deploymentId, agentId, slug, version } = this.target;
    const text = describeDeath(boot.death, limits);
    log({ deploymentId, agentId, slug, version, at: new Date(), level: "error", requestId: null, text });
    this.#failedBoot = { boot, until: performance.now() + this.#deps.limits.bootRetryMs };
    this.#deps.releaseSlot(slot);
  }

  #stopWhenIdle(inMs: number): void {
    this.#idleTimer = setTimeout(() => {
      const restMs = this.#deps.limits.idleMs - (performance.now() - this.#lastUsedAt);
      if (this.#isQuiet && restMs <= 0) this.#sandbox?.kill("stopped");
      else this.#stopWhenIdle(Math.max(restMs, MIN_IDLE_CHECK_MS));
    }, inMs);
  }

  #admits(request: CallRequest): boolean {
    const { maxCallsPerSandbox, maxRequestBytesPerSandbox } = this.#deps.limits;
    return this.#calls < maxCallsPerSandbox &&
      this.#requestBytes + request.body.length <= maxRequestBytesPerSandbox;
  }

  #count(by: 1 | -1, { body }: CallRequest): void {
    this.#calls += by;
    this.#requestBytes += by * body.length;
    this.#lastUsedAt = performance.now();
    if (this.#calls === 0) this.#noticeQuiet();
  }

  #noticeQuiet(): void {
    if (this.#isQuiet) this.#onQuiet();
  }

  #quietWithin(timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, timeoutMs);
      this.#onQuiet = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** Splits a call's time: waiting for others, its own share of a boot, and running, which ends now. */
function timingOf(startedAt: number, readyAt: number, ready: Ready, atArrival: Sandbox | undefined): Timing {
  const cold = ready === "overloaded" || !ready.ok || ready.sandbox !== atArrival;
  const waitedMs = readyAt - startedAt;
  const bootMs = cold && ready !== "overloaded" ? Math.min(ready.bootMs, waitedMs) : 0;
  return { queueMs: waitedMs - bootMs, bootMs, runMs: performance.now() - readyAt, cold };
}

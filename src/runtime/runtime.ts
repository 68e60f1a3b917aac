import type { Cancellation } from "../sandbox/mod.ts";
import type { BootDeps } from "./boot.ts";
import { Boots } from "./boots.ts";
import { writeBootstrap } from "./bootstrap_file.ts";
import { Bundles } from "./bundles.ts";
import { noCapabilities } from "./capability_calls.ts";
import { fitWalls } from "./walls.ts";
import { Deployment, type DeploymentDeps } from "./deployment.ts";
import { type Bounds, type Isolation, possibleIsolations, type SandboxLevel } from "./isolation.ts";
import { failed } from "./outcomes.ts";
import { type BootFailure, bootFailureOf, type ProbeOwner, type ProbeResult, runProbe } from "./probe.ts";
import { clearOrphans } from "./process_mark.ts";
import { Slots } from "./slots.ts";
import {
  type CallRequest,
  type Capabilities,
  DEFAULT_LIMITS,
  type Limits,
  type LogEntry,
  type Outcome,
  type SandboxHost,
  type Target,
} from "./types.ts";

export type RuntimeOptions = {
  host: SandboxHost;
  limits?: Partial<Limits>;
  /** The bundled source of a backend: one JavaScript module. */
  loadBundle: (hash: string) => Promise<string>;
  log: (entry: LogEntry) => void;
  capabilities?: Capabilities;
  /** What may be put around sandboxes, best first; by default all that the machine has programs for. */
  isolations?: readonly Isolation[];
};

export type RuntimeStats = {
  sandboxes: number;
  maxSandboxes: number;
  /** How sandboxes came and went, those that try a version out included. */
  boots: Boots;
  deployments: {
    deploymentId: string;
    agentId: string;
    pid: number | null;
    calls: number;
    isStuck: boolean;
  }[];
};

/** So many deployments that were retired are remembered, to refuse calls that were on their way to them. */
const MAX_RETIRED = 1000;

/** A type-checker needs room: of data, V8 reserves some 0.6 GB before it begins. */
const TOOL_BOUNDS: Bounds = {
  dataBytes: 2 * 1024 ** 3,
  fileBytes: 64 * 1024 ** 2,
  openFiles: 256,
  cpuSeconds: 30,
};

/** Clears what an earlier run left behind in `host.runDir`, and finds out what the machine can put around sandboxes. */
export async function createRuntime(options: RuntimeOptions): Promise<Runtime> {
  const { host, log, capabilities = noCapabilities } = options;
  await clearOrphans(host.runDir);
  const bootstrapPath = await writeBootstrap(host.runDir);
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const deps = { host, limits, bootstrapPath, capabilities, log };
  const { shortfall, ...fitted } = await fitWalls(deps, options.isolations ?? possibleIsolations());
  return new Runtime({ ...deps, ...fitted }, options.loadBundle, shortfall);
}

/** All sandboxes of this node. */
export class Runtime {
  #deps: DeploymentDeps;
  #slots: Slots;
  #deployments = new Map<string, Deployment>();
  #retired = new Set<string>();
  #shortfall: string | null;
  /** Replaced by fresh ones of the same name, and only there until their last calls end. */
  #leaving = new Set<Deployment>();

  constructor(deps: BootDeps, loadBundle: RuntimeOptions["loadBundle"], shortfall: string | null) {
    const bundles = new Bundles(loadBundle);
    this.#shortfall = shortfall;
    this.#slots = new Slots(deps.limits.maxSandboxes);
    this.#deps = {
      ...deps,
      loadBundle: (hash) => bundles.get(hash),
      takeSlot: () => this.#takeSlot(),
      releaseSlot: (slot) => this.#slots.release(slot),
      boots: new Boots(),
    };
  }

  /** What stands around the sandboxes of this node, and why it is not more. */
  get isolation(): { level: SandboxLevel; shortfall: string | null } {
    return { level: this.#deps.walls.isolation.level, shortfall: this.#shortfall };
  }

  /** Puts the same walls around a tool that reads code nobody trusts. It may write to `workDir` alone. */
  wrapTool([program, ...args]: readonly string[], workDir: string): string[] {
    const visible = { readOnly: [program!], writable: [workDir] };
    return this.#deps.walls.isolation.wrap([program!, ...args], visible, TOOL_BOUNDS);
  }

  /** Runs one call in the sandbox of its deployment, booting it if need be. Every failure is a value. */
  call(target: Target, request: CallRequest, cancellation?: Cancellation): Promise<Outcome> {
    if (this.#retired.has(target.deploymentId)) {
      return Promise.resolve(failed("endpoint_unreachable", "retired"));
    }
    return this.#deploymentOf(target).call(request, cancellation);
  }

  /** Boots a deployment ahead of its first call. Null when it is ready, else why not. */
  async warm(target: Target): Promise<BootFailure | null> {
    this.#retired.delete(target.deploymentId);
    return bootFailureOf(await this.#deploymentOf(target).warm());
  }

  /** Tries a bundle out in a sandbox of its own, with the settings of production. */
  probe(source: string, owner: ProbeOwner, requests: readonly CallRequest[]): Promise<ProbeResult> {
    return runProbe(this.#deps, source, owner, requests);
  }

  /** Refuses new calls of a deployment (`retired`), lets the open ones end within `drainMs`, and stops it. */
  async retire(deploymentId: string, { drainMs }: { drainMs: number }): Promise<void> {
    this.#refuse(deploymentId);
    await this.#deployments.get(deploymentId)?.drain(drainMs);
    this.#deployments.delete(deploymentId);
  }

  /** Ends everything of one agent at once. */
  async stopAll(agentId: string): Promise<void> {
    const isTheirs = ({ target }: Deployment) => target.agentId === agentId;
    const chosen = [...this.#deployments.values()].filter(isTheirs);
    const retired = chosen.map(({ target }) => this.retire(target.deploymentId, { drainMs: 0 }));
    const leaving = [...this.#leaving].filter(isTheirs).map((deployment) => deployment.stop());
    await Promise.all([...retired, ...leaving]);
  }

  /** Calls of an agent that begin from now on get fresh sandboxes; those under way end in the old within `drainMs`. */
  async renew(agentId: string, { drainMs }: { drainMs: number }): Promise<void> {
    const old = [...this.#deployments.values()].filter(({ target }) => target.agentId === agentId);
    await Promise.all(old.map(async (deployment) => {
      this.#deployments.delete(deployment.target.deploymentId);
      this.#leaving.add(deployment);
      await deployment.drain(drainMs);
      this.#leaving.delete(deployment);
    }));
  }

  stats(): RuntimeStats {
    const { maxSandboxes } = this.#deps.limits;
    return {
      sandboxes: maxSandboxes - this.#slots.freeCount,
      maxSandboxes,
      boots: this.#deps.boots,
      deployments: [...this.#deployments.values()].map(({ target, pid, calls, isStuck }) => ({
        deploymentId: target.deploymentId,
        agentId: target.agentId,
        pid,
        calls,
        isStuck,
      })),
    };
  }

  /** Ends every sandbox and waits until all are gone. */
  async close(): Promise<void> {
    const ids = [...this.#deployments.keys()];
    const retired = ids.map((deploymentId) => this.retire(deploymentId, { drainMs: 0 }));
    await Promise.all([...retired, ...[...this.#leaving].map((deployment) => deployment.stop())]);
  }

  #deploymentOf(target: Target): Deployment {
    const known = this.#deployments.get(target.deploymentId);
    if (known !== undefined) return known;
    const deployment = new Deployment(target, this.#deps);
    this.#deployments.set(target.deploymentId, deployment);
    return deployment;
  }

  /** A free slot, or that of the sandbox that has been idle longest; undefined when all are at work. */
  async #takeSlot(): Promise<number | undefined> {
    const free = this.#slots.take();
    if (free !== undefined) return free;
    const idle = [...this.#deployments.values()].filter(({ isIdle }) => isIdle);
    const oldest = idle.sort((a, b) => a.lastUsedAt - b.lastUsedAt)[0];
    const slot = oldest?.evict();
    return slot === undefined ? undefined : await this.#slots.takeOver(slot);
  }

  #refuse(deploymentId: string): void {
    this.#retired.add(deploymentId);
    if (this.#retired.size <= MAX_RETIRED) return;
    for (const oldest of this.#retired) return void this.#retired.delete(oldest);
  }
}

import { type BootDeps, bootSandbox } from "./boot.ts";
import type { Isolation } from "./isolation.ts";
import { memoryBudget } from "./memory_budget.ts";
import { type Usage, usageOf } from "./process_usage.ts";
import { Watchdog } from "./watchdog.ts";

/** What the machine turned out to be able to do. */
export type Fitted = Pick<BootDeps, "walls" | "watchdog"> & {
  /** Why a better level than this one is not on. Null: there is none better. */
  readonly shortfall: string | null;
};

type Trial = { ok: true; empty: Usage | undefined } | { ok: false; why: string };

/**
 * Boots an empty sandbox at each level, best first, until one comes up: containers often have the programs and forbid
 * what they do. The one that comes up shows at the same time how much memory an empty sandbox holds.
 */
export async function fitWalls(
  deps: Omit<BootDeps, "walls" | "watchdog">,
  isolations: readonly Isolation[],
): Promise<Fitted> {
  let shortfall: string | null = null;
  for (const isolation of isolations) {
    if (isolation.level !== "deno+os") shortfall ??= "bubblewrap (bwrap) is not installed";
    const trial = await tryOut(deps, isolation);
    if (trial.ok) return { ...fitted(deps, isolation, trial.empty), shortfall };
    shortfall ??= trial.why;
  }
  throw new Error(`no sandbox starts on this machine: ${shortfall}`);
}

function fitted({ limits }: Pick<BootDeps, "limits">, isolation: Isolation, empty: Usage | undefined) {
  if (empty === undefined) return { walls: { isolation }, watchdog: new Watchdog(UNWATCHED) };
  const { hardDataBytes, ...most } = memoryBudget(limits.memoryMb, empty);
  return {
    walls: { isolation, hardDataBytes },
    watchdog: new Watchdog({ cpuMs: limits.cpuMs, ...most }),
  };
}

/** Where the system does not tell what processes use, and while we find out whether it does. */
const UNWATCHED = { cpuMs: Infinity, maxDataBytes: Infinity, maxResidentBytes: Infinity };

const NOBODY = { version: 0, deploymentId: "", agentId: "trial", slug: "trial" };
const EMPTY_BACKEND = "export default { fetch: () => new Response() }";

async function tryOut(deps: Omit<BootDeps, "walls" | "watchdog">, isolation: Isolation): Promise<Trial> {
  const trialDeps = { ...deps, walls: { isolation }, watchdog: new Watchdog(UNWATCHED) };
  const boot = await bootSandbox(trialDeps, 0, NOBODY, Promise.resolve(EMPTY_BACKEND), () => {});
  if (!boot.ok) return { ok: false, why: boot.death.stderrTail || boot.death.reason };
  const empty = usageOf(boot.sandbox.denoPid);
  boot.sandbox.kill("stopped");
  await boot.sandbox.dead;
  return { ok: true, empty };
}

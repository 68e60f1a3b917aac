import { Histogram } from "../lib/histogram.ts";
import type { DeathReason } from "./types.ts";

const BOUNDS_SECONDS = [0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.5, 1, 2, 5, 10];

/** How sandboxes came and went, since the start of this node. */
export class Boots {
  readonly seconds = new Histogram(BOUNDS_SECONDS);
  readonly deaths = new Map<DeathReason, number>();
  failed = 0;

  count(boot: { ok: boolean; bootMs: number }): void {
    if (boot.ok) this.seconds.observe(boot.bootMs / 1000);
    else this.failed++;
  }

  countDeath(reason: DeathReason): void {
    this.deaths.set(reason, (this.deaths.get(reason) ?? 0) + 1);
  }
}

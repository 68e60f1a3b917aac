/**
 * What Prometheus reads at `GET /metrics`: counted in memory, told as text when somebody asks.
 *
 * Names follow Prometheus's conventions, and no label grows without bound: nothing here is told by agent, slug or key;
 * that is what usage and invocation records are for. Counting a call costs a handful of additions.
 */
import type { Db } from "../db/mod.ts";
import type { Invocation } from "../invocations/mod.ts";
import type { BatchCounts } from "../lib/batch_writer.ts";
import type { RuntimeStats } from "../runtime/mod.ts";
import { CallMetrics } from "./calls.ts";
import { EventLoopLag } from "./event_loop.ts";
import { processFamilies, recordFamilies, sandboxFamilies, unfinishedFamilies } from "./platform.ts";
import { histogram, render } from "./text.ts";
import { countUnfinished } from "./unfinished.ts";

export { CONTENT_TYPE as METRICS_TYPE } from "./text.ts";

export interface Metrics {
  observe(invocation: Invocation): void;
  /** A call was refused before anyone knew whose it was. */
  refused(code: string): void;
  /** All of it, as Prometheus reads it. */
  read(): Promise<string>;
  close(): void;
}

export interface MetricsSources {
  db: Db;
  runtime: { stats(): RuntimeStats };
  /** What is written in batches, by kind. */
  records: Readonly<Record<string, { counts(): BatchCounts }>>;
}

export function createMetrics({ db, runtime, records }: MetricsSources): Metrics {
  const calls = new CallMetrics();
  const lag = new EventLoopLag();
  return {
    observe: (invocation) => calls.observe(invocation),
    refused: (code) => calls.refused(code),
    async read() {
      const counts = Object.entries(records).map(([kind, writer]) => [kind, writer.counts()] as const);
      return render([
        ...calls.families(),
        ...sandboxFamilies(runtime.stats()),
        ...recordFamilies(Object.fromEntries(counts)),
        ...unfinishedFamilies(await countUnfinished(db)),
        histogram("axtl_event_loop_lag_seconds", "How late timers are, looked at twice a second.", [
          { value: lag.seconds },
        ]),
        ...processFamilies(),
      ]);
    },
    close: () => lag.close(),
  };
}

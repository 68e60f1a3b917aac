import { type CopyIn, type Db, isPassing } from "../db/mod.ts";
import { type BatchCounts, BatchWriter } from "../lib/batch_writer.ts";
import type { Log } from "../lib/log.ts";
import type { Invocation } from "./invocation.ts";
import { Partitions } from "./partitions.ts";
import { COPY_STATEMENT, copyLine } from "./row.ts";
import { createUuids } from "./uuids.ts";

export interface Invocations {
  /** Takes the record of a call that ends now. Never fails, never waits. */
  add(invocation: Invocation): void;
  counts(): BatchCounts;
  /** Writes what is waiting, and stops. */
  close(): Promise<void>;
}

export interface InvocationsSettings {
  keptDays: number;
  now?: () => number;
}

/** So that with the write itself a record is there 250 ms after its call. */
const WRITE_AFTER_MS = 150;
const RETRY_AFTER_MS = 500;
const MAX_BATCH = 10_000;
/** About 20 MB of records, or 200 MB if each of them tells a long cause. */
const MAX_WAITING = 50_000;
const DROP_EVERY_MS = 3_600_000;

export function createInvocations(
  { db, copyIn }: { db: Db; copyIn: CopyIn },
  log: Log,
  { keptDays, now = Date.now }: InvocationsSettings,
): Invocations {
  const partitions = new Partitions(db);
  const nextUuid = createUuids();
  const lines = new BatchWriter<string>({
    write: async (batch) => {
      await partitions.ready(now());
      await copyIn(COPY_STATEMENT, batch.join("\n"));
    },
    isAway: isPassing,
    onRefused: (error, records) => log.error("writing invocation records failed", error, { records }),
    onDropped: (records) => log.warn("invocation records were lost", { records }),
    writeAfterMs: WRITE_AFTER_MS,
    retryAfterMs: RETRY_AFTER_MS,
    maxBatch: MAX_BATCH,
    maxWaiting: MAX_WAITING,
  });
  const dropOld = () =>
    partitions.dropOld(now(), keptDays).catch((error) =>
      log.warn("invocations: old records were not dropped", { error: error.message })
    );
  dropOld();
  const dropping = setInterval(dropOld, DROP_EVERY_MS);
  return {
    add: (invocation) => lines.add(copyLine(nextUuid(now() - invocation.totalMs), invocation)),
    counts: () => lines.counts(),
    async close() {
      clearInterval(dropping);
      await lines.close();
    },
  };
}

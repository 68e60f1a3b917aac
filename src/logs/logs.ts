import { type Db, isPassing, type LogLevel } from "../db/mod.ts";
import { type BatchCounts, BatchWriter } from "../lib/batch_writer.ts";
import { createIdSequence } from "../lib/ids.ts";
import type { Log } from "../lib/log.ts";
import { insertLines } from "./insert.ts";
import { MAX_AGE_MS, MAX_LINES_PER_AGENT, prune } from "./prune.ts";

export interface LogLine {
  agentId: string;
  at: Date;
  level: LogLevel;
  text: string;
  requestId: string | null;
  version: number;
}

export interface Logs {
  /** Takes a line to be written soon. Never fails. */
  add(line: LogLine): void;
  /** Called after lines of these agents were written by this node. Returns the way to stop listening. */
  onWritten(listener: (agentIds: ReadonlySet<string>) => void): () => void;
  counts(): BatchCounts;
  /** Writes what is waiting, and stops. */
  close(): Promise<void>;
}

export interface LogBounds {
  maxLinesPerAgent: number;
  maxAgeMs: number;
  pruneEveryMs: number;
}

const DEFAULT_BOUNDS: LogBounds = {
  maxLinesPerAgent: MAX_LINES_PER_AGENT,
  maxAgeMs: MAX_AGE_MS,
  pruneEveryMs: 60_000,
};

/** A line is written this long after it was said, and a failed write tried again. */
const WRITE_AFTER_MS = 150;
const RETRY_AFTER_MS = 1_000;
const MAX_BATCH = 1_000;
/** About 100 MB at the very most: a line has no more than 8192 characters. */
const MAX_WAITING = 10_000;

export function createLogs(db: Db, log: Log, bounds: Partial<LogBounds> = {}): Logs {
  return new LogWriter(db, log, { ...DEFAULT_BOUNDS, ...bounds });
}

export type WaitingLine = LogLine & { id: string };

class LogWriter implements Logs {
  #db: Db;
  #log: Log;
  #bounds: LogBounds;
  #nextId = createIdSequence("log");
  #lines: BatchWriter<WaitingLine>;
  #listeners = new Set<(agentIds: ReadonlySet<string>) => void>();
  /** Who has said something since the last look at what must go. */
  #grown = new Set<string>();
  #pruner: ReturnType<typeof setInterval>;

  constructor(db: Db, log: Log, bounds: LogBounds) {
    this.#db = db;
    this.#log = log;
    this.#bounds = bounds;
    this.#lines = new BatchWriter({
      write: (lines) => this.#write(lines),
      isAway: isPassing,
      onRefused: (error, lines) => log.error("writing agents' logs failed", error, { lines }),
      onDropped: (lines) => log.warn("agents' log lines were lost", { lines }),
      writeAfterMs: WRITE_AFTER_MS,
      retryAfterMs: RETRY_AFTER_MS,
      maxBatch: MAX_BATCH,
      maxWaiting: MAX_WAITING,
    });
    this.#pruner = setInterval(() => this.#prune(), bounds.pruneEveryMs);
  }

  add(line: LogLine): void {
    this.#lines.add({ ...line, id: this.#nextId() });
  }

  onWritten(listener: (agentIds: ReadonlySet<string>) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  counts(): BatchCounts {
    return this.#lines.counts();
  }

  async close(): Promise<void> {
    clearInterval(this.#pruner);
    await this.#lines.close();
  }

  async #write(lines: readonly WaitingLine[]): Promise<void> {
    await insertLines(this.#db, lines);
    const agentIds = new Set(lines.map(({ agentId }) => agentId));
    for (const agentId of agentIds) this.#grown.add(agentId);
    for (const listener of this.#listeners) listener(agentIds);
  }

  #prune(): void {
    const agentIds = [...this.#grown];
    this.#grown.clear();
    prune(this.#db, agentIds, this.#bounds).catch((error) => {
      this.#log.warn("removing old log lines failed", { error: String(error) });
    });
  }
}

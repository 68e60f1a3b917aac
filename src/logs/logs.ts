import { type Db, isUnavailable, type LogLevel } from "../db/mod.ts";
import type { Log } from "../lib/log.ts";
import { createIdSequence } from "../lib/ids.ts";
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

/** The longest a line waits before it is written; and how soon a failed write is tried again. */
const WRITE_AFTER_MS = 200;
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
  #waiting: WaitingLine[] = [];
  #lost = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> = Promise.resolve();
  #listeners = new Set<(agentIds: ReadonlySet<string>) => void>();
  /** Who has said something since the last look at what must go. */
  #grown = new Set<string>();
  #pruner: ReturnType<typeof setInterval>;
  #closed = false;

  constructor(db: Db, log: Log, bounds: LogBounds) {
    this.#db = db;
    this.#log = log;
    this.#bounds = bounds;
    this.#pruner = setInterval(() => this.#prune(), bounds.pruneEveryMs);
  }

  add(line: LogLine): void {
    this.#waiting.push({ ...line, id: this.#nextId() });
    if (this.#waiting.length > MAX_WAITING) {
      this.#waiting.shift();
      this.#lost++;
    }
    this.#writeIn(WRITE_AFTER_MS);
  }

  onWritten(listener: (agentIds: ReadonlySet<string>) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#pruner);
    clearTimeout(this.#timer);
    await this.#writing;
    await this.#writeAll();
  }

  #writeIn(delayMs: number): void {
    if (this.#closed || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#writing = this.#writeAll().finally(() => {
        this.#timer = undefined;
        if (this.#waiting.length > 0) this.#writeIn(RETRY_AFTER_MS);
      });
    }, delayMs);
  }

  /** Lines that could not be written because the database is away are kept; others that it refuses are given up. */
  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, MAX_BATCH);
      try {
        await insertLines(this.#db, batch);
        this.#tell(batch);
      } catch (error) {
        if (!isUnavailable(error)) {
          this.#log.error("writing agents' logs failed", error, { lines: batch.length });
          continue;
        }
        this.#waiting = [...batch, ...this.#waiting].slice(-MAX_WAITING);
        return;
      }
    }
    if (this.#lost > 0) this.#log.warn("agents' log lines were lost", { lines: this.#lost });
    this.#lost = 0;
  }

  #tell(batch: readonly WaitingLine[]): void {
    const agentIds = new Set(batch.map(({ agentId }) => agentId));
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

import type { Db } from "../db/mod.ts";
import { leastId } from "../lib/ids.ts";
import type { Logs } from "./logs.ts";
import { linesAfter, type LogFilter, type StoredLine } from "./read.ts";

/** How often lines that other nodes have written are looked for; those of this node are told at once. */
const LOOK_EVERY_MS = 1_000;
/** Two nodes write side by side, so a line may appear after one that was said later: how far back we look for such. */
const LOOK_BACK_MS = 5_000;
const PAGE = 500;

/** Lines as they are written, from the one after `afterId`, until `stop` is aborted. */
export async function* followLogs(
  db: Db,
  logs: Logs,
  agentId: string,
  filter: LogFilter,
  afterId: string,
  stop: AbortSignal,
): AsyncGenerator<StoredLine> {
  const bell = new Bell(logs, agentId, stop);
  const shown = new Set<string>();
  let from = afterId;
  try {
    while (!stop.aborted) {
      const lines = await linesAfter(db, agentId, filter, from, PAGE);
      for (const line of lines.filter(({ id }) => !shown.has(id))) {
        shown.add(line.id);
        yield line;
      }
      if (lines.length === PAGE) from = lines.at(-1)!.id;
      else {
        from = laterOf(afterId, leastId("log", Date.now() - LOOK_BACK_MS));
        for (const id of shown) if (id <= from) shown.delete(id);
        await bell.rings();
      }
    }
  } finally {
    bell.remove();
  }
}

function laterOf(a: string, b: string): string {
  return a > b ? a : b;
}

/** Rings when this node has written lines of the agent, when it is time to look anyway, and when all is over. */
class Bell {
  #ring = Promise.withResolvers<void>();
  #remove: () => void;

  constructor(logs: Logs, agentId: string, stop: AbortSignal) {
    const ring = () => this.#ring.resolve();
    const unsubscribe = logs.onWritten((agentIds) => void (agentIds.has(agentId) && ring()));
    stop.addEventListener("abort", ring, { once: true });
    this.#remove = () => {
      unsubscribe();
      stop.removeEventListener("abort", ring);
    };
  }

  async rings(): Promise<void> {
    const timer = setTimeout(() => this.#ring.resolve(), LOOK_EVERY_MS);
    await this.#ring.promise;
    clearTimeout(timer);
    this.#ring = Promise.withResolvers<void>();
  }

  remove(): void {
    this.#remove();
  }
}

import type { Db, Signals } from "../db/mod.ts";
import { eventsAfter, findJob, isTerminal, type JobEvent } from "./jobs.ts";

/** How long a lost signal can hold an event back. */
const LOOK_ANYWAY_MS = 2_000;

/** The events of a job after `seq`, as they come, to the job's end or until `stop` is aborted. */
export async function* followJob(
  db: Db,
  signals: Signals,
  jobId: string,
  afterSeq: number,
  stop: AbortSignal,
): AsyncGenerator<JobEvent> {
  const bell = createBell();
  const unsubscribe = signals.subscribe((signal) => {
    if (signal.kind === "lost" || (signal.kind === "job" && signal.id === jobId)) bell.ring();
  });
  stop.addEventListener("abort", bell.ring);
  try {
    for (let seq = afterSeq; !stop.aborted;) {
      // The job is read before its events: when it has ended, the events read next are all there will be.
      const ended = await hasEnded(db, jobId);
      for (const event of await eventsAfter(db, jobId, seq)) {
        yield event;
        seq = event.seq;
      }
      if (ended) return;
      await bell.wait(LOOK_ANYWAY_MS);
    }
  } finally {
    unsubscribe();
    stop.removeEventListener("abort", bell.ring);
  }
}

async function hasEnded(db: Db, jobId: string): Promise<boolean> {
  const job = await findJob(db, jobId);
  return job === null || isTerminal(job.status);
}

/** A ring that came before the wait still ends it: no event falls between a read and the wait after it. */
function createBell() {
  let rung = false;
  let wake = () => {};
  return {
    ring: () => {
      rung = true;
      wake();
    },
    wait: async (timeoutMs: number) => {
      if (!rung) {
        const { promise, resolve } = Promise.withResolvers<void>();
        const timer = setTimeout(resolve, timeoutMs);
        wake = resolve;
        await promise;
        clearTimeout(timer);
      }
      rung = false;
    },
  };
}

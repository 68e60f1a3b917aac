import { fromKysely, PgBoss } from "pg-boss";
import type { ConnectionSettings, Db } from "../db/mod.ts";
import type { Log } from "../lib/log.ts";

/**
 * The queue that hands jobs to runners, on pg-boss. It carries only the job's id: what the job is, and how far it has
 * come, is in our own table. A runner that dies stops its heartbeat, and the job is handed to another.
 */
export interface Queue {
  /** Inside a transaction the job is queued with its commit. */
  send(db: Db, jobId: string): Promise<void>;
  work(run: (jobId: string) => Promise<void>, abandon: (jobId: string) => Promise<void>): Promise<void>;
  /** Waits a little for what is running; what does not end goes on at the next start. */
  close(): Promise<void>;
}

interface Envelope {
  jobId: string;
}

const QUEUE = "jobs";
const GIVEN_UP = "jobs-given-up";
const POOL_SIZE = 4;
const JOBS_AT_ONCE = 2;
/** pg-boss's least. A runner that was killed is noticed within this and the interval below. */
const HEARTBEAT_SECONDS = 10;
const MONITOR_SECONDS = 5;
/** New jobs are announced; a job that is tried again is not, and waits for the next look. */
const LOOK_SECONDS = 1;
const STOP_TIMEOUT_MS = 5_000;

/** `sole`: no other platform uses this database, so whatever was running when we start was cut off. */
export async function openQueue(connection: ConnectionSettings, sole: boolean, log: Log): Promise<Queue> {
  const boss = new PgBoss({
    ...connection,
    max: POOL_SIZE,
    useListenNotify: true,
    superviseIntervalSeconds: MONITOR_SECONDS,
    monitorIntervalSeconds: MONITOR_SECONDS,
  });
  boss.on("error", (error) => log.warn("queue: trouble", { error: error.message }));
  await boss.start();
  await boss.createQueue(GIVEN_UP);
  await boss.createQueue(QUEUE, {
    notify: true,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    retryLimit: 4,
    retryDelay: 1,
    deadLetter: GIVEN_UP,
  });
  if (sole) await requeueCutOff(boss);
  return {
    async send(db, jobId) {
      await boss.send(QUEUE, { jobId }, { db: fromKysely(db) });
    },
    async work(run, abandon) {
      const looking = { pollingIntervalSeconds: LOOK_SECONDS, notifyPollingIntervalSeconds: LOOK_SECONDS };
      await boss.work<Envelope>(QUEUE, { ...looking, localConcurrency: JOBS_AT_ONCE }, each(run, log));
      await boss.work<Envelope>(GIVEN_UP, looking, each(abandon, log));
    },
    close: () => boss.stop({ graceful: true, timeout: STOP_TIMEOUT_MS }),
  };
}

/** Fails the attempts that a killed platform left behind, which puts their jobs back into the queue at once. */
async function requeueCutOff(boss: PgBoss): Promise<void> {
  const { rows } = await boss.getDb().executeSql(
    "select id from pgboss.job where name = $1 and state = 'active'",
    [QUEUE],
  );
  const ids = rows.map((row: { id: string }) => row.id);
  if (ids.length > 0) await boss.fail(QUEUE, ids, { message: "the platform was stopped" });
}

function each(handle: (jobId: string) => Promise<void>, log: Log) {
  return async (jobs: { data: Envelope }[]) => {
    for (const { data } of jobs) {
      await handle(data.jobId).catch((error) => {
        log.error("job: attempt failed", error, { jobId: data.jobId });
        throw error;
      });
    }
  };
}

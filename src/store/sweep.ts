import type { Db } from "../db/mod.ts";
import type { Log } from "../lib/log.ts";
import { sweepExpired } from "./postgres.ts";

const EVERY_MS = 60_000;

/** Gives the room of what has expired back, now and then. Returns the way to stop. */
export function sweepRegularly(db: Db, log: Log): () => void {
  const sweep = () =>
    sweepExpired(db).catch((error) => log.warn("sweeping the stores failed", { error: String(error) }));
  const timer = setInterval(sweep, EVERY_MS);
  return () => clearInterval(timer);
}

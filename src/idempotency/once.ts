import type { Db } from "../db/mod.ts";
import type { Log } from "../lib/log.ts";
import { type Claims, createClaims } from "./claims.ts";
import type { Idempotency, Once, OnceRequest, Ran } from "./types.ts";

export interface IdempotencySettings {
  /** How long a run that was killed holds its key. A run that lives renews its lease three times in this time. */
  leaseMs: number;
  /** How long one waits for a run on another node, and how often one looks. */
  waitMs: number;
  pollMs: number;
}

const SETTINGS: IdempotencySettings = { leaseMs: 15_000, waitMs: 60_000, pollMs: 100 };
const SWEEP_EVERY_MS = 600_000;

/** Equal requests on this node: the first asks the database for all of them. */
interface Flight {
  fingerprint: string;
  end: Promise<Once>;
}

export function createIdempotency(
  db: Db,
  platformSecret: string,
  log: Log,
  settings: IdempotencySettings = SETTINGS,
): Idempotency {
  const claims = createClaims(db, platformSecret, settings.leaseMs);
  const flights = new Map<string, Flight>();
  const warn = (what: string) => (error: unknown) =>
    log.warn(`idempotency: ${what}`, { error: String(error) });
  const sweeping = setInterval(() => claims.sweep().catch(warn("sweeping failed")), SWEEP_EVERY_MS);
  return {
    async once(request, work) {
      const place = `${request.scope}\n${request.key}`;
      const flight = flights.get(place);
      if (flight?.fingerprint === request.fingerprint) return again(await flight.end);
      if (flight) return { kind: "reused" };
      const end = firstOrWait(claims, request, work, settings, warn).finally(() => flights.delete(place));
      flights.set(place, { fingerprint: request.fingerprint, end });
      return await end;
    },
    releaseCutOff: () => claims.giveAllBack(),
    sweep: () => claims.sweep(),
    close: () => clearInterval(sweeping),
  };
}

function again(once: Once): Once {
  return once.kind === "ran" ? { kind: "replayed", answer: once.answer } : once;
}

type Warn = (what: string) => (error: unknown) => void;

async function firstOrWait(
  claims: Claims,
  request: OnceRequest,
  work: () => Promise<Ran>,
  { leaseMs, waitMs, pollMs }: IdempotencySettings,
  warn: Warn,
): Promise<Once> {
  const claim = crypto.randomUUID();
  for (const deadlineMs = performance.now() + waitMs;;) {
    const found = await claims.take(request, claim);
    if (found.state === "mine") return await run(claims, claim, request, work, leaseMs, warn);
    if (found.state === "reused") return { kind: "reused" };
    if (found.state === "answered") return { kind: "replayed", answer: found.answer };
    if (performance.now() > deadlineMs) return { kind: "in_use" };
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

/**
 * The answer is kept before it is given. If keeping it fails, it is given all the same: the work is done, and whoever
 * has the answer does not ask again.
 */
async function run(
  claims: Claims,
  claim: string,
  request: OnceRequest,
  work: () => Promise<Ran>,
  leaseMs: number,
  warn: Warn,
): Promise<Once> {
  const renewing = setInterval(
    () => claims.renew(claim, request).catch(warn("a lease was not renewed")),
    leaseMs / 3,
  );
  const giveBack = () => claims.giveBack(claim, request).catch(warn("a key was not given back"));
  try {
    const { answer, keep } = await work();
    if (keep) await claims.answer(claim, request, answer).catch(warn("an answer was not kept"));
    else await giveBack();
    return { kind: "ran", answer };
  } catch (error) {
    await giveBack();
    throw error;
  } finally {
    clearInterval(renewing);
  }
}

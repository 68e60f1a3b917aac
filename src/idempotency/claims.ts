import { sql } from "kysely";
import type { Db } from "../db/mod.ts";
import { createSeal, SEAL_VERSION } from "../lib/seal.ts";
import type { Answer, OnceRequest } from "./types.ts";

/** What a request finds under its key. */
export type Found =
  | { state: "mine" }
  | { state: "running" }
  | { state: "reused" }
  | { state: "answered"; answer: Answer };

export interface Claims {
  /** Takes the key, if it is free or whoever had it was cut off; else tells what is there. */
  take(request: OnceRequest, claim: string): Promise<Found>;
  renew(claim: string, request: OnceRequest): Promise<void>;
  answer(claim: string, request: OnceRequest, answer: Answer): Promise<void>;
  giveBack(claim: string, request: OnceRequest): Promise<void>;
  giveAllBack(): Promise<void>;
  sweep(): Promise<void>;
}

const KEPT_HOURS = 24;

export function createClaims(db: Db, platformSecret: string, leaseMs: number): Claims {
  const seal = createSeal(platformSecret, "axtl idempotent answers v1");
  const lease = sql<Date>`now() + ${leaseMs}::int * interval '1 millisecond'`;
  const mine = (claim: string, { scope, key }: OnceRequest) =>
    sql<boolean>`scope = ${scope} and key = ${key} and claim = ${claim} and sealed is null`;
  return {
    async take(request, claim) {
      if (await insertClaim(db, request, claim, lease)) return { state: "mine" };
      const row = await db.selectFrom("idempotent_requests").select(["fingerprint", "sealed", "key_version"])
        .where("scope", "=", request.scope).where("key", "=", request.key).executeTakeFirst();
      if (!row) return { state: "running" }; // given back this instant; the next look will take it
      if (row.fingerprint !== request.fingerprint) return { state: "reused" };
      if (row.sealed === null) return { state: "running" };
      const text = seal.open(row.sealed, placeOf(request), row.key_version ?? 0);
      return { state: "answered", answer: JSON.parse(text) };
    },

    async renew(claim, request) {
      await db.updateTable("idempotent_requests").set({ lease_until: lease }).where(mine(claim, request))
        .execute();
    },

    async answer(claim, request, answer) {
      const sealed = seal.close(JSON.stringify(answer), placeOf(request));
      await db.updateTable("idempotent_requests").set({ sealed, key_version: SEAL_VERSION })
        .where(mine(claim, request)).execute();
    },

    async giveBack(claim, request) {
      await db.deleteFrom("idempotent_requests").where(mine(claim, request)).execute();
    },

    async giveAllBack() {
      await db.deleteFrom("idempotent_requests").where("sealed", "is", null).execute();
    },

    async sweep() {
      await db.deleteFrom("idempotent_requests").where("expires_at", "<", sql<Date>`now()`).execute();
    },
  };
}

/** One statement, so that of many that try at once, on whichever node, one succeeds. */
async function insertClaim(db: Db, request: OnceRequest, claim: string, lease: ReturnType<typeof sql<Date>>) {
  const { rows } = await sql`
    insert into idempotent_requests as there (scope, key, fingerprint, claim, lease_until, expires_at)
    values (${request.scope}, ${request.key}, ${request.fingerprint}, ${claim}, ${lease},
            now() + ${KEPT_HOURS} * interval '1 hour')
    on conflict (scope, key) do update set
      fingerprint = excluded.fingerprint, claim = excluded.claim, lease_until = excluded.lease_until,
      expires_at = excluded.expires_at, sealed = null, key_version = null
    where there.expires_at < now()
      or (there.sealed is null and there.lease_until < now() and there.fingerprint = excluded.fingerprint)
    returning claim`.execute(db);
  return rows.length > 0;
}

function placeOf({ scope, key }: OnceRequest): string {
  return `${scope} ${key}`;
}

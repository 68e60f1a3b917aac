import { sql } from "kysely";

const LEASE_SECONDS = 20;

/** Until when a node that falls silent is waited for. */
export const lease = sql<Date>`now() + ${LEASE_SECONDS} * interval '1 second'`;

/** Bytes are those of UTF-8; a value is measured as JSON. */
export const MAX_KEY_BYTES = 512;
export const MAX_VALUE_BYTES = 64 * 1024;
export const MAX_TTL_SECONDS = 10 * 366 * 24 * 3600;
export const MAX_LIST_LIMIT = 500;
export const DEFAULT_LIST_LIMIT = 100;

/** A page of a list ends early when it weighs this much: it has to fit into one frame. */
export const MAX_PAGE_BYTES = 256 * 1024;

/** What an entry of a page weighs beyond its key and value, and what a byte of a key may weigh once it is escaped. */
export const ENTRY_OVERHEAD_BYTES = 200;
export const ESCAPED_KEY_BYTES = 6;

/** A counter is counted as if its number were as long as any: counting up must not touch the quota. */
export const NUMBER_BYTES = 24;

/** What the store of a probe may hold. That of an agent is written in the database, agent by agent. */
export const PROBE_MAX_KEYS = 1000;
export const PROBE_MAX_BYTES = 1024 * 1024;

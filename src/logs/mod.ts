/**
 * What backends say on their console, kept for the owners of their agents.
 *
 * Lines are gathered and written together, at most 250 ms after they were said: a crash of the platform may lose those
 * last lines, and the documentation says so. What an agent may keep is bounded by count and age (`prune.ts`); what one
 * sandbox may say in a second is bounded by the runtime. When the database is away lines wait in a bounded buffer,
 * and the oldest go first.
 */
export { createLogs, type LogLine, type Logs } from "./logs.ts";
export { followLogs } from "./follow.ts";
export { linesOfRequest, listLogs, type LogFilter, type StoredLine } from "./read.ts";

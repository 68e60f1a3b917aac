import type { Selectable } from "kysely";
import { type AgentLogsTable, type Db, type LogLevel, readPage } from "../db/mod.ts";
import type { Page, PageRequest } from "../lib/page.ts";

export type StoredLine = Selectable<AgentLogsTable>;

export interface LogFilter {
  level?: LogLevel | undefined;
  requestId?: string | undefined;
}

/** Newest first. */
export async function listLogs(
  db: Db,
  agentId: string,
  filter: LogFilter,
  page: PageRequest,
): Promise<Page<StoredLine>> {
  return await readPage(selectLines(db, agentId, filter), "log", page);
}

/** In the order they were said, from the one after `afterId`. */
export async function linesAfter(
  db: Db,
  agentId: string,
  filter: LogFilter,
  afterId: string,
  limit: number,
): Promise<StoredLine[]> {
  return await selectLines(db, agentId, filter).where("id", ">", afterId).orderBy("id").limit(limit)
    .execute();
}

/** More would not be read, and a call that says more is found in the log by its request id. */
const MAX_LINES_OF_REQUEST = 500;

/** What one call said, in the order it was said. */
export async function linesOfRequest(db: Db, agentId: string, requestId: string): Promise<StoredLine[]> {
  return await linesAfter(db, agentId, { requestId }, "", MAX_LINES_OF_REQUEST);
}

function selectLines(db: Db, agentId: string, { level, requestId }: LogFilter) {
  let query = db.selectFrom("agent_logs").selectAll().where("agent_id", "=", agentId);
  if (level !== undefined) query = query.where("level", "=", level);
  if (requestId !== undefined) query = query.where("request_id", "=", requestId);
  return query;
}

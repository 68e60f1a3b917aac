import type { Selectable } from "kysely";
import type { AgentLogsTable, Db, LogLevel } from "../db/mod.ts";
import { type Page, type PageRequest, toPage } from "../lib/page.ts";

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
  let query = selectLines(db, agentId, filter);
  if (page.cursor !== undefined) query = query.where("id", "<", page.cursor);
  return toPage(await query.orderBy("id", "desc").limit(page.limit + 1).execute(), page.limit);
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

function selectLines(db: Db, agentId: string, { level, requestId }: LogFilter) {
  let query = db.selectFrom("agent_logs").selectAll().where("agent_id", "=", agentId);
  if (level !== undefined) query = query.where("level", "=", level);
  if (requestId !== undefined) query = query.where("request_id", "=", requestId);
  return query;
}

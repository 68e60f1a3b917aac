import { type Selectable, type SelectQueryBuilder, sql } from "kysely";
import { type Database, type Db, invalidCursor, type InvocationsTable } from "../db/mod.ts";
import { idOfUuid, timeOfId, timeOfUuid, uuidOfId } from "../lib/ids.ts";
import { type Page, type PageRequest, toPage } from "../lib/page.ts";
import { leastUuid } from "./uuids.ts";

/** `id` as the API shows it, and `at` when the call began. */
export type StoredInvocation = Selectable<InvocationsTable> & { at: Date };

export interface InvocationFilter {
  status?: number | undefined;
  ok?: boolean | undefined;
  keyId?: string | undefined;
  code?: string | undefined;
  requestId?: string | undefined;
  /** The call began at this time or later. */
  from?: Date | undefined;
  /** The call began before this time. */
  to?: Date | undefined;
}

/** Newest first, by the beginning of the call. */
export async function listInvocations(
  db: Db,
  agentId: string,
  filter: InvocationFilter,
  { limit, cursor }: PageRequest,
): Promise<Page<StoredInvocation>> {
  let query = select(db, agentId, filter);
  if (cursor !== undefined) query = query.where("id", "<", uuidOfCursor(cursor));
  return toPage((await query.orderBy("id", "desc").limit(limit + 1).execute()).map(shown), limit);
}

/** The newest, where a caller has used one request id for several calls. */
export async function findInvocation(
  db: Db,
  agentId: string,
  requestId: string,
): Promise<StoredInvocation | null> {
  const row = await select(db, agentId, { requestId }).orderBy("id", "desc").limit(1).executeTakeFirst();
  return row ? shown(row) : null;
}

function select(db: Db, agentId: string, filter: InvocationFilter) {
  const { status, keyId, code, requestId, from, to } = filter;
  const ok = outcomeOf(filter);
  let query = db.selectFrom("invocations").selectAll().where("agent_id", "=", agentId);
  if (status !== undefined) query = query.where("status", "=", status);
  if (ok !== undefined) query = query.where("ok", "=", ok);
  if (keyId !== undefined) query = query.where("key_id", "=", keyId);
  if (code !== undefined) query = query.where("code", "=", code);
  if (from !== undefined) query = query.where("id", ">=", leastUuid(from.getTime()));
  if (to !== undefined) query = query.where("id", "<", leastUuid(to.getTime()));
  return requestId === undefined ? query : withRequestId(query, requestId);
}

/** Named also where another filter implies it: failures have an index of their own. */
function outcomeOf({ ok, code, status }: InvocationFilter): boolean | undefined {
  if (ok !== undefined) return ok;
  if (code !== undefined) return false;
  return status === undefined ? undefined : status >= 200 && status <= 299;
}

/** How far a call may lie from the time that its request id tells: clocks are set, and ids passed on. */
const EARLIER_MS = 60_000;
const LATER_MS = 3_600_000;

/** What an id of ours tells about its time is enough to find it; ids that callers chose have an index. */
function withRequestId(query: InvocationQuery, requestId: string): InvocationQuery {
  const named = query.where("request_id", "=", requestId);
  if (!isShapedLikeOurs(requestId)) return named.where(CHOSEN_BY_CALLER);
  const atMs = timeOfId(requestId);
  if (atMs === null) return named;
  return named.where("id", ">=", leastUuid(atMs - EARLIER_MS)).where("id", "<", leastUuid(atMs + LATER_MS));
}

function isShapedLikeOurs(requestId: string): boolean {
  return requestId.startsWith("req_") && requestId.length === 30;
}

/** As the index `invocations_named` has it. */
const CHOSEN_BY_CALLER = sql<boolean>`(left(request_id, 4) <> 'req_' or length(request_id) <> 30)`;

type InvocationQuery = SelectQueryBuilder<Database, "invocations", Selectable<InvocationsTable>>;

function uuidOfCursor(cursor: string): string {
  const uuid = cursor.startsWith("inv_") ? uuidOfId(cursor) : null;
  if (uuid === null) throw invalidCursor();
  return uuid;
}

function shown(row: Selectable<InvocationsTable>): StoredInvocation {
  return { ...row, id: idOfUuid("inv", row.id), at: new Date(timeOfUuid(row.id)) };
}

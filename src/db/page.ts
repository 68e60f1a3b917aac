import { type ReferenceExpression, type SelectQueryBuilder, sql } from "kysely";
import type { IdPrefix } from "../lib/ids.ts";
import { type Page, type PageRequest, toPage } from "../lib/page.ts";
import { Problem } from "../lib/problem.ts";

/**
 * One page of `query`, newest first, from after the row that the cursor names. Ids sort by time, so the cursor need not
 * exist any more; but one of another list would quietly give an empty page, so it is refused. Throws Problem.
 */
export async function readPage<DB, TB extends keyof DB, Row extends { id: string }>(
  query: SelectQueryBuilder<DB, TB, Row>,
  prefix: IdPrefix,
  { limit, cursor }: PageRequest,
): Promise<Page<Row>> {
  const id = sql.ref("id") as ReferenceExpression<DB, TB>;
  const after = cursor === undefined ? query : query.where(id, "<", requireCursor(cursor, prefix) as never);
  return toPage(await after.orderBy(sql.ref("id"), "desc").limit(limit + 1).execute(), limit);
}

function requireCursor(cursor: string, prefix: IdPrefix): string {
  if (cursor.startsWith(`${prefix}_`)) return cursor;
  throw invalidCursor();
}

export function invalidCursor(): Problem {
  return new Problem(
    400,
    "invalid_cursor",
    "This cursor is of another list. Send the nextCursor of an earlier answer of this one, or none to begin anew.",
  );
}

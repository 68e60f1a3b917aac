/** Every list is read the same way: newest first, `limit` rows after the row that `cursor` names. */
export interface PageRequest {
  limit: number;
  /** The id of the last row already seen. */
  cursor?: string | undefined;
}

export interface Page<Row> {
  rows: Row[];
  /** Null: there is no more. */
  nextCursor: string | null;
}

/** Makes a page from `limit + 1` rows: the one too many says that there is more. */
export function toPage<Row extends { id: string }>(rows: Row[], limit: number): Page<Row> {
  const shown = rows.slice(0, limit);
  return { rows: shown, nextCursor: rows.length > limit ? shown.at(-1)?.id ?? null : null };
}

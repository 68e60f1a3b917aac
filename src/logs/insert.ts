import { sql } from "kysely";
import type { Db } from "../db/mod.ts";
import type { WaitingLine } from "./logs.ts";

/** Writes lines, less those of agents that are gone: these must not cost the others theirs. */
export async function insertLines(db: Db, lines: readonly WaitingLine[]): Promise<void> {
  const rows = lines.map(({ id, agentId, at, level, text, requestId, version }) => ({
    id,
    agent_id: agentId,
    at: at.toISOString(),
    level,
    text: storable(text),
    request_id: requestId === null ? null : storable(requestId),
    version,
  }));
  // The lock keeps the agents from going while their lines are written.
  await sql`
    insert into agent_logs (id, agent_id, at, level, text, request_id, version)
    select line.id, line.agent_id, line.at, line.level, line.text, line.request_id, line.version
    from json_to_recordset(${JSON.stringify(rows)}::json) as line
      (id text, agent_id text, at timestamptz, level text, text text, request_id text, version int)
    join agents on agents.id = line.agent_id
    for key share of agents`.execute(db);
}

/** Postgres's text holds neither NUL nor half a character; both are shown as what they are: unprintable. */
function storable(text: string): string {
  return text.replaceAll("\0", "\u2400").toWellFormed();
}

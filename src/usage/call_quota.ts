import { sql } from "kysely";
import type { Db } from "../db/mod.ts";
import { dayOf } from "./days.ts";

/**
 * Which agents may not be called any more today. The gateway only looks into a set that is made anew after each writing
 * of usage, so the quota costs a call nothing, and a node may exceed it by what is called within a quarter of a second.
 */
export class CallQuota {
  readonly #db: Db;
  readonly #limit: number;
  #day = "";
  #spent = new Set<string>();

  constructor(db: Db, limit: number) {
    this.#db = db;
    this.#limit = limit;
  }

  isSpent(agentId: string): boolean {
    return this.#spent.size > 0 && this.#spent.has(agentId) && this.#day === dayOf(Date.now());
  }

  /** Looks at the workspaces of agents that were called. */
  async refresh(agentIds: readonly string[]): Promise<void> {
    if (this.#limit === Infinity) return;
    const day = dayOf(Date.now());
    const { rows } = await sql<{ id: string }>`
      select agents.id from agents where agents.workspace_id in (
        select workspace_id from agent_usage
        where day = ${day}::date
          and workspace_id in (select workspace_id from agents where id = any(${[...agentIds]}::text[]))
        group by workspace_id having sum(calls) >= ${this.#limit}
      )`.execute(this.#db);
    if (day !== this.#day) this.#spent.clear();
    this.#day = day;
    for (const { id } of rows) this.#spent.add(id);
  }
}

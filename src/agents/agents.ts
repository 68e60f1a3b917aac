import type { Selectable } from "kysely";
import { type AgentsTable, type AgentStatus, type Db, notify, readPage, type Signals } from "../db/mod.ts";
import { newId } from "../lib/ids.ts";
import type { Page, PageRequest } from "../lib/page.ts";
import { slugify, slugSuffix } from "./slug.ts";

export type Agent = Selectable<AgentsTable>;

export interface NewAgent {
  workspaceId: string;
  name: string;
  region: string;
}

/** Makes an agent whose slug comes from its name, with a short suffix where that slug is taken. */
export async function createAgent(db: Db, agent: NewAgent): Promise<Agent> {
  const base = slugify(agent.name);
  let made = await insertAgent(db, agent, base);
  while (!made) made = await insertAgent(db, agent, `${base}-${slugSuffix()}`);
  return made;
}

/** Undefined: the slug is taken. */
async function insertAgent(db: Db, agent: NewAgent, slug: string): Promise<Agent | undefined> {
  return await db.insertInto("agents").values({
    id: newId("agent"),
    workspace_id: agent.workspaceId,
    slug,
    name: agent.name,
    status: "draft",
    region: agent.region,
  }).onConflict((conflict) => conflict.column("slug").doNothing()).returningAll().executeTakeFirst();
}

/** Null also for an agent of another workspace. */
export async function findAgent(db: Db, workspaceId: string, agentId: string): Promise<Agent | null> {
  return await db.selectFrom("agents").selectAll()
    .where("workspace_id", "=", workspaceId).where("id", "=", agentId).executeTakeFirst() ?? null;
}

/** For those who hold something that opens this agent, whatever the workspace. */
export async function findAgentById(db: Db, agentId: string): Promise<Agent | null> {
  return await db.selectFrom("agents").selectAll().where("id", "=", agentId).executeTakeFirst() ?? null;
}

export async function findAgentBySlug(db: Db, workspaceId: string, slug: string): Promise<Agent | null> {
  return await db.selectFrom("agents").selectAll()
    .where("workspace_id", "=", workspaceId).where("slug", "=", slug).executeTakeFirst() ?? null;
}

/** Of these agents, those that are there. */
export async function findAgentNames(
  db: Db,
  workspaceId: string,
  agentIds: readonly string[],
): Promise<Map<string, { name: string; slug: string }>> {
  if (agentIds.length === 0) return new Map();
  const rows = await db.selectFrom("agents").select(["id", "name", "slug"])
    .where("workspace_id", "=", workspaceId).where("id", "in", agentIds).execute();
  return new Map(rows.map(({ id, name, slug }) => [id, { name, slug }]));
}

export async function listAgents(db: Db, workspaceId: string, page: PageRequest): Promise<Page<Agent>> {
  const query = db.selectFrom("agents").selectAll().where("workspace_id", "=", workspaceId);
  return await readPage(query, "agent", page);
}

export async function setAgentStatus(db: Db, agentId: string, status: AgentStatus): Promise<void> {
  await db.updateTable("agents").set({ status, updated_at: new Date() }).where("id", "=", agentId).execute();
}

/**
 * The status an agent rests in when a job is over: an agent that answers calls is `deployed` whatever became of the
 * job, one that has a version to deploy is `ready`, and only one that has nothing is `failed`.
 */
export async function restingStatus(db: Db, agentId: string): Promise<AgentStatus> {
  const agent = await db.selectFrom("agents").select("live_deployment_id").where("id", "=", agentId)
    .executeTakeFirst();
  if (agent?.live_deployment_id) return "deployed";
  const version = await db.selectFrom("versions").select("id").where("agent_id", "=", agentId).limit(1)
    .executeTakeFirst();
  return version ? "ready" : "failed";
}

/** Deletes the agent with all that belongs to it, and tells every node. False: there was no such agent. */
export async function deleteAgent(
  db: Db,
  signals: Signals,
  workspaceId: string,
  agentId: string,
): Promise<boolean> {
  const found = await db.transaction().execute(async (trx) => {
    const deleted = await trx.deleteFrom("agents").where("workspace_id", "=", workspaceId).where(
      "id",
      "=",
      agentId,
    )
      .returning("id").executeTakeFirst();
    if (deleted) await notify(trx, { kind: "agent", id: agentId });
    return deleted !== undefined;
  });
  if (found) signals.tell({ kind: "agent", id: agentId });
  return found;
}

/** Null: there is no such agent any more. */
export async function workspaceOf(db: Db, agentId: string): Promise<string | null> {
  const row = await db.selectFrom("agents").select("workspace_id").where("id", "=", agentId)
    .executeTakeFirst();
  return row?.workspace_id ?? null;
}

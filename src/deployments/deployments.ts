import type { Selectable } from "kysely";
import { type Db, type DeploymentsTable, notify, type Signals, toJson } from "../db/mod.ts";
import { newId } from "../lib/ids.ts";
import type { JsonObject } from "../lib/json.ts";
import { countBegun } from "../usage/mod.ts";

export type Deployment = Selectable<DeploymentsTable>;

/** Null: another deployment of this agent is under way. */
export async function beginDeployment(
  db: Db,
  deployment: { agentId: string; versionId: string; jobId: string },
): Promise<Deployment | null> {
  const begun = await db.insertInto("deployments").values({
    id: newId("dep"),
    agent_id: deployment.agentId,
    version_id: deployment.versionId,
    job_id: deployment.jobId,
    status: "deploying",
  }).onConflict((conflict) => conflict.doNothing()).returningAll().executeTakeFirst();
  if (!begun) return null;
  await countBegun(db, deployment.agentId, "deployments");
  return begun;
}

export async function findDeploymentOfJob(db: Db, jobId: string): Promise<Deployment | null> {
  return await db.selectFrom("deployments").selectAll().where("job_id", "=", jobId).executeTakeFirst() ??
    null;
}

export async function latestDeployment(db: Db, agentId: string): Promise<Deployment | null> {
  return await db.selectFrom("deployments").selectAll().where("agent_id", "=", agentId)
    .orderBy("id", "desc").limit(1).executeTakeFirst() ?? null;
}

/** Undefined: there is no such agent. Null: nothing of it is live. */
export async function liveDeploymentId(db: Db, agentId: string): Promise<string | null | undefined> {
  const agent = await db.selectFrom("agents").select("live_deployment_id").where("id", "=", agentId)
    .executeTakeFirst();
  return agent?.live_deployment_id;
}

/** Moves the endpoint to this deployment, at once for every call that begins after it returns. */
export async function goLive(
  db: Db,
  signals: Signals,
  deployment: { id: string; agent_id: string },
): Promise<void> {
  const now = new Date();
  await db.transaction().execute(async (trx) => {
    await trx.updateTable("deployments").set({ status: "superseded", ended_at: now })
      .where("agent_id", "=", deployment.agent_id).where("status", "=", "live").execute();
    await trx.updateTable("deployments").set({ status: "live", live_at: now }).where("id", "=", deployment.id)
      .execute();
    await trx.updateTable("agents").set({
      live_deployment_id: deployment.id,
      status: "deployed",
      updated_at: now,
    })
      .where("id", "=", deployment.agent_id).execute();
    await notify(trx, { kind: "agent", id: deployment.agent_id });
  });
  signals.tell({ kind: "agent", id: deployment.agent_id });
}

/** Ends the deployment that a job has under way, if it has one. What was live before still is. */
export async function failDeploymentOfJob(db: Db, jobId: string, failure: JsonObject): Promise<void> {
  await db.updateTable("deployments").set({
    status: "failed",
    failure: toJson(failure),
    ended_at: new Date(),
  })
    .where("job_id", "=", jobId).where("status", "=", "deploying").execute();
}

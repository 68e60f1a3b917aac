import type { Selectable } from "kysely";
import { type Db, readPage, toJson, type VersionOrigin, type VersionsTable } from "../db/mod.ts";
import { newId } from "../lib/ids.ts";
import type { JsonObject } from "../lib/json.ts";
import type { Page, PageRequest } from "../lib/page.ts";

export type Version = Selectable<VersionsTable>;

export interface NewVersion {
  agentId: string;
  jobId: string;
  origin: VersionOrigin;
  slug: string;
  artifactHash: string;
  artifactBytes: number;
  bundleHash: string;
  spec: JsonObject | null;
  egress: string[];
  secrets: string[];
  /** A call that was lost half-way may be run again. */
  idempotent: boolean;
}

/** Adds the next version of an agent. A job makes one version: asked again, it gets the one it made. */
export async function addVersion(db: Db, version: NewVersion): Promise<Version> {
  const made = await findVersionOfJob(db, version.jobId);
  if (made) return made;
  // The agent's row serialises those who would take the same number.
  await db.selectFrom("agents").select("id").where("id", "=", version.agentId).forUpdate().executeTakeFirst();
  const number = await nextNumber(db, version.agentId);
  return await db.insertInto("versions").values({
    id: newId("ver"),
    agent_id: version.agentId,
    number,
    origin: version.origin,
    job_id: version.jobId,
    artifact_hash: version.artifactHash,
    artifact_bytes: version.artifactBytes,
    filename: `${version.slug}-v${number}.zip`,
    bundle_hash: version.bundleHash,
    spec: version.spec && toJson(version.spec),
    egress: toJson(version.egress),
    secrets: toJson(version.secrets),
    idempotent: version.idempotent,
  }).returningAll().executeTakeFirstOrThrow();
}

/** Newest first. The cursor is the id of the last version seen. */
export async function listVersions(db: Db, agentId: string, page: PageRequest): Promise<Page<Version>> {
  const query = db.selectFrom("versions").selectAll().where("agent_id", "=", agentId);
  return await readPage(query, "ver", page);
}

export async function findVersion(db: Db, agentId: string, number: number): Promise<Version | null> {
  return await db.selectFrom("versions").selectAll()
    .where("agent_id", "=", agentId).where("number", "=", number).executeTakeFirst() ?? null;
}

export async function findVersionById(db: Db, versionId: string): Promise<Version | null> {
  return await db.selectFrom("versions").selectAll().where("id", "=", versionId).executeTakeFirst() ?? null;
}

export async function findVersionByFilename(
  db: Db,
  agentId: string,
  filename: string,
): Promise<Version | null> {
  return await db.selectFrom("versions").selectAll()
    .where("agent_id", "=", agentId).where("filename", "=", filename).executeTakeFirst() ?? null;
}

export async function latestVersion(db: Db, agentId: string): Promise<Version | null> {
  return await db.selectFrom("versions").selectAll()
    .where("agent_id", "=", agentId).orderBy("number", "desc").limit(1).executeTakeFirst() ?? null;
}

async function findVersionOfJob(db: Db, jobId: string): Promise<Version | null> {
  return await db.selectFrom("versions").selectAll().where("job_id", "=", jobId).executeTakeFirst() ?? null;
}

async function nextNumber(db: Db, agentId: string): Promise<number> {
  const last = await db.selectFrom("versions").select((expr) => expr.fn.max("number").as("number"))
    .where("agent_id", "=", agentId).executeTakeFirst();
  return (last?.number ?? 0) + 1;
}

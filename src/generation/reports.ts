import type { Selectable } from "kysely";
import { type Db, readPage, toJson, type ValidationReportsTable } from "../db/mod.ts";
import { newId } from "../lib/ids.ts";
import type { Page, PageRequest } from "../lib/page.ts";
import type { Report } from "../validation/mod.ts";
import type { Job } from "./jobs.ts";

export type StoredReport = Selectable<ValidationReportsTable>;

/** `version` null: the files are not a version yet. Returns the report's id. */
export async function insertReport(
  db: Db,
  job: Job,
  report: Report,
  version: number | null,
): Promise<string> {
  const id = newId("report");
  await db.insertInto("validation_reports").values({
    id,
    agent_id: job.agent_id,
    job_id: job.id,
    version,
    status: report.status,
    report: toJson(report),
  }).execute();
  return id;
}

/** Ties the report to the version that its files became. */
export async function nameReportVersion(db: Db, reportId: string, version: number): Promise<void> {
  await db.updateTable("validation_reports").set({ version }).where("id", "=", reportId).execute();
}

export async function findReport(db: Db, reportId: string): Promise<StoredReport | null> {
  return await db.selectFrom("validation_reports").selectAll().where("id", "=", reportId)
    .executeTakeFirst() ?? null;
}

/** Newest first. */
export async function listReports(db: Db, agentId: string, page: PageRequest): Promise<Page<StoredReport>> {
  const query = db.selectFrom("validation_reports").selectAll().where("agent_id", "=", agentId);
  return await readPage(query, "report", page);
}

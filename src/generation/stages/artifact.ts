import { addVersion } from "../../agents/mod.ts";
import { packZip } from "../../artifacts/mod.ts";
import type { Files } from "../../lib/files.ts";
import { toJsonObject } from "../../lib/json.ts";
import { hostsOf } from "../../spec/mod.ts";
import { type Report, toCtrf, toJunit } from "../../validation/mod.ts";
import { findReport, nameReportVersion } from "../reports.ts";
import { readFiles } from "./files.ts";
import type { Stage } from "./stage.ts";

/** Files and reports → the artifact, and with it the agent's next version. */
export const artifactStage: Stage = async ({ job, agent, deps, log }) => {
  const { filesHash, bundleHash, reportId, origin, spec } = job.state;
  if (!filesHash || !bundleHash || !reportId || !origin) throw new Error(`job ${job.id} has nothing to pack`);
  const stored = await findReport(deps.db, reportId);
  if (!stored) throw new Error(`report ${reportId} is missing`);
  const files = withReports(await readFiles(deps, filesHash), stored.report as unknown as Report);
  const zip = packZip(files);
  const artifactHash = await deps.blobs.put(zip);
  const version = await deps.db.transaction().execute((trx) =>
    addVersion(trx, {
      agentId: agent.id,
      jobId: job.id,
      origin,
      slug: agent.slug,
      artifactHash,
      artifactBytes: zip.byteLength,
      bundleHash,
      spec: spec ? toJsonObject(spec) : null,
      egress: job.input.egress ?? (spec ? hostsOf(spec) : []),
      secrets: job.input.secrets ?? [],
      idempotent: job.input.idempotent ?? false,
    })
  );
  await nameReportVersion(deps.db, reportId, version.number);
  await log(`Packed ${version.filename} (${zip.byteLength} bytes) as version ${version.number}.`);
  const artifact = {
    version: version.number,
    filename: version.filename,
    sizeBytes: zip.byteLength,
    sha256: artifactHash,
  };
  return { ok: true, change: { artifact, state: { versionId: version.id } } };
};

function withReports(files: Files, report: Report): Files {
  return { ...files, "reports/ctrf.json": toCtrf(report), "reports/junit.xml": toJunit(report) };
}

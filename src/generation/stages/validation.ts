import { findVersionById } from "../../agents/mod.ts";
import type { Files } from "../../lib/files.ts";
import { type JsonObject, toJsonObject } from "../../lib/json.ts";
import { casesFor, type Coverage } from "../../spec/mod.ts";
import { type Gate, type Report, specFacts, validate } from "../../validation/mod.ts";
import { insertReport } from "../reports.ts";
import { readFiles } from "./files.ts";
import { inOrder } from "./in_order.ts";
import { backToModel } from "./model_spec.ts";
import type { Stage, StageOutcome } from "./stage.ts";

const SHOWN_FINDINGS = 10;

/** Files → report and bundle. A report is kept whether or not the files pass. */
export const validationStage: Stage = async (context) => {
  const { job, agent, deps, log } = context;
  const { filesHash, spec } = job.state;
  if (!filesHash) throw new Error(`job ${job.id} reached validation without files`);
  const files = await readFiles(deps, filesHash);
  const coverage = job.state.coverage ?? ledgerIn(files);
  const lines = inOrder((gate: Gate) => log(gateLine(gate)));
  const { report, bundle } = await validate(
    {
      files,
      ...(spec && coverage && { spec: specFacts(spec, coverage, casesFor) }),
      agent: { id: agent.id, slug: agent.slug },
    },
    { probe: deps.probe, deno: deps.denoTool, onGate: lines.add },
  );
  await lines.done();
  const version = job.state.versionId ? await findVersionById(deps.db, job.state.versionId) : null;
  const reportId = await insertReport(deps.db, job, report, version?.number ?? null);
  const validation = { reportId, status: report.status, summary: report.summary };
  if (report.status === "failed" || bundle === null) {
    return backToModel(context, { validation }, evidenceOf(report)) ?? refused(report, validation);
  }
  const bundleHash = await deps.blobs.put(new TextEncoder().encode(bundle));
  return { ok: true, change: { validation, state: { reportId, bundleHash } } };
};

/** A version that is validated again carries its ledger with it. */
function ledgerIn(files: Files): Coverage | undefined {
  const text = files["coverage.json"];
  return text === undefined ? undefined : JSON.parse(text);
}

const MAX_EVIDENCE_CHARACTERS = 1_000;

/** What the model needs to mend its Spec: the first findings, each with the smallest case there is. */
function evidenceOf(report: Report): string[] {
  const failed = report.gates.filter(({ status }) => status === "failed");
  return failed.flatMap(({ id, findings }) =>
    findings.map(({ message, path, evidence }) => {
      const seen = evidence === undefined
        ? ""
        : ` ${JSON.stringify(evidence).slice(0, MAX_EVIDENCE_CHARACTERS)}`;
      return `${id}: ${path === undefined ? "" : `${path}: `}${message}${seen}`;
    })
  ).slice(0, SHOWN_FINDINGS);
}

function refused(report: Report, validation: JsonObject): StageOutcome {
  const failed = report.gates.filter((gate) => gate.status === "failed" || gate.cause === "unavailable");
  const findings = failed.flatMap((gate) => gate.findings.map((finding) => ({ gate: gate.id, ...finding })));
  return {
    ok: false,
    failure: {
      code: "validation_failed",
      message: `The code did not pass ${failed.map((gate) => gate.id).join(", ")}; nothing was deployed. ` +
        "Each finding says what to mend.",
      details: toJsonObject({ findings: findings.slice(0, SHOWN_FINDINGS) }),
    },
    change: { validation },
  };
}

function gateLine(gate: Gate): string {
  const first = gate.findings[0]?.message;
  return `${gate.id}: ${gate.status}${gate.reason ? ` (${gate.reason})` : ""}${first ? `: ${first}` : ""}`;
}

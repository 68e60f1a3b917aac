import { findVersionById } from "../../agents/mod.ts";
import type { Files } from "../../lib/files.ts";
import { type JsonObject, toJsonObject } from "../../lib/json.ts";
import { casesFor, type Coverage } from "../../spec/mod.ts";
import { type Gate, type Report, specFacts, validate } from "../../validation/mod.ts";
import { insertReport } from "../reports.ts";
import { readFiles } from "./files.ts";
import type { Stage, StageOutcome } from "./stage.ts";

const SHOWN_FINDINGS = 10;

/** Files → report and bundle. A report is kept whether or not the files pass. */
export const validationStage: Stage = async ({ job, agent, deps, log }) => {
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
  if (report.status === "failed" || bundle === null) return refused(report, validation);
  const bundleHash = await deps.blobs.put(new TextEncoder().encode(bundle));
  return { ok: true, change: { validation, state: { reportId, bundleHash } } };
};

/** A version that is validated again carries its ledger with it. */
function ledgerIn(files: Files): Coverage | undefined {
  const text = files["coverage.json"];
  return text === undefined ? undefined : JSON.parse(text);
}

/** Writes one after another what is reported without waiting. */
function inOrder<Item>(write: (item: Item) => Promise<void>) {
  let last = Promise.resolve();
  return {
    add: (item: Item) => {
      last = last.then(() => write(item));
      // Whoever waits for `done` gets the error; until then nobody does, and that must not end the process.
      last.catch(() => {});
    },
    done: () => last,
  };
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

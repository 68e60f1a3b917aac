import { entryOf } from "../artifacts/mod.ts";
import { GATES } from "./gates.ts";
import {
  type Gate,
  notApplicable,
  type Report,
  toGate,
  toReport,
  unavailable,
  type Verdict,
} from "./report.ts";
import type { GateDefinition, Run, ValidationDeps, ValidationInput } from "./run.ts";

export interface Validation {
  report: Report;
  /** The one ES module that the sandbox loads; null when the build failed. */
  bundle: string | null;
}

/** Files → report. Every gate runs where it can; throws only when `signal` is aborted. */
export async function validate(input: ValidationInput, deps: ValidationDeps): Promise<Validation> {
  const now = deps.now ?? (() => performance.now());
  const startedMs = now();
  const run = startRun(input, deps);
  const gates: Gate[] = [];
  for (const definition of GATES) {
    input.signal?.throwIfAborted();
    const gateStartedMs = now();
    const verdict = await judge(definition, gates, run);
    const gate = toGate(definition.id, verdict, now() - gateStartedMs);
    gates.push(gate);
    deps.onGate?.(gate);
  }
  return { report: toReport(gates, now() - startedMs), bundle: run.bundle };
}

function startRun(input: ValidationInput, deps: ValidationDeps): Run {
  const agent = { agentId: input.agent.id, slug: input.agent.slug };
  return { input, deps, agent, entry: entryOf(input.files), parsed: new Map(), bundle: null, exchanges: [] };
}

/** A gate that does not apply to these files stands in no other's way. */
function isMet(gate: Gate | undefined): boolean {
  return gate?.status === "passed" || gate?.cause === "not_applicable";
}

async function judge(definition: GateDefinition, earlier: readonly Gate[], run: Run): Promise<Verdict> {
  if (definition.notForUploads !== undefined && run.input.spec === undefined) {
    return notApplicable(definition.notForUploads);
  }
  const missing = definition.needs.find((id) => !isMet(earlier.find((gate) => gate.id === id)));
  if (missing !== undefined) {
    return { status: "skipped", cause: "prerequisite", reason: `${missing} did not pass` };
  }
  try {
    return await definition.check(run);
  } catch (error) {
    run.input.signal?.throwIfAborted();
    // A tool of ours that broke says nothing about the code: the gate did not run, and so nothing passed.
    return unavailable(
      `the check itself could not run: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

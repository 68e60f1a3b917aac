/**
 * Files → report: may this artifact be deployed?
 *
 * A list of gates (`gates.ts`) runs in order. Each passes, fails with findings, or is skipped with its reason; a gate
 * that could not run never counts as passed. Sources are parsed before any tool may follow their imports; what runs,
 * runs in the production sandbox, which comes in as the `probe` argument. Code made from a Spec is held to the Spec;
 * uploaded code passes the same gates less those, each of which says why it does not apply.
 * Validation reads files and reports: it repairs nothing and stores nothing.
 */
export type { DenoTool } from "./build/deno_tool.ts";
export type {
  Probe,
  ProbeAgent,
  ProbeAnswer,
  ProbeFailure,
  ProbeOutcome,
  ProbeRequest,
  ProbeResult,
} from "./probe.ts";
export type { Finding, Gate, GateClass, Report, SkipCause } from "./report.ts";
export { toCtrf } from "./reports/ctrf.ts";
export { toJunit } from "./reports/junit.ts";
export type { ExpectedCase, SpecFacts, ValidationDeps, ValidationInput } from "./run.ts";
export { specFacts } from "./spec_facts.ts";
export { validate, type Validation } from "./validate.ts";

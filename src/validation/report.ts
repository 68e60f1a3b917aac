import type { Json } from "../lib/json.ts";

export type GateClass = "build" | "spec" | "contract" | "behaviour" | "security" | "quality";

/** One thing that is wrong, where, and what was seen. Lines and columns count from 1. */
export interface Finding {
  message: string;
  /** Relative to the artifact. */
  path?: string;
  line?: number;
  column?: number;
  /** The smallest example that shows it. */
  evidence?: Json;
}

/**
 * Why a gate did not run. Only `not_applicable` is harmless: a report with a gate of the other two kinds has failed,
 * because something that should have been checked was not.
 */
export type SkipCause = "not_applicable" | "prerequisite" | "unavailable";

export type Verdict =
  | { status: "passed" }
  | { status: "failed"; findings: Finding[] }
  | { status: "skipped"; cause: SkipCause; reason: string };

export interface Gate {
  /** `<class>.<name>`, stable: clients may match on it. */
  id: string;
  class: GateClass;
  status: Verdict["status"];
  /** Present when skipped. */
  cause?: SkipCause;
  reason?: string;
  durationMs: number;
  findings: Finding[];
}

export interface Report {
  status: "passed" | "failed";
  /** In the order they ran. */
  gates: Gate[];
  /** One sentence for a person. */
  summary: string;
  durationMs: number;
}

/** A gate lists this many findings at most; the last one then says how many more there are. */
const MAX_FINDINGS = 20;

export const PASSED: Verdict = { status: "passed" };

export function verdictOf(findings: Finding[]): Verdict {
  return findings.length === 0 ? PASSED : { status: "failed", findings };
}

export function notApplicable(reason: string): Verdict {
  return { status: "skipped", cause: "not_applicable", reason };
}

export function unavailable(reason: string): Verdict {
  return { status: "skipped", cause: "unavailable", reason };
}

export function toGate(id: string, verdict: Verdict, durationMs: number): Gate {
  const gateClass = id.slice(0, id.indexOf(".")) as GateClass;
  const base = { id, class: gateClass, status: verdict.status, durationMs: Math.round(durationMs) };
  if (verdict.status === "skipped") {
    return { ...base, cause: verdict.cause, reason: verdict.reason, findings: [] };
  }
  return { ...base, findings: verdict.status === "failed" ? capped(verdict.findings) : [] };
}

export function toReport(gates: Gate[], durationMs: number): Report {
  const status = gates.every(isHarmless) ? "passed" : "failed";
  return { status, gates, summary: summarise(gates), durationMs: Math.round(durationMs) };
}

function isHarmless(gate: Gate): boolean {
  return gate.status === "passed" || gate.cause === "not_applicable";
}

function summarise(gates: Gate[]): string {
  const count = (status: Gate["status"]) => gates.filter((gate) => gate.status === status).length;
  const counts = `${count("passed")} passed, ${count("failed")} failed, ${count("skipped")} skipped`;
  const first = gates.find((gate) => gate.status === "failed") ?? gates.find((gate) => !isHarmless(gate));
  if (!first) return counts;
  return `${counts}. First: ${first.id}: ${first.findings[0]?.message ?? first.reason ?? ""}`;
}

function capped(findings: Finding[]): Finding[] {
  if (findings.length <= MAX_FINDINGS) return findings;
  const more = findings.length - MAX_FINDINGS + 1;
  return [...findings.slice(0, MAX_FINDINGS - 1), { message: `… and ${more} more findings like these` }];
}

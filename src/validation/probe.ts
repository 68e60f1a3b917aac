/**
 * The production sandbox, as validation sees it: boot the bundle once in a fresh sandbox with an empty store, send the
 * requests one after another, stop. The runtime implements it; `app.ts` hands it over.
 */
export type Probe = (
  bundle: string,
  agent: ProbeAgent,
  requests: readonly ProbeRequest[],
) => Promise<ProbeResult>;

export interface ProbeAgent {
  agentId: string;
  slug: string;
}

export interface ProbeRequest {
  body: Uint8Array;
  requestId: string;
}

export interface ProbeResult {
  boot: { ok: true; bootMs: number } | { ok: false; reason: string; stderrTail: string };
  /** One for each request, in their order; empty when the boot failed. */
  outcomes: ProbeOutcome[];
}

export type ProbeOutcome = ProbeAnswer | ProbeFailure;

export interface ProbeAnswer {
  answered: true;
  status: number;
  headers: Record<string, string>;
  body: Uint8Array;
  runMs: number;
}

export interface ProbeFailure {
  answered: false;
  /** How the call died: `timeout`, `cpu_limit`, `memory_limit`, `crashed`, … */
  code: string;
  reason: string;
}

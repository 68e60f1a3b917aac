import type { Runtime } from "../runtime/mod.ts";
import type { Probe, ProbeOutcome } from "../validation/mod.ts";

type RuntimeOutcome = Awaited<ReturnType<Runtime["call"]>>;

/** The runtime's probe in the words of validation, which knows no runtime. */
export function adaptProbe(
  runtime: Runtime,
  countTestCalls: (agentId: string, count: number) => void,
): Probe {
  return async (bundle, agent, requests) => {
    const calls = requests.map(({ requestId, body }) => ({
      requestId,
      headers: JSON_HEADERS,
      body: body.slice(),
    }));
    const result = await runtime.probe(bundle, agent, calls);
    countTestCalls(agent.agentId, result.ok ? result.outcomes.length : 0);
    if (!result.ok) {
      const { reason, stderrTail } = result.failure;
      return { boot: { ok: false, reason, stderrTail: withoutOurFrames(stderrTail) }, outcomes: [] };
    }
    return { boot: { ok: true, bootMs: result.bootMs }, outcomes: result.outcomes.map(adaptOutcome) };
  };
}

/** A stack ends in the bootstrap, whose path is this machine's affair. */
function withoutOurFrames(stderr: string): string {
  return stderr.split("\n").filter((line) => !line.includes("/bootstrap.js")).join("\n").trim();
}

const JSON_HEADERS: [string, string][] = [["content-type", "application/json"]];

function adaptOutcome(outcome: RuntimeOutcome): ProbeOutcome {
  if (outcome.kind === "failed") {
    return {
      answered: false,
      code: outcome.reason,
      reason: withoutOurFrames(outcome.stderrTail) || outcome.reason,
    };
  }
  const { status, headers, body, timing } = outcome;
  return { answered: true, status, headers: Object.fromEntries(headers), body, runMs: timing.runMs };
}

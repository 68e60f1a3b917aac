import { evidenceOf, jsonCall, makeCalls } from "../calls.ts";
import { PASSED, type Verdict, verdictOf } from "../report.ts";
import type { Run } from "../run.ts";

/** The production sandbox loads the bundle and finds a default export with `fetch`. */
export async function checkBoot(run: Run): Promise<Verdict> {
  const { boot } = await run.deps.probe(run.bundle ?? "", run.agent, []);
  if (boot.ok) return PASSED;
  return verdictOf([{ message: `the sandbox did not start: ${boot.reason}`, evidence: boot.stderrTail }]);
}

/** One call comes back. Whatever it says is the backend's own affair; that it says something is ours. */
export async function checkCall(run: Run): Promise<Verdict> {
  const input = run.input.spec?.cases[0]?.input ?? {};
  const [exchange] = await makeCalls(run, "behaviour.call", [jsonCall("a first call", input)]);
  if (!exchange || exchange.outcome.answered) return PASSED;
  const { code, reason } = exchange.outcome;
  return verdictOf([{ message: `a call got no answer: ${code}: ${reason}`, evidence: evidenceOf(exchange) }]);
}

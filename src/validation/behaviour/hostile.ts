import { isJsonObject } from "../../lib/json.ts";
import { describeFailure, evidenceOf, type Exchange, jsonCall, makeCalls } from "../calls.ts";
import { type Finding, type Verdict, verdictOf } from "../report.ts";
import type { ExpectedCase, Run } from "../run.ts";
import { meets } from "./cases.ts";
import { baseInput, hostileCalls, NOT_AN_OBJECT, wrongValues } from "./inputs.ts";

/** Bad input gives 4xx: always where the body is no object, and never a 5xx for a field of the wrong type. */
export async function checkBadInput(run: Run): Promise<Verdict> {
  const gate = "contract.bad_input";
  const shapeless = await makeCalls(run, gate, NOT_AN_OBJECT);
  const spoilt = await makeCalls(run, gate, wrongValues(baseInput(run)));
  const accepted = shapeless.filter(({ outcome }) => outcome.answered && outcome.status < 400);
  return verdictOf([
    ...accepted.map((exchange) => finding(exchange, "was accepted; it must be refused with a 4xx")),
    ...await breakages(run, [...shapeless, ...spoilt]),
  ]);
}

/**
 * No body that the gateway lets through may break the backend, and none may change how it answers the next one.
 * Uploaded code may answer 5xx, which is its own affair, but must answer.
 */
export async function checkHostileInput(run: Run): Promise<Verdict> {
  const gate = "security.hostile_input";
  const known = knownCase(run);
  const after = known ? [jsonCall(`${known.title}, after the hostile calls`, known.input)] : [];
  const exchanges = await makeCalls(run, gate, [...hostileCalls(baseInput(run)), ...after]);
  const findings = await breakages(run, exchanges);
  const last = exchanges.at(-1);
  if (known && last && findings.length === 0 && !meets(last, known)) {
    findings.push(finding(last, "is answered otherwise than before: some input changed the backend"));
  }
  return verdictOf(findings);
}

/** Where data is kept, a hostile call may have added to it as any call may; only what is no request is then sure of its answer. */
function knownCase({ input: { spec } }: Run): ExpectedCase | undefined {
  return spec?.keepsData ? spec.cases.find(({ input }) => !isJsonObject(input)) : spec?.cases[0];
}

/** One call that kills the sandbox may fail its neighbours too, so each failure is tried again by itself. */
async function breakages(run: Run, exchanges: readonly Exchange[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const exchange of exchanges) {
    const complaint = complaintOf(run, exchange);
    if (complaint === null) continue;
    const again = exchange.outcome.answered ? exchange : await repeat(run, exchange);
    const confirmed = complaintOf(run, again);
    if (confirmed !== null) findings.push(finding(again, confirmed));
    if (findings.length >= ENOUGH) break;
  }
  return findings;
}

/** Each repetition may take a whole time limit. */
const ENOUGH = 5;

async function repeat(run: Run, { title, text, gate }: Exchange): Promise<Exchange> {
  const [again] = await makeCalls(run, gate, [{ title, text }]);
  if (!again) throw new Error("a call had no outcome");
  return again;
}

function complaintOf(run: Run, { outcome }: Exchange): string | null {
  if (!outcome.answered) return describeFailure(outcome);
  if (outcome.status < 500 || run.input.spec === undefined) return null;
  // A Spec may ask for a 5xx ("reject with 503 when …"); then some case expects it.
  const asked = run.input.spec.cases.some(({ expected }) => expected.status === outcome.status);
  return asked ? null : `is answered with ${outcome.status}`;
}

function finding(exchange: Exchange, complaint: string): Finding {
  return { message: `${exchange.title}: ${complaint}`, evidence: evidenceOf(exchange) };
}

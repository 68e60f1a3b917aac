import { isJsonObject, type Json, toJsonObject } from "../../lib/json.ts";
import { bodyOf, describeFailure, evidenceOf, type Exchange, jsonCall, makeCalls } from "../calls.ts";
import { type Finding, type Verdict, verdictOf } from "../report.ts";
import type { ExpectedCase, Run } from "../run.ts";
import { jsonEqual } from "./equal.ts";

/** The Spec's own examples, its boundary values, and what its interpreter says to them. */
export async function checkCases(run: Run): Promise<Verdict> {
  const cases = run.input.spec?.cases ?? [];
  if (cases.length === 0) {
    return verdictOf([{ message: "the Spec gives no case to try, so nothing would be checked" }]);
  }
  const calls = cases.map(({ title, input }) => jsonCall(title, input));
  const exchanges = await makeCalls(run, "behaviour.cases", calls);
  const failing = exchanges.map((exchange, index) => ({ exchange, expected: cases[index]! }))
    .filter(({ exchange, expected }) => !meets(exchange, expected))
    // The smallest example first: it is the one that a person, or a repair, should look at.
    .sort((a, b) => a.exchange.text.length - b.exchange.text.length);
  return verdictOf(failing.map(({ exchange, expected }) => toFinding(exchange, expected)));
}

export function meets({ outcome }: Exchange, { expected }: ExpectedCase): boolean {
  if (!outcome.answered || outcome.status !== expected.status) return false;
  return jsonEqual(withoutOpen(bodyOf(outcome), expected.open), expected.body);
}

/** What custom functions decide is judged by their own gate. */
function withoutOpen(body: Json, open: ExpectedCase["expected"]["open"]): Json {
  if (!Array.isArray(open) || !isJsonObject(body)) return body;
  return Object.fromEntries(Object.entries(body).filter(([key]) => !open.includes(key)));
}

function toFinding(exchange: Exchange, { id, title, expected }: ExpectedCase): Finding {
  const { outcome } = exchange;
  const got = outcome.answered ? `status ${outcome.status}` : describeFailure(outcome);
  const wanted = `status ${expected.status}`;
  const message = got === wanted
    ? `${title}: ${got}, but another body`
    : `${title}: ${got}, expected ${wanted}`;
  return {
    message: `${id}: ${message}`,
    evidence: { ...evidenceOf(exchange), expected: toJsonObject(expected) },
  };
}

import { jsonEqual } from "../behaviour/equal.ts";
import { bodyOf, evidenceOf, type Exchange, jsonCall, makeCalls } from "../calls.ts";
import { type Verdict, verdictOf } from "../report.ts";
import type { Run } from "../run.ts";

const MAX_CASES = 30;

/**
 * The same calls to two fresh sandboxes: nothing may depend on the clock or on chance. Nor on what came before, unless
 * the backend keeps data: then the same calls in the same order, each time on an empty store, must have the same answers.
 */
export async function checkDeterministic(run: Run): Promise<Verdict> {
  const calls = (run.input.spec?.cases ?? []).slice(0, MAX_CASES).map(({ title, input }) =>
    jsonCall(title, input)
  );
  const first = await makeCalls(run, "quality.deterministic", calls);
  // The second sandbox answers each call twice, so that an answer that leans on earlier calls shows.
  const warmUp = run.input.spec?.keepsData ? [] : calls;
  const second = (await makeCalls(run, "quality.deterministic", [...warmUp, ...calls])).slice(warmUp.length);
  return verdictOf(first.flatMap((exchange, index) => {
    const other = second[index]!;
    if (sameAnswer(exchange, other)) return [];
    const evidence = { ...evidenceOf(exchange), another: evidenceOf(other).actual };
    return [{ message: `${exchange.title}: two runs gave two answers`, evidence }];
  }));
}

function sameAnswer(a: Exchange, b: Exchange): boolean {
  if (!a.outcome.answered || !b.outcome.answered) return a.outcome.answered === b.outcome.answered;
  return a.outcome.status === b.outcome.status && jsonEqual(bodyOf(a.outcome), bodyOf(b.outcome));
}

import { type Finding, type Verdict, verdictOf } from "../report.ts";
import { bodyOf } from "../calls.ts";
import type { ProbeOutcome } from "../probe.ts";
import type { Run } from "../run.ts";
import { attackTexts, type Pattern, patternsIn } from "./patterns.ts";

const BUDGET_MS = 50;

/** Runs in the sandbox in the place of a backend: the slowest of the texts, or the first that is too slow. */
const TRIAL = `
const { performance } = globalThis;
export default {
  async fetch(request) {
    const { source, flags, texts } = await request.json();
    const pattern = new RegExp(source, flags);
    let slowestMs = 0;
    for (const text of texts) {
      const startedMs = performance.now();
      pattern.lastIndex = 0;
      pattern.test(text);
      slowestMs = Math.max(slowestMs, performance.now() - startedMs);
      if (slowestMs > ${BUDGET_MS}) break;
    }
    return Response.json({ slowestMs });
  },
};
`;

/**
 * Each regular expression is tried, in the production sandbox, on texts made to slow it down. Trying errs on neither
 * side where reading the pattern does: `([a-z]+-)*` is harmless and `([a-z]+)*` is not.
 */
export async function checkRegex(run: Run): Promise<Verdict> {
  const patterns = [...run.parsed.values()].flatMap(patternsIn);
  if (patterns.length === 0) return verdictOf([]);
  const requests = patterns.map(({ source, flags }, index) => ({
    body: new TextEncoder().encode(JSON.stringify({ source, flags, texts: attackTexts(source) })),
    requestId: `security.regex-${index + 1}`,
  }));
  const { boot, outcomes } = await run.deps.probe(TRIAL, run.agent, requests);
  if (!boot.ok) throw new Error(`the sandbox did not boot: ${boot.reason}`);
  return verdictOf(patterns.flatMap((pattern, index) => judge(pattern, outcomes[index]!)));
}

function judge({ source, flags, place }: Pattern, outcome: ProbeOutcome): Finding[] {
  const evidence = `/${source.slice(0, 200)}/${flags}`;
  if (!outcome.answered) {
    return [{ ...place, message: `the pattern ended the sandbox: ${outcome.code}`, evidence }];
  }
  const { slowestMs } = bodyOf(outcome) as { slowestMs: number };
  if (slowestMs <= BUDGET_MS) return [];
  return [{ ...place, message: `the pattern takes more than ${BUDGET_MS} ms on a short text`, evidence }];
}

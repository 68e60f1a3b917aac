/** What became of one entry: compiled and called, or refused, and whether that was right. */
import { isJsonObject } from "../../src/lib/json.ts";
import { type Answer, type Clause, compile, type Compiled } from "../../src/spec/mod.ts";
import type { Backend, MakeBackend } from "./backends.ts";
import type { Call, Entry } from "./entries.ts";
import { matches, statusMatches } from "./matches.ts";

export const VERDICTS = [
  "correct",
  "refused rightly",
  "refused elsewhere",
  "refused wrongly",
  "wrong",
] as const;

/** `refused elsewhere` is a refusal that was due, but for another clause than the one that can't be carried. */
export type Verdict = typeof VERDICTS[number];

export interface Judgement {
  entry: Entry;
  verdict: Verdict;
  /** What a person needs to see why, a line each. */
  details: string[];
  /** The clauses that stopped the compilation. */
  refused?: readonly Clause[];
  /** Every clause of the text, whatever became of it. */
  clauses?: readonly Clause[];
}

export async function judge(entry: Entry, makeBackend: MakeBackend): Promise<Judgement> {
  try {
    const compiled = compile(entry.requirements);
    const judgement = compiled.ok
      ? await judgeBackend(entry, compiled, makeBackend)
      : judgeRefusal(entry, compiled);
    return { ...judgement, clauses: compiled.coverage.clauses };
  } catch (error) {
    return { entry, verdict: "wrong", details: [`threw ${error}`] };
  }
}

async function judgeBackend(
  entry: Entry,
  compiled: Extract<Compiled, { ok: true }>,
  makeBackend: MakeBackend,
): Promise<Judgement> {
  const { expectation } = entry;
  if (expectation.expect === "refused") {
    const details = [`compiled, though ${quoted(expectation.quote)}: ${expectation.because}`];
    return {
      entry,
      verdict: "wrong",
      details: [...details, ...readingOf(expectation.quote, entry, compiled)],
    };
  }
  const details = await wrongAnswers(expectation.calls, await makeBackend(entry, compiled));
  return { entry, verdict: details.length === 0 ? "correct" : "wrong", details };
}

/** How a clause that had to be refused was read instead. */
function readingOf(quote: string, entry: Entry, { coverage }: Compiled): string[] {
  return coverage.clauses.filter((clause) => touches(clause, quote, entry))
    .map((clause) => `read ${quoted(clause.quote)} as ${clause.status}: ${clause.paraphrase ?? "-"}`);
}

/** The calls are made in order, because a backend may remember. */
async function wrongAnswers(calls: Call[], backend: Backend): Promise<string[]> {
  const wrong: string[] = [];
  for (const call of calls) {
    const answer = await backend(call.input);
    if (!answersWell(call, answer)) wrong.push(describe(call, answer));
  }
  return wrong;
}

function answersWell({ status, body, keys = [] }: Call, answer: Answer): boolean {
  return statusMatches(status, answer.status) && (body === undefined || matches(body, answer.body)) &&
    keys.every((key) => isJsonObject(answer.body) && Object.hasOwn(answer.body, key));
}

function describe({ input, status, body, keys }: Call, answer: Answer): string {
  const [sent, expected, actual] = [input, keys ?? body ?? "any body", answer.body].map((each) =>
    JSON.stringify(each)
  );
  return `input ${sent}\n      expected ${status} ${expected}\n      actual   ${answer.status} ${actual}`;
}

function judgeRefusal(entry: Entry, { failure }: Extract<Compiled, { ok: false }>): Judgement {
  const { expectation } = entry;
  const { clauses } = failure.details;
  const details = clauses.map(({ quote, status, reason }) => `${status} ${quoted(quote)}: ${reason ?? "-"}`);
  if (expectation.expect === "compiles") {
    return { entry, verdict: "refused wrongly", details, refused: clauses };
  }
  const found = clauses.some((clause) => touches(clause, expectation.quote, entry));
  return { entry, verdict: found ? "refused rightly" : "refused elsewhere", details, refused: clauses };
}

/** Whether a clause has any of the characters of `quote` in it. */
function touches(clause: Clause, quote: string, { requirements }: Entry): boolean {
  const start = requirements.indexOf(quote);
  return clause.start < start + quote.length && clause.end > start;
}

function quoted(text: string): string {
  return JSON.stringify(text);
}

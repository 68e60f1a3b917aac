import type { Json } from "../../lib/json.ts";
import { bundle } from "../build/bundle.ts";
import { bodyOf, describeFailure } from "../calls.ts";
import { type Finding, notApplicable, type Verdict, verdictOf } from "../report.ts";
import type { CustomFacts, Run } from "../run.ts";
import { jsonEqual } from "./equal.ts";

const ENTRY = "src/custom_trial.ts";

/** Runs in the sandbox in the place of the backend: calls one function, each time twice, and says what came of it. */
const TRIAL = `
import * as custom from "./custom.ts";

function attempt(run: (...args: unknown[]) => unknown, args: unknown[]): { value?: unknown; threw?: string } {
  try {
    const value = run(...args);
    return typeof value === "number" && !Number.isFinite(value) ? { threw: "it gave " + value } : { value };
  } catch (error) {
    return { threw: "it threw " + String(error).slice(0, 200) };
  }
}

export default {
  async fetch(request: Request): Promise<Response> {
    const { name, calls } = await request.json() as { name: string; calls: unknown[][] };
    const run = (custom as unknown as Record<string, (...args: unknown[]) => unknown>)[name]!;
    return Response.json(calls.map((args) => {
      const before = JSON.stringify(args);
      const first = attempt(run, args);
      const changed = JSON.stringify(args) !== before;
      const second = attempt(run, JSON.parse(before) as unknown[]);
      return { ...first, changed, differs: JSON.stringify(second) !== JSON.stringify(first) };
    }));
  },
};
`;

interface Outcome {
  value?: Json;
  threw?: string;
  changed: boolean;
  differs: boolean;
}

/** So many calls go in one request: when a function hangs, it is one of few. */
const CALLS_AT_ONCE = 50;
const SHOWN_FINDINGS = 5;

/**
 * Functions that a model wrote, in the production sandbox: each example gives its result, and whatever the arguments, the
 * function gives a value of its type, the same every time, and leaves the arguments as they are.
 */
export async function checkCustom(run: Run): Promise<Verdict> {
  const functions = run.input.spec?.customs ?? [];
  if (functions.length === 0) return notApplicable("the Spec has no custom functions");
  const built = await bundle({ ...run.input.files, [ENTRY]: TRIAL }, ENTRY);
  if (!built.ok) return verdictOf(built.findings);
  const findings: Finding[] = [];
  for (const each of functions) findings.push(...await tried(run, built.text, each));
  return verdictOf(findings);
}

/** The odd arguments only once the examples are right: a function that hangs would hang with each of them. */
async function tried(run: Run, trial: string, facts: CustomFacts): Promise<Finding[]> {
  const found = await triedWith(run, trial, facts, facts.examples.map(({ args }) => args));
  return found.length > 0 ? found : await triedWith(run, trial, facts, facts.seeds);
}

async function triedWith(
  run: Run,
  trial: string,
  facts: CustomFacts,
  calls: readonly Json[][],
): Promise<Finding[]> {
  const parts = Array.from(
    { length: Math.ceil(calls.length / CALLS_AT_ONCE) },
    (_, n) => calls.slice(n * CALLS_AT_ONCE, (n + 1) * CALLS_AT_ONCE),
  );
  const requests = parts.map((part, n) => ({
    body: new TextEncoder().encode(JSON.stringify({ name: facts.name, calls: part })),
    requestId: `behaviour.custom-${n + 1}`,
  }));
  const { boot, outcomes } = await run.deps.probe(trial, run.agent, requests);
  if (!boot.ok) throw new Error(`the sandbox did not boot: ${boot.reason}`);
  const findings = parts.flatMap((part, n): Finding[] => {
    const outcome = outcomes[n]!;
    if (!outcome.answered) {
      return [finding(facts, part[0]!, `does not end with this or one like it: ${describeFailure(outcome)}`)];
    }
    return (bodyOf(outcome) as unknown as Outcome[]).flatMap((each, at) => judge(facts, part[at]!, each));
  });
  // The smallest first: it is the one that a repair should look at.
  return findings.sort((a, b) => sizeOf(a) - sizeOf(b)).slice(0, SHOWN_FINDINGS);
}

function judge(
  facts: CustomFacts,
  args: Json[],
  { value = null, threw, changed, differs }: Outcome,
): Finding[] {
  const example = facts.examples.find((each) => jsonEqual(each.args, args));
  if (example && (threw !== undefined || !jsonEqual(value, example.result))) {
    const gave = threw ?? `it gives ${JSON.stringify(value)}`;
    return [finding(facts, args, `must give ${JSON.stringify(example.result)}, but ${gave}`)];
  }
  if (threw !== undefined) {
    return [finding(facts, args, `must give a value for every argument, but ${threw}`)];
  }
  if (!facts.isResult(value)) {
    return [finding(facts, args, `gives ${JSON.stringify(value)}, which is not of its type`)];
  }
  if (changed) return [finding(facts, args, "changes its arguments")];
  return differs ? [finding(facts, args, "gives something else the second time")] : [];
}

function finding({ name }: CustomFacts, args: Json[], message: string): Finding {
  return { message: `${name} ${message}`, path: "src/custom.ts", evidence: { args } };
}

function sizeOf({ evidence }: Finding): number {
  return JSON.stringify(evidence).length;
}

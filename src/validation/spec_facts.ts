import { customFunctions } from "../codegen/mod.ts";
import {
  checkSpec,
  type Clause,
  type Coverage,
  infosOf,
  isOfCustomType,
  keepsData,
  seedsOf,
  type Spec,
  specSchema,
} from "../spec/mod.ts";
import type { Finding } from "./report.ts";
import type { CustomFacts, ExpectedCase, SpecFacts } from "./run.ts";

/** What stops a job unless the requirements' author let the gap through (`allowPartial`). */
const UNCARRIED: ReadonlySet<Clause["status"]> = new Set([
  "unsupported",
  "ambiguous",
  "contradiction",
  "not_understood",
]);

/** Looks at a Spec for the gates: its shape, its references, its ledger, and the cases it must answer. */
export function specFacts(
  value: unknown,
  coverage: Coverage,
  casesFor: (spec: Spec) => readonly ExpectedCase[],
): SpecFacts {
  const checked = checkSpec(value);
  const ledger = uncarried(coverage);
  if (checked.ok) {
    const { spec } = checked;
    const facts = {
      coverage: ledger,
      cases: casesFor(spec),
      customs: customsOf(spec),
      keepsData: keepsData(spec),
    };
    return { schema: [], links: [], ...facts };
  }
  const nothing = { coverage: ledger, cases: [], customs: [], keepsData: false };
  const findings = checked.issues.map(({ path, message }) => ({ message: `${path}: ${message}` }));
  return hasShape(value)
    ? { schema: [], links: findings, ...nothing }
    : { schema: findings, links: [], ...nothing };
}

function customsOf(spec: Spec): CustomFacts[] {
  const infos = infosOf(spec);
  return customFunctions(spec).map(({ name, step }) => ({
    name,
    examples: step.examples,
    seeds: seedsOf(step, infos),
    isResult: (value) => isOfCustomType(value, step.returns, step.nullable),
  }));
}

function hasShape(value: unknown): boolean {
  try {
    return specSchema.safeParse(value).success;
  } catch (error) {
    // checkSpec refuses what is nested too deeply before zod can run out of stack on it.
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function uncarried({ clauses, gaps = [] }: Coverage): Finding[] {
  return clauses.filter(({ status, quote }) => UNCARRIED.has(status) && !gaps.includes(quote))
    .map(({ status, quote, line, reason }) => ({
      path: "requirements.md",
      line,
      message: `${status}: ${reason ?? "the sentence was not carried into the Spec"}`,
      evidence: quote,
    }));
}

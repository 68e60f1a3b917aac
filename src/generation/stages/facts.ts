import { casesFor, checkSpec, type Coverage, type Spec } from "../../spec/mod.ts";
import type { Finding, SpecFacts } from "../../validation/mod.ts";

/** Clauses that a Spec may be made with; the others must not have let one through, unless a gap was allowed. */
const CARRIED = new Set(["covered", "context", "assumed"]);

/** What validation needs to know of a Spec. */
export function specFacts(spec: Spec, coverage: Coverage | undefined): SpecFacts {
  const checked = checkSpec(spec);
  const issues: Finding[] = checked.ok ? [] : checked.issues.map(({ path, message }) => ({ path, message }));
  return {
    schema: issues.filter((issue) => !isLink(issue)),
    links: issues.filter(isLink),
    coverage: coverage ? uncarried(coverage) : [],
    cases: checked.ok ? casesFor(spec) : [],
  };
}

function uncarried(coverage: Coverage): Finding[] {
  const gaps = new Set(coverage.gaps ?? []);
  return coverage.clauses
    .filter((clause) => !CARRIED.has(clause.status) && !gaps.has(clause.quote))
    .map((clause) => ({ message: `“${clause.quote}” is ${clause.status}`, line: clause.line }));
}

function isLink(issue: Finding): boolean {
  return issue.message.includes("no node");
}

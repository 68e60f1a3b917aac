import { type Verdict, verdictOf } from "./report.ts";
import type { GateDefinition, Run, SpecFacts } from "./run.ts";

const NO_SPEC = "uploaded code has no Spec";

/** The Spec was checked where it is understood; here its findings take their place in the report. */
export const SPEC_GATES: readonly GateDefinition[] = [
  { id: "spec.schema", needs: [], notForUploads: NO_SPEC, check: (run) => verdictOf(factsOf(run).schema) },
  {
    id: "spec.links",
    needs: ["spec.schema"],
    notForUploads: NO_SPEC,
    check: (run) => verdictOf(factsOf(run).links),
  },
  { id: "spec.coverage", needs: ["spec.schema"], notForUploads: NO_SPEC, check: coverage },
];

function coverage(run: Run): Verdict {
  return verdictOf(factsOf(run).coverage);
}

function factsOf({ input }: Run): SpecFacts {
  if (!input.spec) throw new Error("a gate for Specs ran without one");
  return input.spec;
}

/**
 * What the built-in compiler makes of requirements, before anybody builds anything: every clause with what became of
 * it, the Spec of what was understood, and what to write instead of the rest. Nothing is kept, nothing is generated.
 */
import { type CompileOptions, isUncarried, understand } from "./compile.ts";
import type { Assumption, Clause, SpecFailure } from "./outcome.ts";
import type { Spec } from "./schema.ts";

/** A clause that could not be carried, and a sentence that would be understood in its place. */
export type Suggestion = Pick<
  Clause,
  "quote" | "start" | "end" | "line" | "status" | "reason" | "suggestion"
>;

export interface Explanation {
  /** Whether a backend can be made of these requirements as they are. */
  compiles: boolean;
  /** Why not, in one sentence. */
  failure: Pick<SpecFailure, "code" | "message"> | null;
  /** Share of the clauses that ask for something and were carried, 0 to 1. */
  coverage: number;
  /** The ledger: every clause in the order of the text. */
  clauses: Clause[];
  assumptions: Assumption[];
  suggestions: Suggestion[];
  /** The Spec of what was understood, in plain English; empty when there is none. */
  paraphrase: string;
  /** The Spec of what was understood; null when it does not add up to a backend. */
  spec: Spec | null;
}

export function explain(requirements: string, options: CompileOptions = {}): Explanation {
  const { spec, coverage, failure } = understand(requirements, options);
  return {
    compiles: failure === null,
    failure: failure && { code: failure.code, message: failure.message },
    coverage: coverage.coverage,
    clauses: coverage.clauses,
    assumptions: coverage.assumptions,
    suggestions: coverage.clauses.filter(isUncarried).map(suggestionOf),
    paraphrase: coverage.paraphrase,
    spec,
  };
}

function suggestionOf({ quote, start, end, line, status, reason, suggestion }: Clause): Suggestion {
  return { quote, start, end, line, status, reason, suggestion };
}

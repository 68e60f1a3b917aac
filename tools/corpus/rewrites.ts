/** Whether the rewrites that a refusal offers are any good: what becomes of the requirements when they are taken. */
import { type Clause, compile } from "../../src/spec/mod.ts";

export interface Rewritten {
  /** Clauses that were refused, those for which a rewrite was offered, and those of them whose rewrite is carried. */
  clauses: number;
  offered: number;
  carried: number;
  /** Whether all of it compiles when every rewrite is taken. */
  compiles: boolean;
  /** Rewrites that are refused in their turn: what was written, what was offered. */
  useless: { quote: string; suggestion: string }[];
}

export function takeRewrites(requirements: string, refused: readonly Clause[]): Rewritten {
  const offered = refused.filter(({ suggestion }) => suggestion !== undefined);
  const useless = offered.filter((clause) => !isCarried(requirements, clause, refused.length));
  const taken = offered.toSorted((a, b) => b.start - a.start).reduce(replaced, requirements);
  return {
    clauses: refused.length,
    offered: offered.length,
    carried: offered.length - useless.length,
    compiles: compile(taken).ok,
    useless: useless.map(({ quote, suggestion = "" }) => ({ quote, suggestion })),
  };
}

/** With this one rewrite, fewer clauses are refused, and not the one that stands in the old one's place. */
function isCarried(requirements: string, clause: Clause, before: number): boolean {
  const compiled = compile(replaced(requirements, clause));
  if (compiled.ok) return true;
  const { clauses } = compiled.failure.details;
  const end = clause.start + (clause.suggestion?.length ?? 0);
  return clauses.length < before && !clauses.some((each) => each.start < end && each.end > clause.start);
}

function replaced(text: string, { start, end, suggestion = "" }: Clause): string {
  return text.slice(0, start) + suggestion + text.slice(end);
}

/** How much of the texts was read, clause by clause: one that was not stops its whole text. */
import type { Judgement } from "./judge.ts";

const READ = ["covered", "assumed", "context"] as const;

/** The column's head for a table of families. */
export const CLAUSES_READ = "clauses read";

/** "83 % of 120" of the clauses of texts that should compile. */
export function clausesRead(judgements: readonly Judgement[]): string {
  const clauses = judgements.filter(({ entry }) => entry.expectation.expect === "compiles")
    .flatMap((judgement) => judgement.clauses ?? []);
  const read = clauses.filter(({ status }) => READ.some((each) => each === status));
  const share = clauses.length === 0 ? 0 : Math.round((100 * read.length) / clauses.length);
  return `${share} % of ${clauses.length}`;
}

import { type Diagnostic, type Draft, type SourcedFact, valueId } from "./origin.ts";

/** Statements about one target, in the order of the text. */
export interface Group {
  key: string;
  facts: SourcedFact[];
}

export function fail(
  draft: Draft,
  { statement }: SourcedFact,
  status: Diagnostic["status"],
  reason: string,
  suggestion?: string,
): void {
  draft.diagnostics.push({ statement, status, reason, suggestion });
}

export function head(group: Group) {
  return { id: valueId(group.key), key: group.key, source: group.facts[0]!.source };
}

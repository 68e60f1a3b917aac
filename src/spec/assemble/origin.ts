import type { Fact } from "../rows/facts.ts";
import type { Source } from "../schema.ts";

/** A fact with where it came from: a statement of the text, or a statement that a profile filled in. */
export interface SourcedFact {
  fact: Fact;
  source: Source;
  /** Index of the statement in the text; a profile's statements belong to the one that asked for the profile. */
  statement: number;
  /** The operation whose sentence it comes from, where there are several. */
  operation?: string;
}

/** Why a statement that was read can't be carried. */
export interface Diagnostic {
  statement: number;
  status: "unsupported" | "ambiguous" | "contradiction" | "not_understood";
  reason: string;
  suggestion?: string;
}

export type FactOf<K extends Fact["kind"]> = SourcedFact & { fact: Extract<Fact, { kind: K }> };

export function factsOf<K extends Fact["kind"]>(facts: readonly SourcedFact[], kind: K): FactOf<K>[] {
  return facts.filter((each): each is FactOf<K> => each.fact.kind === kind);
}

/** What the assembly writes into. Each part adds its nodes, diagnostics and assumptions. */
export interface Draft {
  diagnostics: Diagnostic[];
  assumptions: { node: string; text: string }[];
  /** Statement to the ids of the nodes it became. */
  nodes: Map<number, Set<string>>;
  /** Statements that a profile filled in. */
  filled: ReadonlySet<number>;
}

export function became(draft: Draft, statement: number, node: string): void {
  const nodes = draft.nodes.get(statement) ?? new Set();
  nodes.add(node);
  draft.nodes.set(statement, nodes);
}

export function fieldId(key: string): string {
  return `in.${key}`;
}

/** A field of each entry of a list, or of a record. */
export function memberId(list: string, key: string): string {
  return `${fieldId(list)}.${key}`;
}

export function valueId(key: string): string {
  return `val.${key}`;
}

import type { Spec } from "./schema.ts";

/** What became of one clause of the requirements. The first three are good; the rest stop the job. */
export type ClauseStatus =
  | "covered"
  | "context"
  | "assumed"
  | "unsupported"
  | "ambiguous"
  | "contradiction"
  | "not_understood";

/** One line of the ledger: a clause, verbatim, and what it became. */
export interface Clause {
  /** The exact text, `requirements.slice(start, end)`. */
  quote: string;
  /** UTF-16 offsets into the requirements as sent. */
  start: number;
  end: number;
  /** 1-based line of `start`. */
  line: number;
  status: ClauseStatus;
  /** Ids of the Spec nodes that the clause became. */
  nodes: string[];
  /** What was understood, in plain English. */
  paraphrase?: string;
  /** Why the clause could not be carried, in one sentence. */
  reason?: string;
  /** A sentence that would be understood in its place. */
  suggestion?: string;
}

/** Something the requirements did not say and the compiler filled in, with the node it became. */
export interface Assumption {
  node: string;
  text: string;
}

/** The ledger: every clause of the requirements, accounted for. `coverage.json` in the artifact. */
export interface Coverage {
  clauses: Clause[];
  /** Share of the clauses that ask for something and were carried, 0 to 1. */
  coverage: number;
  assumptions: Assumption[];
  /** The whole Spec said back in plain English. */
  paraphrase: string;
  /** Present when `allowPartial` let gaps through: the quotes of the clauses left out. */
  gaps?: string[];
}

export interface SpecFailure {
  code: "requirements_not_understood";
  message: string;
  details: { clauses: Clause[] };
}

export type Compiled =
  | { ok: true; spec: Spec; coverage: Coverage }
  | { ok: false; failure: SpecFailure; coverage: Coverage };

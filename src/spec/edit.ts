/** A Spec that a person has changed in review: held to what any Spec is held to, and to the requirements it quotes. */
import type { JsonObject } from "../lib/json.ts";
import { checkSpec, type SpecIssue } from "./check.ts";
import { exampleIssues } from "./examples.ts";
import { partsOf } from "./model/sources.ts";
import type { Clause, Coverage } from "./outcome.ts";
import { paraphraseSpec } from "./paraphrase.ts";
import type { Spec } from "./schema.ts";

export type Edited = { ok: true; spec: Spec; coverage: Coverage } | { ok: false; issues: SpecIssue[] };

/** `before`: the ledger of the Spec as it was. */
export function checkEdited(value: JsonObject, requirements: string, before: Coverage): Edited {
  const checked = checkSpec(value);
  if (!checked.ok) return checked;
  const issues = [...quoteIssues(checked.spec, requirements), ...exampleIssues(checked.spec)];
  if (issues.length > 0) return { ok: false, issues };
  return { ok: true, spec: checked.spec, coverage: ledgerAfter(checked.spec, before) };
}

function quoteIssues(spec: Spec, requirements: string): SpecIssue[] {
  return partsOf(spec).flatMap(({ path, source }) =>
    source.kind === "text" && requirements.slice(source.start, source.end) !== source.quote
      ? [{ path: `${path}.source`, message: "is not what the requirements say from start to end" }]
      : []
  );
}

/** A sentence none of whose nodes is left was left out by the reviewer, and is stamped as a gap like any other. */
function ledgerAfter(spec: Spec, before: Coverage): Coverage {
  const parts = partsOf(spec);
  const ids = new Set(parts.map(({ value }) => String(value.id)));
  const isKept = (clause: Clause) =>
    clause.nodes.length === 0 || clause.nodes.some((id) => ids.has(id)) ||
    parts.some(({ source }) =>
      source.kind === "text" && source.start < clause.end && clause.start < source.end
    );
  const clauses = before.clauses.map((clause): Clause =>
    isKept(clause)
      ? clause
      : { ...clause, nodes: [], status: "unsupported", reason: "It was left out in review." }
  );
  const gaps = [
    ...before.gaps ?? [],
    ...before.clauses.filter((each) => !isKept(each)).map(({ quote }) => quote),
  ];
  return {
    ...before,
    clauses,
    assumptions: spec.assumptions,
    paraphrase: paraphraseSpec(spec),
    ...(gaps.length > 0 && { gaps }),
  };
}

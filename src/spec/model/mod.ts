/**
 * The model front end: what a model wrote in the form → a Spec and its ledger, or what is wrong with it, by path.
 *
 * A model fills in the Spec and writes no code but that of `custom` steps. Nothing that it says is believed: quotes must
 * stand in the requirements word for word, every clause must be cited and its numbers used, links and types are checked
 * as those of any Spec, and where the built-in compiler understood a sentence too, both must mean the same. Asking the
 * model, and asking it again, is done by `generation`.
 */
import { isJsonObject, type Json } from "../../lib/json.ts";
import { checkSpec, type SpecIssue } from "../check.ts";
import { compile } from "../compile.ts";
import { exampleIssues } from "../examples.ts";
import type { Clause, Coverage } from "../outcome.ts";
import type { Spec } from "../schema.ts";
import { account } from "./account.ts";
import { disagreements } from "./agree.ts";
import { fill } from "./fill.ts";
import { unclearIn } from "./unclear.ts";

export { modelForm } from "./form.ts";
export { MODEL_INSTRUCTIONS, modelPrompt } from "./prompt.ts";

export type ModelReading =
  | { ok: true; spec: Spec; coverage: Coverage }
  /** Wrong in a way that another attempt may mend. */
  | { ok: false; issues: SpecIssue[]; ambiguous: Clause[] }
  /** The model says that it can't be done; clauses to show to the author. */
  | { ok: false; unclear: Clause[] };

export interface ReadOptions {
  name: string;
  /** Lets clauses through that the model calls unclear; they are then listed as `coverage.gaps`. */
  allowPartial?: boolean;
}

export function readModelSpec(
  written: Json | undefined,
  requirements: string,
  options: ReadOptions,
): ModelReading {
  if (!isJsonObject(written)) {
    return wrong([{ path: "", message: "the answer is not one JSON object of the given schema" }]);
  }
  const builtin = compile(requirements, { name: options.name, allowPartial: true });
  const { clauses } = builtin.coverage;
  const unclear = unclearIn(written, requirements, clauses);
  if (unclear.length > 0 && !options.allowPartial) return { ok: false, unclear };
  const filled = fill(written, requirements, options.name);
  const checked = checkSpec(filled.spec);
  if (!checked.ok) return wrong([...filled.issues, ...checked.issues]);
  const asked = clauses.filter(({ quote }) => !unclear.some((each) => each.quote === quote));
  const { coverage, issues } = account(checked.spec, asked);
  const all = [...filled.issues, ...issues, ...exampleIssues(checked.spec)];
  if (all.length > 0) return wrong(all);
  const ambiguous = builtin.ok ? disagreements(checked.spec, builtin.spec, clauses) : [];
  if (ambiguous.length > 0) return { ok: false, issues: ambiguous.map(asIssue), ambiguous };
  return { ok: true, spec: checked.spec, coverage: withGaps(coverage, unclear) };
}

function wrong(issues: SpecIssue[]): ModelReading {
  return { ok: false, issues, ambiguous: [] };
}

function asIssue({ quote, reason }: Clause): SpecIssue {
  return { path: "", message: `${JSON.stringify(quote)}: ${reason}` };
}

function withGaps(coverage: Coverage, unclear: readonly Clause[]): Coverage {
  if (unclear.length === 0) return coverage;
  const gaps = unclear.map(({ quote }) => quote);
  return { ...coverage, clauses: [...coverage.clauses, ...unclear].sort((a, b) => a.start - b.start), gaps };
}

/** An operation: the check of its fields, then its rules. */
import type { Issue } from "./fields.ts";
import { invalidInput } from "./http.ts";
import type { Outcome } from "./outcome.ts";

export type Operation = (body: unknown) => Outcome;

export function operation<Input>(
  read: (body: unknown) => { ok: true; input: Input } | { ok: false; issues: Issue[] },
  answer: (input: Input) => Outcome,
): Operation {
  return (body) => {
    const found = read(body);
    return found.ok ? answer(found.input) : invalidInput(found.issues);
  };
}

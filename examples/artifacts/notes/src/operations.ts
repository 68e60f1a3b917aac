/** An operation: the check of its fields, then its rules, with all that it writes or nothing of it. */
import type { Issue } from "./fields.ts";
import { invalidInput } from "./http.ts";
import type { Outcome } from "./outcome.ts";
import { type Records, transact } from "./records.ts";
import type { Store } from "./store.ts";

export type Operation = (body: unknown, store: Store) => Promise<Outcome>;

export function operation<Input>(
  read: (body: unknown) => { ok: true; input: Input } | { ok: false; issues: Issue[] },
  answer: (input: Input, records: Records) => Outcome | Promise<Outcome>,
): Operation {
  return async (body, store) => {
    const found = read(body);
    return found.ok
      ? await transact(store, (records) => answer(found.input, records))
      : invalidInput(found.issues);
  };
}

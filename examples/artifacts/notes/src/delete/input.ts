/** What a request holds, and the check that it does. */
import { Fields, isObject, type Issue } from "../fields.ts";

export interface Input {
  readonly key: string;
}

export type ReadInput = { ok: true; input: Input } | { ok: false; issues: Issue[] };

export function readInput(body: unknown): ReadInput {
  if (!isObject(body)) return { ok: false, issues: [{ path: "", message: "must be a JSON object" }] };
  const fields = new Fields(body);
  // delete: needs key; removes the note and returns deleted: true
  const key = fields.text("key", { required: true });
  if (fields.issues.length > 0 || key === null) return { ok: false, issues: fields.issues };
  return { ok: true, input: { key } };
}

/** What a request holds, and the check that it does. */
import { Fields, isObject, type Issue } from "../fields.ts";

export interface Input {
  readonly key: string;
  readonly text: string;
}

export type ReadInput = { ok: true; input: Input } | { ok: false; issues: Issue[] };

export function readInput(body: unknown): ReadInput {
  if (!isObject(body)) return { ok: false, issues: [{ path: "", message: "must be a JSON object" }] };
  const fields = new Fields(body);
  // save: needs key and text; stores the text under the key and returns saved: true
  const key = fields.text("key", { required: true });
  const text = fields.text("text", { required: true });
  if (fields.issues.length > 0 || key === null || text === null) return { ok: false, issues: fields.issues };
  return { ok: true, input: { key, text } };
}

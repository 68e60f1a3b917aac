/** What a request holds, and the check that it does. */
import { Fields, isObject, type Issue } from "./fields.ts";

export interface Input {
  readonly input: string;
  readonly customerTier: string;
}

export type ReadInput = { ok: true; input: Input } | { ok: false; issues: Issue[] };

export function readInput(body: unknown): ReadInput {
  if (!isObject(body)) return { ok: false, issues: [{ path: "", message: "must be a JSON object" }] };
  const fields = new Fields(body);
  // input: string, required, 1 to 5000 characters: the text of the request
  const input = fields.text("input", { required: true, minLength: 1, maxLength: 5000 });
  // customerTier: one of "free", "pro" or "enterprise", default "free"
  const customerTier = fields.text("customerTier", { options: ["free", "pro", "enterprise"] }) ?? "free";
  if (fields.issues.length > 0 || input === null) return { ok: false, issues: fields.issues };
  return { ok: true, input: { input, customerTier } };
}

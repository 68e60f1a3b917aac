/** What a request holds, and the check that it does. */
import { Fields, isObject, type Issue } from "./fields.ts";

export interface Input {
  readonly applicantAge: number;
  readonly monthlyIncome: number;
  readonly monthlyDebt: number;
  readonly amount: number;
  readonly months: number;
  readonly employed: boolean;
}

export type ReadInput = { ok: true; input: Input } | { ok: false; issues: Issue[] };

export function readInput(body: unknown): ReadInput {
  if (!isObject(body)) return { ok: false, issues: [{ path: "", message: "must be a JSON object" }] };
  const fields = new Fields(body);
  // applicantAge: integer, required, between 0 and 130
  const applicantAge = fields.number("applicantAge", { required: true, whole: true, min: 0, max: 130 });
  // monthlyIncome: number, required, at least 0
  const monthlyIncome = fields.number("monthlyIncome", { required: true, min: 0 });
  // monthlyDebt: number, optional, default 0, at least 0
  const monthlyDebt = fields.number("monthlyDebt", { min: 0 }) ?? 0;
  // amount: number, required, greater than 0
  const amount = fields.number("amount", { required: true, min: 0, above: true });
  // months: integer, required, from 6 to 84
  const months = fields.number("months", { required: true, whole: true, min: 6, max: 84 });
  // employed: boolean, required
  const employed = fields.boolean("employed", { required: true });
  if (
    fields.issues.length > 0 ||
    applicantAge === null ||
    monthlyIncome === null ||
    amount === null ||
    months === null ||
    employed === null
  ) {
    return { ok: false, issues: fields.issues };
  }
  return { ok: true, input: { applicantAge, monthlyIncome, monthlyDebt, amount, months, employed } };
}

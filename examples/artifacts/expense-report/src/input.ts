/** What a request holds, and the check that it does. */
import { Fields, isObject, type Issue } from "./fields.ts";

export interface Expense {
  readonly category: string;
  readonly amount: number;
  readonly receipt: boolean;
}

export interface Input {
  readonly employee: string;
  readonly expenses: readonly Expense[];
}

export type ReadInput = { ok: true; input: Input } | { ok: false; issues: Issue[] };

export function readInput(body: unknown): ReadInput {
  if (!isObject(body)) return { ok: false, issues: [{ path: "", message: "must be a JSON object" }] };
  const fields = new Fields(body);
  // employee: text, required
  const employee = fields.text("employee", { required: true });
  // expenses: a list of objects with category (text), amount (number, above 0) and receipt (boolean)
  const expenses = fields.records("expenses", { required: true }, readExpense);
  if (fields.issues.length > 0 || employee === null || expenses === null) {
    return { ok: false, issues: fields.issues };
  }
  return { ok: true, input: { employee, expenses } };
}

function readExpense(fields: Fields): Expense | null {
  // expenses: a list of objects with category (text), amount (number, above 0) and receipt (boolean)
  const category = fields.text("category", { required: true });
  const amount = fields.number("amount", { required: true, min: 0, above: true });
  const receipt = fields.boolean("receipt", { required: true });
  if (category === null || amount === null || receipt === null) return null;
  return { category, amount, receipt };
}

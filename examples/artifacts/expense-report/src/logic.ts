/** The rules of the requirements, each under the sentence that it comes from. No input or output happens here. */
import { highestOf, ofAny, totalOf } from "./aggregates.ts";
import { exact, rounded, toNumber } from "./exact.ts";
import type { Input } from "./input.ts";
import { whenPresent } from "./lists.ts";
import { type Outcome, refuse } from "./outcome.ts";

export function answer(input: Input): Outcome {
  const total = computeTotal(input);
  const missingReceipts = missingReceiptsOf(input);
  // Reject with 422 and "Too many receipts are missing" when missingReceipts is over 3
  if (missingReceipts > 3) return refuse(422, "rejected", "Too many receipts are missing");
  const largestValue = largestValueOf(input);
  const approval = approvalOf(total, missingReceipts);
  return { status: 200, body: { total, missingReceipts, largest: largestValue, approval } };
}

function computeTotal(input: Input): number {
  // total is the sum of amount over the expenses, rounded to 2 decimals
  return toNumber(rounded(totalOf(input.expenses.map((expense) => exact(expense.amount))), 2));
}

function missingReceiptsOf(input: Input): number {
  // missingReceipts is the number of expenses where receipt is false
  return input.expenses.filter((expense) => !expense.receipt).length;
}

function largestValueOf(input: Input): number | null {
  // largest is the highest amount
  return whenPresent(ofAny(input.expenses.map((expense) => exact(expense.amount)), highestOf), toNumber);
}

function approvalOf(total: number, missingReceipts: number): string {
  // approval is "none" when total is at most 100 and missingReceipts is 0, "manager" when total is at
  // most 1000, otherwise "director"
  if (total <= 100 && missingReceipts === 0) return "none";
  if (total <= 1000) return "manager";
  return "director";
}

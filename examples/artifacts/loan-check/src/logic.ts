/** The rules of the requirements, each under the sentence that it comes from. No input or output happens here. */
import { dividedBy, exact, minus, rounded, times, toNumber } from "./exact.ts";
import type { Input } from "./input.ts";
import { type Outcome, refuse } from "./outcome.ts";

export function answer(input: Input): Outcome {
  // Reject with 422 and "Applicants must be 18 or older" if applicantAge is under 18.
  if (input.applicantAge < 18) return refuse(422, "rejected", "Applicants must be 18 or older");
  const monthlyPayment = monthlyPaymentOf(input);
  const availableIncome = availableIncomeOf(input);
  const limit = limitOf(availableIncome);
  const decision = decisionOf(input, monthlyPayment, limit);
  const nextSteps = nextStepsOf(input, monthlyPayment, limit);
  return { status: 200, body: { decision, monthlyPayment, nextSteps } };
}

function monthlyPaymentOf(input: Input): number {
  // monthlyPayment = amount / months, rounded to the nearest cent
  return toNumber(rounded(dividedBy(exact(input.amount), exact(input.months)), 2));
}

function availableIncomeOf(input: Input): number {
  // availableIncome is monthlyIncome minus monthlyDebt
  return toNumber(minus(exact(input.monthlyIncome), exact(input.monthlyDebt)));
}

function limitOf(availableIncome: number): number {
  // limit is 40% of availableIncome
  return toNumber(times(exact(availableIncome), exact(0.4)));
}

function decisionOf(input: Input, monthlyPayment: number, limit: number): string {
  // decision is "approved" when monthlyPayment is at most limit and employed is true, "review" when
  // monthlyPayment is at most limit, otherwise "declined"
  if (monthlyPayment <= limit && input.employed) return "approved";
  if (monthlyPayment <= limit) return "review";
  return "declined";
}

function nextStepsOf(input: Input, monthlyPayment: number, limit: number): readonly string[] {
  const entries: string[] = [];
  // Add "Ask for proof of income" to nextSteps if employed is false.
  if (!input.employed) entries.push("Ask for proof of income");
  // Add "Offer a longer term" to nextSteps if monthlyPayment is more than limit.
  if (monthlyPayment > limit) entries.push("Offer a longer term");
  return entries;
}

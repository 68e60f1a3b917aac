/** The worked examples of the requirements. */
import { check } from "./check.ts";

check([
  {
    title: "worked example 1",
    input: { applicantAge: 30, monthlyIncome: 3000, amount: 10000, months: 24, employed: true },
    expected: { status: 200, body: { decision: "approved", monthlyPayment: 416.67, nextSteps: [] } },
  },
]);

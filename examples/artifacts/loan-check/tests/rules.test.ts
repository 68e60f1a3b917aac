/** Every rule fired and not fired, and the values around each of its limits. */
import { check, refused } from "./check.ts";

check([
  {
    title: "a plain request",
    input: { applicantAge: 65, monthlyIncome: 1, monthlyDebt: 1, amount: 1, months: 45, employed: false },
    expected: {
      status: 200,
      body: {
        decision: "declined",
        monthlyPayment: 0.02,
        nextSteps: ["Ask for proof of income", "Offer a longer term"],
      },
    },
  },
  {
    title: "applicantAge is 17",
    input: { applicantAge: 17, monthlyIncome: 1, monthlyDebt: 1, amount: 1, months: 45, employed: false },
    expected: {
      status: 422,
      body: { error: { code: "rejected", message: "Applicants must be 18 or older" } },
    },
  },
  {
    title: "applicantAge is 18",
    input: { applicantAge: 18, monthlyIncome: 1, monthlyDebt: 1, amount: 1, months: 45, employed: false },
    expected: {
      status: 200,
      body: {
        decision: "declined",
        monthlyPayment: 0.02,
        nextSteps: ["Ask for proof of income", "Offer a longer term"],
      },
    },
  },
  {
    title: "applicantAge is 19",
    input: { applicantAge: 19, monthlyIncome: 1, monthlyDebt: 1, amount: 1, months: 45, employed: false },
    expected: {
      status: 200,
      body: {
        decision: "declined",
        monthlyPayment: 0.02,
        nextSteps: ["Ask for proof of income", "Offer a longer term"],
      },
    },
  },
  {
    title: "applicantAge is 0",
    input: { applicantAge: 0, monthlyIncome: 1, monthlyDebt: 1, amount: 1, months: 45, employed: false },
    expected: {
      status: 422,
      body: { error: { code: "rejected", message: "Applicants must be 18 or older" } },
    },
  },
  {
    title: "applicantAge is 130",
    input: { applicantAge: 130, monthlyIncome: 1, monthlyDebt: 1, amount: 1, months: 45, employed: false },
    expected: {
      status: 200,
      body: {
        decision: "declined",
        monthlyPayment: 0.02,
        nextSteps: ["Ask for proof of income", "Offer a longer term"],
      },
    },
  },
  {
    title: "monthlyIncome is 0",
    input: { applicantAge: 65, monthlyIncome: 0, monthlyDebt: 1, amount: 1, months: 45, employed: false },
    expected: {
      status: 200,
      body: {
        decision: "declined",
        monthlyPayment: 0.02,
        nextSteps: ["Ask for proof of income", "Offer a longer term"],
      },
    },
  },
  {
    title: "monthlyDebt is 0",
    input: { applicantAge: 65, monthlyIncome: 1, monthlyDebt: 0, amount: 1, months: 45, employed: false },
    expected: {
      status: 200,
      body: { decision: "review", monthlyPayment: 0.02, nextSteps: ["Ask for proof of income"] },
    },
  },
  {
    title: "without monthlyDebt",
    input: { applicantAge: 65, monthlyIncome: 1, amount: 1, months: 45, employed: false },
    expected: {
      status: 200,
      body: { decision: "review", monthlyPayment: 0.02, nextSteps: ["Ask for proof of income"] },
    },
  },
  {
    title: "amount is 0",
    input: { applicantAge: 65, monthlyIncome: 1, monthlyDebt: 1, amount: 0, months: 45, employed: false },
    expected: refused(422, { amount: "must be greater than 0" }),
  },
  {
    title: "months is 0",
    input: { applicantAge: 65, monthlyIncome: 1, monthlyDebt: 1, amount: 1, months: 0, employed: false },
    expected: refused(422, { months: "must be at least 6" }),
  },
  {
    title: "months is 6",
    input: { applicantAge: 65, monthlyIncome: 1, monthlyDebt: 1, amount: 1, months: 6, employed: false },
    expected: {
      status: 200,
      body: {
        decision: "declined",
        monthlyPayment: 0.17,
        nextSteps: ["Ask for proof of income", "Offer a longer term"],
      },
    },
  },
  {
    title: "months is 84",
    input: { applicantAge: 65, monthlyIncome: 1, monthlyDebt: 1, amount: 1, months: 84, employed: false },
    expected: {
      status: 200,
      body: {
        decision: "declined",
        monthlyPayment: 0.01,
        nextSteps: ["Ask for proof of income", "Offer a longer term"],
      },
    },
  },
  {
    title: "employed is true",
    input: { applicantAge: 65, monthlyIncome: 1, monthlyDebt: 1, amount: 1, months: 45, employed: true },
    expected: {
      status: 200,
      body: { decision: "declined", monthlyPayment: 0.02, nextSteps: ["Offer a longer term"] },
    },
  },
  {
    title: "applicantAge is 17",
    input: { applicantAge: 17, monthlyIncome: 0, monthlyDebt: 0, amount: 0, months: 84, employed: true },
    expected: refused(422, { amount: "must be greater than 0" }),
  },
  {
    title: "applicantAge is 18",
    input: { applicantAge: 18, monthlyIncome: 0, monthlyDebt: 0, amount: 0, months: 84, employed: true },
    expected: refused(422, { amount: "must be greater than 0" }),
  },
  {
    title: "applicantAge is 19",
    input: { applicantAge: 19, monthlyIncome: 0, monthlyDebt: 0, amount: 0, months: 84, employed: true },
    expected: refused(422, { amount: "must be greater than 0" }),
  },
  {
    title: "applicantAge is 0",
    input: { applicantAge: 0, monthlyIncome: 0, monthlyDebt: 0, amount: 0, months: 84, employed: true },
    expected: refused(422, { amount: "must be greater than 0" }),
  },
  {
    title: "applicantAge is 130",
    input: { applicantAge: 130, monthlyIncome: 0, monthlyDebt: 0, amount: 0, months: 84, employed: true },
    expected: refused(422, { amount: "must be greater than 0" }),
  },
  {
    title: "without monthlyDebt",
    input: { applicantAge: 130, monthlyIncome: 0, amount: 0, months: 84, employed: true },
    expected: refused(422, { amount: "must be greater than 0" }),
  },
  {
    title: "months is 0",
    input: { applicantAge: 130, monthlyIncome: 0, monthlyDebt: 0, amount: 0, months: 0, employed: true },
    expected: refused(422, { amount: "must be greater than 0", months: "must be at least 6" }),
  },
  {
    title: "months is 6",
    input: { applicantAge: 130, monthlyIncome: 0, monthlyDebt: 0, amount: 0, months: 6, employed: true },
    expected: refused(422, { amount: "must be greater than 0" }),
  },
  {
    title: "employed is false",
    input: { applicantAge: 130, monthlyIncome: 0, monthlyDebt: 0, amount: 0, months: 84, employed: false },
    expected: refused(422, { amount: "must be greater than 0" }),
  },
  {
    title: "tells 0.4 from 0.39",
    input: { applicantAge: 65, monthlyIncome: 1.05, monthlyDebt: 1, amount: 1, months: 45, employed: false },
    expected: {
      status: 200,
      body: { decision: "review", monthlyPayment: 0.02, nextSteps: ["Ask for proof of income"] },
    },
  },
  {
    title: 'tells a case forgotten: "decision is \\"approved\\" when monthlyPayment is at most limit "',
    input: { applicantAge: 82, monthlyIncome: 303.61, amount: 2982.37, months: 84, employed: true },
    expected: { status: 200, body: { decision: "approved", monthlyPayment: 35.5, nextSteps: [] } },
  },
]);

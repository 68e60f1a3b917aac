/** Requests that lack a field or have a wrong one. */
import { check, refused } from "./check.ts";

check([
  {
    title: "a list instead of an object",
    input: [],
    expected: refused(422, { "": "must be a JSON object" }),
  },
  { title: "null", input: null, expected: refused(422, { "": "must be a JSON object" }) },
  { title: "a bare text", input: "text", expected: refused(422, { "": "must be a JSON object" }) },
  { title: "a bare number", input: 7, expected: refused(422, { "": "must be a JSON object" }) },
  {
    title: "an empty object",
    input: {},
    expected: refused(
      422,
      {
        applicantAge: "is required",
        monthlyIncome: "is required",
        amount: "is required",
        months: "is required",
        employed: "is required",
      },
    ),
  },
  {
    title: "names that every object inherits",
    input: { ["__proto__"]: { admin: true }, constructor: { prototype: {} }, toString: 1 },
    expected: refused(
      422,
      {
        applicantAge: "is required",
        monthlyIncome: "is required",
        amount: "is required",
        months: "is required",
        employed: "is required",
      },
    ),
  },
  {
    title: "without applicantAge",
    input: { monthlyIncome: 1, monthlyDebt: 1, amount: 1, months: 45, employed: false },
    expected: refused(422, { applicantAge: "is required" }),
  },
  {
    title: 'applicantAge is "12"',
    input: { applicantAge: "12", monthlyIncome: 1, monthlyDebt: 1, amount: 1, months: 45, employed: false },
    expected: refused(422, { applicantAge: "must be a whole number" }),
  },
  {
    title: "applicantAge is true",
    input: { applicantAge: true, monthlyIncome: 1, monthlyDebt: 1, amount: 1, months: 45, employed: false },
    expected: refused(422, { applicantAge: "must be a whole number" }),
  },
  {
    title: 'applicantAge is {"nested":true}',
    input: {
      applicantAge: { nested: true },
      monthlyIncome: 1,
      monthlyDebt: 1,
      amount: 1,
      months: 45,
      employed: false,
    },
    expected: refused(422, { applicantAge: "must be a whole number" }),
  },
  {
    title: "applicantAge is -1",
    input: { applicantAge: -1, monthlyIncome: 1, monthlyDebt: 1, amount: 1, months: 45, employed: false },
    expected: refused(422, { applicantAge: "must be at least 0" }),
  },
  {
    title: "applicantAge is 131",
    input: { applicantAge: 131, monthlyIncome: 1, monthlyDebt: 1, amount: 1, months: 45, employed: false },
    expected: refused(422, { applicantAge: "must be at most 130" }),
  },
  {
    title: "applicantAge is 0.5",
    input: { applicantAge: 0.5, monthlyIncome: 1, monthlyDebt: 1, amount: 1, months: 45, employed: false },
    expected: refused(422, { applicantAge: "must be a whole number" }),
  },
  {
    title: "without monthlyIncome",
    input: { applicantAge: 65, monthlyDebt: 1, amount: 1, months: 45, employed: false },
    expected: refused(422, { monthlyIncome: "is required" }),
  },
  {
    title: 'monthlyIncome is "12"',
    input: { applicantAge: 65, monthlyIncome: "12", monthlyDebt: 1, amount: 1, months: 45, employed: false },
    expected: refused(422, { monthlyIncome: "must be a number" }),
  },
  {
    title: "monthlyIncome is true",
    input: { applicantAge: 65, monthlyIncome: true, monthlyDebt: 1, amount: 1, months: 45, employed: false },
    expected: refused(422, { monthlyIncome: "must be a number" }),
  },
  {
    title: 'monthlyIncome is {"nested":true}',
    input: {
      applicantAge: 65,
      monthlyIncome: { nested: true },
      monthlyDebt: 1,
      amount: 1,
      months: 45,
      employed: false,
    },
    expected: refused(422, { monthlyIncome: "must be a number" }),
  },
  {
    title: "monthlyIncome is -1",
    input: { applicantAge: 65, monthlyIncome: -1, monthlyDebt: 1, amount: 1, months: 45, employed: false },
    expected: refused(422, { monthlyIncome: "must be at least 0" }),
  },
  {
    title: "monthlyIncome is 1000000000000001",
    input: {
      applicantAge: 65,
      monthlyIncome: 1000000000000001,
      monthlyDebt: 1,
      amount: 1,
      months: 45,
      employed: false,
    },
    expected: refused(422, { monthlyIncome: "must be at most 1000000000000000" }),
  },
  {
    title: 'monthlyDebt is "12"',
    input: { applicantAge: 65, monthlyIncome: 1, monthlyDebt: "12", amount: 1, months: 45, employed: false },
    expected: refused(422, { monthlyDebt: "must be a number" }),
  },
  {
    title: "monthlyDebt is true",
    input: { applicantAge: 65, monthlyIncome: 1, monthlyDebt: true, amount: 1, months: 45, employed: false },
    expected: refused(422, { monthlyDebt: "must be a number" }),
  },
  {
    title: 'monthlyDebt is {"nested":true}',
    input: {
      applicantAge: 65,
      monthlyIncome: 1,
      monthlyDebt: { nested: true },
      amount: 1,
      months: 45,
      employed: false,
    },
    expected: refused(422, { monthlyDebt: "must be a number" }),
  },
  {
    title: "monthlyDebt is -1",
    input: { applicantAge: 65, monthlyIncome: 1, monthlyDebt: -1, amount: 1, months: 45, employed: false },
    expected: refused(422, { monthlyDebt: "must be at least 0" }),
  },
  {
    title: "monthlyDebt is 1000000000000001",
    input: {
      applicantAge: 65,
      monthlyIncome: 1,
      monthlyDebt: 1000000000000001,
      amount: 1,
      months: 45,
      employed: false,
    },
    expected: refused(422, { monthlyDebt: "must be at most 1000000000000000" }),
  },
  {
    title: "without amount",
    input: { applicantAge: 65, monthlyIncome: 1, monthlyDebt: 1, months: 45, employed: false },
    expected: refused(422, { amount: "is required" }),
  },
  {
    title: 'amount is "12"',
    input: { applicantAge: 65, monthlyIncome: 1, monthlyDebt: 1, amount: "12", months: 45, employed: false },
    expected: refused(422, { amount: "must be a number" }),
  },
  {
    title: "amount is true",
    input: { applicantAge: 65, monthlyIncome: 1, monthlyDebt: 1, amount: true, months: 45, employed: false },
    expected: refused(422, { amount: "must be a number" }),
  },
  {
    title: 'amount is {"nested":true}',
    input: {
      applicantAge: 65,
      monthlyIncome: 1,
      monthlyDebt: 1,
      amount: { nested: true },
      months: 45,
      employed: false,
    },
    expected: refused(422, { amount: "must be a number" }),
  },
  {
    title: "amount is -1",
    input: { applicantAge: 65, monthlyIncome: 1, monthlyDebt: 1, amount: -1, months: 45, employed: false },
    expected: refused(422, { amount: "must be greater than 0" }),
  },
  {
    title: "amount is 1000000000000001",
    input: {
      applicantAge: 65,
      monthlyIncome: 1,
      monthlyDebt: 1,
      amount: 1000000000000001,
      months: 45,
      employed: false,
    },
    expected: refused(422, { amount: "must be at most 1000000000000000" }),
  },
  {
    title: "without months",
    input: { applicantAge: 65, monthlyIncome: 1, monthlyDebt: 1, amount: 1, employed: false },
    expected: refused(422, { months: "is required" }),
  },
  {
    title: 'months is "12"',
    input: { applicantAge: 65, monthlyIncome: 1, monthlyDebt: 1, amount: 1, months: "12", employed: false },
    expected: refused(422, { months: "must be a whole number" }),
  },
  {
    title: "months is true",
    input: { applicantAge: 65, monthlyIncome: 1, monthlyDebt: 1, amount: 1, months: true, employed: false },
    expected: refused(422, { months: "must be a whole number" }),
  },
  {
    title: 'months is {"nested":true}',
    input: {
      applicantAge: 65,
      monthlyIncome: 1,
      monthlyDebt: 1,
      amount: 1,
      months: { nested: true },
      employed: false,
    },
    expected: refused(422, { months: "must be a whole number" }),
  },
  {
    title: "months is 5",
    input: { applicantAge: 65, monthlyIncome: 1, monthlyDebt: 1, amount: 1, months: 5, employed: false },
    expected: refused(422, { months: "must be at least 6" }),
  },
  {
    title: "months is 85",
    input: { applicantAge: 65, monthlyIncome: 1, monthlyDebt: 1, amount: 1, months: 85, employed: false },
    expected: refused(422, { months: "must be at most 84" }),
  },
  {
    title: "months is 6.5",
    input: { applicantAge: 65, monthlyIncome: 1, monthlyDebt: 1, amount: 1, months: 6.5, employed: false },
    expected: refused(422, { months: "must be a whole number" }),
  },
  {
    title: "without employed",
    input: { applicantAge: 65, monthlyIncome: 1, monthlyDebt: 1, amount: 1, months: 45 },
    expected: refused(422, { employed: "is required" }),
  },
  {
    title: 'employed is "true"',
    input: { applicantAge: 65, monthlyIncome: 1, monthlyDebt: 1, amount: 1, months: 45, employed: "true" },
    expected: refused(422, { employed: "must be true or false" }),
  },
  {
    title: "employed is 1",
    input: { applicantAge: 65, monthlyIncome: 1, monthlyDebt: 1, amount: 1, months: 45, employed: 1 },
    expected: refused(422, { employed: "must be true or false" }),
  },
  {
    title: 'employed is {"nested":true}',
    input: {
      applicantAge: 65,
      monthlyIncome: 1,
      monthlyDebt: 1,
      amount: 1,
      months: 45,
      employed: { nested: true },
    },
    expected: refused(422, { employed: "must be true or false" }),
  },
]);

import assert from "node:assert/strict";
import { compile } from "./mod.ts";
import { testTrials, type Trial } from "./testing.ts";

/** Everyday wordings, with the answers that the English asks for. */
const TRIALS: Trial[] = [
  [
    "Given first name and last name (both required), return display name: the last name in capital letters, a comma, a space and then the first name.",
    [{ firstName: "Ana", lastName: "Silva" }, { displayName: "SILVA, Ana" }],
  ],
  [
    "Input: check_in and check_out (dates, YYYY-MM-DD). check_out must be later than check_in. nights is the number of nights between check_in and check_out. Return nights.",
    [{ check_in: "2026-02-27", check_out: "2026-03-01" }, { nights: 2 }],
  ],
  [
    'Mark a comment as spam when it contains any of these words: "casino", "lottery". comment is required and must not be empty. Return spam.',
    [{ comment: "Win the LOTTERY today" }, { spam: true }],
    [{ comment: "Lovely photo" }, { spam: false }],
  ],
  [
    "The user gives a minimum price and a maximum price, both numbers of 0 or more. The maximum price must not be lower than the minimum price. Return accepted = true.",
    [{ minimumPrice: 10, maximumPrice: 10 }, { accepted: true }],
  ],
  [
    "Build an API for loan pre-approval.\n\nInput:\n- income: number\nRules:\n- approved is true when income is over 1000\nOutput:\n- approved",
    [{ income: 1000 }, { approved: false }],
    [{ income: 1001 }, { approved: true }],
  ],
  [
    "Calculate the total price of an order. The input has quantity (integer, at least 1) and unit price (number). The subtotal is quantity times unit price. If quantity is 10 or more, apply a 10% discount. Add 19% tax. Round the total to 2 decimals. Return subtotal, discount, tax and total.",
    [{ quantity: 10, unitPrice: 10 }, { subtotal: 100, discount: 10, tax: 17.1, total: 107.1 }],
    [{ quantity: 1, unitPrice: 9.99 }, { subtotal: 9.99, discount: 0, tax: 1.8981, total: 11.89 }],
  ],
  [
    "Create an API that takes a temperature in Celsius and returns it in Fahrenheit. fahrenheit = celsius * 9 / 5 + 32.",
    [{ celsius: 100 }, { fahrenheit: 212 }],
  ],
  [
    "Score leads: start at 0. Add 30 points if company size is over 100. Add 20 points if the email is not from gmail.com. Add 25 points when budget is greater than 10,000. The score is capped at 100. Grade A if score >= 60, B if score is between 30 and 59, else C.",
    [{ companySize: 101, email: "a@acme.com", budget: 10_001 }, { score: 75, grade: "A" }],
    [{ companySize: 100, email: "a@gmail.com", budget: 10_001 }, { score: 25, grade: "C" }],
    [{}, { score: 0, grade: "C" }],
  ],
  ['The API accepts a name and returns a greeting "Hello, {name}!".', [{ name: "Ada" }, {
    greeting: "Hello, Ada!",
  }]],
  ['Input: name. greeting is "Hello, " followed by the name.', [{ name: "Ada" }, { greeting: "Hello, Ada" }]],
  [
    'Input: weight_kg (number > 0), height_m (number > 0). bmi is weight_kg / height_m^2 rounded to 1 decimal. category is "underweight" if bmi < 18.5, "normal" if bmi < 25, "overweight" if bmi < 30, otherwise "obese".',
    [{ weight_kg: 70, height_m: 1.75 }, { bmi: 22.9, category: "normal" }],
  ],
  [
    "Accept a price and a quantity and return the total, which is price times quantity, with a 5% discount when the quantity is at least 100.",
    [{ price: 2, quantity: 100 }, { total: 190 }],
    [{ price: 2, quantity: 99 }, { total: 198 }],
  ],
  [
    "Takes age (number). If age is under 13 the group is child, if it is between 13 and 19 it is teen, otherwise adult.",
    [{ age: 12 }, { group: "child" }],
    [{ age: 19 }, { group: "teen" }],
    [{ age: 20 }, { group: "adult" }],
  ],
  ["in: qty int >=1, price num; out: total = qty*price", [{ qty: 2, price: 3 }, { total: 6 }]],
  [
    "The service takes an order with a subtotal (number, required) and a member flag (boolean). Members get a 10% discount. VAT is 20%. Return discount, VAT and total, all rounded to 2 decimals.",
    [{ subtotal: 100, member: true }, { discount: 10, vat: 18, total: 108 }],
  ],
  [
    "Create an API that takes two numbers a and b and returns their sum, difference and product.",
    [{ a: 3, b: 2 }, { sum: 5, difference: 1, product: 6 }],
  ],
  [
    "The API receives a text and returns the number of words and the text in uppercase.",
    [{ text: "hello big world" }, { wordCount: 3, uppercase: "HELLO BIG WORLD" }],
  ],
  [
    'The user sends a number n. Return "even" if n is even, otherwise "odd".',
    [{ n: 4 }, { result: "even" }],
    [{ n: -3 }, { result: "odd" }],
  ],
  [
    "Input: price (number), quantity (integer). total is price * quantity. If total is over 100, shipping is free, otherwise shipping is 7.50. grand total is total plus shipping.",
    [{ price: 60, quantity: 2 }, { total: 120, shipping: 0, grandTotal: 120 }],
  ],
  [
    "Input: plan (free, pro or enterprise). price is 0 for the free plan, 20 for pro and 100 for enterprise.",
    [{ plan: "pro" }, { price: 20 }],
  ],
  [
    "Build a grading API. It takes a score between 0 and 100. 90 and above is an A, 80 to 89 is a B, anything below 80 is an F.",
    [{ score: 85 }, { grade: "B" }],
  ],
  [
    "hour is a whole number from 0 to 23. late is true when hour is at least 22. Return late.",
    [{ hour: 22 }, { late: true }],
    [{ hour: 21 }, { late: false }],
  ],
  [
    "1. Take the price (number) and the weight (number).\n2. shipping is 2 times weight\n3. total is price plus shipping",
    [{ price: 1, weight: 2 }, { shipping: 4, total: 5 }],
  ],
  ["Multiply width by height and return area.", [{ width: 2, height: 3 }, { area: 6 }]],
];

testTrials(TRIALS);

Deno.test("an assumption is said once, and never once for every word without quotes", () => {
  for (const [requirements] of TRIALS) {
    const texts = compile(requirements).coverage.assumptions.map(({ text }) => text);
    assert.equal(new Set(texts).size, texts.length, requirements);
    assert.ok(texts.length <= 8, `${requirements}: ${texts.join("; ")}`);
  }
});

import assert from "node:assert/strict";
import { compile } from "./mod.ts";

/** An order with a price; every sentence narrows, repeats or blurs one of its rules, and must stop it. */
const ORDER =
  `The input has quantity (integer, at least 1), unit price (number), member (boolean) and plan (free, pro or team).
The subtotal is quantity times unit price. RULE Return subtotal and total.`;

const TAILS = [
  "If quantity is 10 or more, apply a 10% discount once per customer. Add 19% tax.",
  "If quantity is 10 or more, apply a 10% discount at most once. Add 19% tax.",
  "Apply a 10% discount only for members. Add 19% tax.",
  "Apply a 10% discount on weekdays. Add 19% tax.",
  "Apply a 10% discount for each 10 items. Add 19% tax.",
  "Apply up to 10% discount. Add 19% tax.",
  "Apply a 10% discount unless already reduced. Add 19% tax.",
  "Members get a 10% discount, except on sale items. Add 19% tax.",
  "Members usually get a 10% discount. Add 19% tax.",
  "Add 19% tax where applicable.",
  "Add 19% tax except for exports.",
  "Add 19% tax per item.",
  "Add the usual tax.",
  "Add a shipping fee of 4.99 per parcel.",
  "Add a shipping fee.",
  "If quantity is 10 or more, apply a 10% discount. If quantity is 20 or more, apply a 20% discount.",
  "total is subtotal, 5 for the gold plan.",
  "total is 0 for the free plan on Mondays, otherwise subtotal.",
  "total is subtotal per month.",
  "total is subtotal rounded nicely.",
  "total is subtotal as a percentage.",
  "total is subtotal ^ 2.5.",
  "total is subtotal squared twice.",
  "total is subtotal with a small discount.",
  "total is subtotal with a 5% discount for friends.",
  "The order is approved if subtotal is at least 100 and the manager agrees. total is subtotal.",
  "The order is approved only if the customer is nice. total is subtotal.",
  "If quantity is over 5 the tier is bulk, if it is between 2 and 5 ask, otherwise single. total is subtotal.",
  "If quantity is over 5 the tier is bulk, otherwise single, but never for members. total is subtotal.",
  "Grade A if subtotal >= 60, B if in doubt, else C. total is subtotal.",
  "90 and above is great, mostly. total is subtotal.",
  "All amounts over 100 are rounded to 2 decimals. total is subtotal.",
  "Round sensibly. total is subtotal.",
];

for (const rule of TAILS) {
  Deno.test(`an order is refused for: ${rule}`, () => {
    const compiled = compile(ORDER.replace("RULE", rule));
    assert.ok(!compiled.ok, compiled.ok ? compiled.coverage.paraphrase : "");
    assert.ok(compiled.failure.details.clauses.length > 0);
  });
}

/** Nothing is declared here, so names may be taken as fields; what is no name must not be. */
const BARE = [
  "The fee is negotiable.",
  "The fee is fair if the customer is happy.",
  "Add 10 points if the lead is good.",
  "Add 10 points if the order is over 100.",
  "Add 10 points for loyal customers.",
  "Add 10 points when in doubt.",
  "Add 10 points if budget is over reasonable.",
  "Add 10 points if the weather is nice.",
  "Add 10 points per year of experience.",
  "Add 10 points only if budget is big.",
  "Score leads by fit.",
  "Reject anything suspicious.",
  "Calculate the best price for the customer.",
  "The price depends on demand.",
  "Add 10 points if budget is over 100 every month.",
  "Add 10 points if budget is over 100, at most twice.",
  "The API accepts an invoice and returns a receipt.",
  'The API accepts a name and returns a greeting "Hello, {nobody}!".',
  "An API for members only that returns twice the price.",
  "Create an API that only works on Mondays. Return price times 2.",
];

for (const text of BARE) {
  Deno.test(`is refused by itself: ${text}`, () => {
    const compiled = compile(text);
    assert.ok(!compiled.ok, compiled.ok ? compiled.coverage.paraphrase : "");
  });
}

Deno.test("where fields are declared, a name that is not among them stays an error with a suggestion", () => {
  const text =
    "Input:\n- budget: number\nRules:\n- Add 10 points if revenue is over 100.\n- Add 5 points if budget is over 5.";
  const compiled = compile(text);
  assert.ok(!compiled.ok);
  const [clause] = compiled.failure.details.clauses;
  assert.equal(clause!.quote, "Add 10 points if revenue is over 100.");
  assert.ok(compile(text.replace(clause!.quote, clause!.suggestion!)).ok, clause!.suggestion!);
});

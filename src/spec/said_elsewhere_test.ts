/** Words whose meaning another sentence gives: "it", what something is, what comes first, and the one text that there is. */
import assert from "node:assert/strict";
import type { Json } from "../lib/json.ts";
import { compile, interpret } from "./mod.ts";

function answers(requirements: string, calls: [input: Json, status: number, body?: Json][]): void {
  const compiled = compile(requirements);
  assert.ok(compiled.ok, JSON.stringify(compiled.coverage.clauses.filter(({ reason }) => reason)));
  for (const [input, status, body] of calls) {
    const answer = interpret(compiled.spec, input);
    assert.equal(answer.status, status, JSON.stringify(input));
    if (body !== undefined) assert.deepEqual(answer.body, body);
  }
}

const ROUTES =
  'Input: subject (string). If the subject mentions "refund", the team is "billing". If it mentions "crash", the team is "technical". Otherwise the team is "general". Return team.';

Deno.test('"it" in a condition is the field that the rule before looked at', () => {
  answers(ROUTES, [
    [{ subject: "refund after a crash" }, 200, { team: "billing" }],
    [{ subject: "a crash" }, 200, { team: "technical" }],
    [{ subject: "hello" }, 200, { team: "general" }],
  ]);
});

Deno.test("an order of rules that the text bears out is taken, another one is refused", () => {
  assert.equal(compile(`${ROUTES} Check billing first.`).ok, true);
  assert.equal(compile(`${ROUTES} Check technical first.`).ok, false);
  assert.equal(compile(`${ROUTES} Check weather first.`).ok, false);
});

const PRICES =
  "Input: weight (number). Price is 5 if weight is over 10. Price is 7 if weight is under 20. Otherwise price is 1. Return price.";

Deno.test("of two rules that overlap the first is taken where the text says so, and neither where it doesn't", () => {
  assert.equal(compile(PRICES).ok, false);
  for (
    const said of [
      "The first rule that applies wins.",
      "First match wins.",
      "The first matching rule counts.",
    ]
  ) {
    answers(`${PRICES} ${said}`, [
      [{ weight: 15 }, 200, { price: 5 }],
      [{ weight: 25 }, 200, { price: 5 }],
      [{ weight: 10 }, 200, { price: 7 }],
    ]);
  }
});

Deno.test("rules whose points add up have no first that wins", () => {
  const points =
    "Input: weight (number). Add 5 points if weight is over 10. Add 7 points if weight is under 20.";
  assert.equal(compile(points).ok, true);
  assert.equal(compile(`${points} The first rule that applies wins.`).ok, false);
});

const CARD = `Request: balance (number), amount (number), cardStatus ("active", "blocked" or "expired").
1. amount is not a number above 0 → 400, "Invalid amount"
2. card is blocked → 403, "Card blocked"
3. amount is not a multiple of 10 → 422, "Not a multiple of 10"
Success: 200 with newBalance (balance minus amount).`;

Deno.test("what a thing is, is said of the field of its state, and refusals keep their order", () => {
  answers(CARD, [
    [{ balance: 100, amount: 10, cardStatus: "active" }, 200, { newBalance: 90 }],
    [{ balance: 100, amount: 15, cardStatus: "blocked" }, 403],
    [{ balance: 100, amount: 0, cardStatus: "blocked" }, 400],
    [{ balance: 100, amount: 15, cardStatus: "active" }, 422],
  ]);
  assert.equal(compile(CARD.replace("card is blocked", "card is stolen")).ok, false);
  assert.equal(compile(CARD.replace("card is blocked", "purse is blocked")).ok, false);
});

const COUNTED = "Return n, which is the number of words.";

Deno.test("a count of words is that of the one text of the request, and of none where there are two", () => {
  answers(`Input: remark (string). ${COUNTED}`, [[{ remark: "one two" }, 200, { n: 2 }]]);
  assert.equal(compile(`Input: remark (string), title (string). ${COUNTED}`).ok, false);
});

Deno.test("an age is that between the date of birth and the only other date, and who is older is said of it", () => {
  const text =
    "You get birthDate and onDate as ISO dates. Work out the age in completed years on that date and return age and adult (18 or older).";
  answers(text, [
    [{ birthDate: "2007-06-15", onDate: "2025-06-15" }, 200, { age: 18, adult: true }],
    [{ birthDate: "2007-06-15", onDate: "2025-06-14" }, 200, { age: 17, adult: false }],
  ]);
  assert.equal(compile(text.replace("onDate as", "onDate and endDate as")).ok, false);
});

Deno.test("lines that name answers with a dash are read, and the whole text is the text itself", () => {
  const text = `Our editors paste a text and want to know:
characterCount - how many characters
preview - the first 3 characters followed by "..." if the text is longer than 3 characters, otherwise the whole text

The input key is text; it is mandatory.`;
  answers(text, [
    [{ text: "abc" }, 200, { characterCount: 3, preview: "abc" }],
    [{ text: "abcd" }, 200, { characterCount: 4, preview: "abc..." }],
    [{}, 422],
  ]);
});

Deno.test("what holds a list is empty when the list is, and is no field of its own", () => {
  const basket =
    "A basket has items; each item has a price and a quantity. Return count (the sum of all quantities).";
  for (const what of ["items", "the basket"]) {
    const item = { price: 1, quantity: 2 };
    answers(`${basket} Reject with 422 "Empty" if ${what} is empty.`, [
      [{ items: [] }, 422],
      [{ items: [item, item] }, 200, { count: 4 }],
    ]);
  }
});

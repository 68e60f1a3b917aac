import assert from "node:assert/strict";
import { compile } from "./mod.ts";
import type { ClauseStatus } from "./outcome.ts";
import { LEADS_WITH_RULE } from "./testing.ts";

const REFUSED: [sentence: string, status?: ClauseStatus][] = [
  // Things that no backend of this compiler can do.
  ["Translate the message to French.", "unsupported"],
  ["Send an email to the customer.", "unsupported"],
  ["Remember what the user said.", "unsupported"],
  ["Summarize the message in one sentence.", "unsupported"],
  ["Fetch the exchange rate from https://example.com.", "unsupported"],
  ["Store the lead in a database.", "unsupported"],
  ["Detect the sentiment of the message.", "unsupported"],
  ["If today is a Monday, add 5 points.", "unsupported"],
  ["Add a random number between 1 and 5 to the score.", "unsupported"],
  ["Post to Slack when the tier is gold.", "unsupported"],
  // Tails that would be lost.
  ["Add 30 points only for EU customers."],
  ["Add 30 points if budget is over 5000 and the sun is shining."],
  ["Add 30 points if budget is over 5000, except on Mondays.", "unsupported"],
  ["Add 30 points if budget is over 5000 in the last year."],
  ["Add 30 points if budget is over 5000 but not twice."],
  ["Add 30 points per employee."],
  ["Add 30 points if budget is over 5000 unless they already bought something."],
  ["Add up to 30 points if budget is over 5000."],
  ["Add about 30 points if budget is over 5000."],
  ["Add 30 points for each 1000 of budget."],
  ["Add 30 points if budget is over 5000 compared to other leads."],
  ["Fee is weight times 2 for friends."],
  ["The fee is doubled on weekends.", "unsupported"],
  ['Tier is "silver" when score is at least 10, mostly.'],
  // Negations.
  ['Never add points if country is "FR".'],
  ['Do not add points if country is "FR".'],
  ['Add 10 points if country is not "US" or "DE".'],
  ["Only members get points."],
  ["No points for French leads."],
  ["Not every lead should get a score."],
  // Names and values that don't exist.
  ["Add 30 points if revenue is over 5000."],
  ["Add 30 points if budgett is over 5000."],
  ['Add 30 points if country is "UK".'],
  ["Add 30 points if country is over 5."],
  ['Add 30 points if age is "old".'],
  ["Add 30 points if name is over 5."],
  ["Bonus is name times 2."],
  ["Bonus is salary times 2."],
  ["Ratio is budget divided by age."],
  // Either … or, double conditions.
  ["Add 30 points if age is over 18 and budget is over 10 or member is true.", "ambiguous"],
  ['Add 30 points if country is "US" and "DE".', "ambiguous"],
  ["Add 30 points if age is 18 and 19.", "ambiguous"],
  ["Add either 10 or 20 points if member is true."],
  ["Add 30 points if either age or budget."],
  // Units.
  ["Add 30 points if weight is over 500 g.", "ambiguous"],
  ["Add 30 points if weight is over 5 lb.", "ambiguous"],
  ["Add 30 points if budget is over 20%."],
  ["Add 1.000 points if member is true."],
  // Placeholders that would be answered as they stand.
  ['Greeting is "Hello, {nobody}!".'],
  ['Reject with 422 and "Sorry, {name}" when age is under 18.'],
  // Contradictions.
  ["age must be at least 18 and age must be at least 16.", undefined],
  ["The score starts at 10 and 20."],
  ['Tier is "silver" when score is at least 20.', "contradiction"],
  ["Fee is weight times 3.", "contradiction"],
  ["age is a string.", "contradiction"],
  ["weight must be at least 10 and at most 5.", "contradiction"],
  ['For input {"name": "A", "age": 1, "country": "US", "weight": 2} return {"fee": 5}.', "contradiction"],
  ["A is B plus 1."],
  ["Level is 1-5."],
  // Vague.
  ["Handle errors gracefully."],
  ["Make it fast and secure."],
  ["Use common sense for the rest."],
  ["The response should be friendly."],
  ["Validate the name properly."],
  ["Return the best offer."],
  ["Sort the leads by score."],
  ["Reject suspicious leads."],
  ["Reject with 422 when the lead looks fake."],
  ["Round everything."],
  ["The score should be reasonable."],
];

/** The same, as the only line of a section of their own. */
const REFUSED_ELSEWHERE: [section: string, sentence: string][] = [
  ["Notes", "The customer gets a discount."],
  ["Notes", "Large orders are shipped free."],
  ["Notes", "Orders above the limit go to a manager."],
  ["Output", "score - between 0 and 100"],
  ["Output", "fee: string"],
  ["Output", "tier: one of gold, silver"],
  ["Output", "fee, but only for members"],
  ["Output", "profit"],
  ["Errors", "Anything suspicious"],
];

for (const [section, sentence] of REFUSED_ELSEWHERE) {
  Deno.test(`is refused under ${section}: ${sentence}`, () => {
    const compiled = compile(`${LEADS_WITH_RULE.replace("- RULE\n", "")}\n## ${section}\n\n- ${sentence}\n`);
    assert.ok(!compiled.ok, "it compiled");
    assert.deepEqual(compiled.failure.details.clauses.map((clause) => clause.quote), [sentence]);
  });
}

const BAD: ClauseStatus[] = ["unsupported", "ambiguous", "contradiction", "not_understood"];

Deno.test("the text around the refused sentences compiles by itself", () => {
  const compiled = compile(LEADS_WITH_RULE.replace("- RULE\n", ""));
  assert.deepEqual(compiled.coverage.clauses.filter((clause) => BAD.includes(clause.status)), []);
  assert.ok(compiled.ok);
});

for (const [sentence, status] of REFUSED) {
  Deno.test(`is refused with its quote: ${sentence}`, () => {
    const requirements = LEADS_WITH_RULE.replace("RULE", sentence);
    const compiled = compile(requirements);
    assert.ok(!compiled.ok, "it compiled");
    const clauses = compiled.failure.details.clauses;
    const quoted = clauses.find((clause) =>
      clause.quote.replace(/[.;]$/, "") === sentence.replace(/[.;]$/, "")
    );
    assert.ok(quoted, `quoted instead: ${clauses.map((clause) => clause.quote).join(" | ")}`);
    assert.equal(requirements.slice(quoted.start, quoted.end), quoted.quote);
    assert.equal(requirements.split("\n")[quoted.line - 1]!.includes(sentence.slice(0, 20)), true);
    assert.ok(quoted.reason);
    if (status) assert.equal(quoted.status, status);
  });
}

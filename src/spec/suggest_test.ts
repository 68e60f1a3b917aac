import assert from "node:assert/strict";
import { compile } from "./mod.ts";
import { LEADS_WITH_RULE } from "./testing.ts";

const REFUSED = [
  "Translate the message to French.",
  "Send an email to the customer.",
  "Remember what the user said.",
  "Summarize the message in one sentence.",
  "Fetch the exchange rate from https://example.com.",
  "Store the lead in a database.",
  "Detect the sentiment of the message.",
  "If today is a Monday, add 5 points.",
  "Add a random number between 1 and 5 to the score.",
  "Post to Slack when the tier is gold.",
  "Add 30 points only for EU customers.",
  "Add 30 points if budget is over 5000 and the sun is shining.",
  "Add 30 points if budget is over 5000 in the last year.",
  "Add 30 points if budget is over 5000 but not twice.",
  "Add 30 points if budget is over 5000 unless they already bought something.",
  "Add 30 points if budget is over 5000 compared to other leads.",
  "Extra is weight times 2 for friends.",
  'Tier is "silver" when score is at least 10, mostly.',
  "Add 30 points if revenue is over 5000.",
  "Add 30 points if budgett is over 5000.",
  "Bonus is salary times 2.",
  "Add 30 points if age is over 18 and budget is over 10 or member is true.",
  'Add 30 points if country is "US" and "DE".',
  "Handle errors gracefully.",
  "Validate the name properly.",
  "Reject suspicious leads.",
  "Round everything.",
  "Only members get points.",
  "The score should be reasonable.",
  "Return the best offer.",
  "Ratio is weight divided by age.",
];

function suggestionFor(sentence: string): string | undefined {
  const compiled = compile(LEADS_WITH_RULE.replace("RULE", sentence));
  assert.ok(!compiled.ok, "it compiled");
  const { clauses } = compiled.failure.details;
  return clauses.find(({ quote }) => quote.replace(/[.;]$/, "") === sentence.replace(/[.;]$/, ""))
    ?.suggestion;
}

for (const sentence of REFUSED) {
  Deno.test(`what is suggested for this compiles in its place: ${sentence}`, () => {
    const suggestion = suggestionFor(sentence);
    assert.ok(suggestion);
    const mended = compile(LEADS_WITH_RULE.replace("RULE", suggestion));
    assert.ok(mended.ok, `${suggestion}: ${JSON.stringify(mended.ok ? "" : mended.failure.details.clauses)}`);
  });
}

Deno.test("no suggestion tells anybody to configure a model", () => {
  for (const sentence of REFUSED) assert.doesNotMatch(suggestionFor(sentence) ?? "", /AXTL_|model/i);
});

Deno.test("what only the caller can know becomes a field, and the rest of the sentence stays", () => {
  assert.equal(
    suggestionFor("Add 30 points if budget is over 5000 and the sun is shining."),
    "The input has sunShining (boolean). Add 30 points if budget is over 5000 and sunShining is true.",
  );
  assert.equal(
    suggestionFor("Applicants must be honest people."),
    'The input has applicantsHonestPeople (boolean). Reject with 422 and "Applicants must be honest people" when ' +
      "applicantsHonestPeople is false.",
  );
});

Deno.test("an output that waits for a sentence that was not understood is not given another meaning", () => {
  const compiled = compile(
    "The input has cost (number). Profit is what remains after a fair margin. Return profit.",
  );
  assert.ok(!compiled.ok);
  const [, returned] = compiled.failure.details.clauses;
  assert.equal(returned?.quote, "Return profit.");
  assert.equal(returned.suggestion, undefined);
  assert.match(returned.reason ?? "", /not understood/);
});

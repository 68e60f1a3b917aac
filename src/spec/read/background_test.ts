import assert from "node:assert/strict";
import { understand } from "../compile.ts";

function statusOf(opening: string, rest: string): string {
  return understand(`${opening} ${rest}`).coverage.clauses[0]!.status;
}

const RULES =
  'The input has feedback (string). topic is "price" if feedback mentions "expensive", otherwise "other". Return topic.';

for (
  const opening of [
    "The service must label customer feedback.",
    "We need a small tool.",
    "Our sales staff need an endpoint for feedback.",
    "We get lots of feedback by form.",
    "Decide which topic the feedback has.",
  ]
) {
  Deno.test(`what the whole is for asks for nothing: ${opening}`, () => {
    assert.equal(statusOf(opening, RULES), "context");
  });
}

for (
  const opening of [
    "The service must verify bank accounts.",
    "Members get free delivery.",
    "We need 3 topics.",
    "The service must label feedback only once.",
    "Orders must have a unique topic.",
  ]
) {
  Deno.test(`what the rules don't speak of is no mere purpose: ${opening}`, () => {
    assert.notEqual(statusOf(opening, RULES), "context");
  });
}

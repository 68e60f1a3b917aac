import assert from "node:assert/strict";
import type { Json } from "../lib/json.ts";
import { compile, interpret, type Spec } from "./mod.ts";

const LEAD =
  "Create an API that accepts a lead profile, scores fit, lists missing fields, and returns next actions.";
const SUPPORT = "Create an API that classifies a support request and suggests a next action.";

function specOf(requirements: string): Spec {
  const compiled = compile(requirements);
  assert.ok(compiled.ok, JSON.stringify(compiled.ok ? "" : compiled.failure.details.clauses));
  return compiled.spec;
}

function answer(requirements: string, input: Json): Record<string, Json> {
  const { status, body } = interpret(specOf(requirements), input);
  assert.equal(status, 200);
  return body as Record<string, Json>;
}

Deno.test("a lead with nothing in it gets a low score and a list of everything that is missing", () => {
  const { score, fit, missingFields, nextActions } = answer(LEAD, {});
  assert.equal(score, 0);
  assert.equal(fit, "low");
  assert.deepEqual(missingFields, specOf(LEAD).inputs.map((field) => field.key));
  assert.ok(Array.isArray(nextActions) && nextActions.length > 3);
});

Deno.test("a complete lead gets the full score and nothing is missing", () => {
  const lead = {
    name: "Ada",
    email: "ada@acme.com",
    phone: "+1 555 0100",
    company: "Acme",
    role: "CTO",
    industry: "Steel",
    companySize: 250,
    budget: 50_000,
    timeline: "this quarter",
    need: "fewer spreadsheets",
  };
  assert.deepEqual(answer(LEAD, lead), {
    score: 100,
    fit: "high",
    missingFields: [],
    nextActions: ["Book a call with sales within one working day."],
  });
});

Deno.test("a lead with wrong types is refused with each bad field", () => {
  const { status, body } = interpret(specOf(LEAD), { email: "nobody", budget: "much" });
  assert.equal(status, 422);
  const { error } = body as { error: { details: { issues: { path: string }[] } } };
  assert.deepEqual(error.details.issues.map((issue) => issue.path), ["email", "budget"]);
});

Deno.test("support requests are classified, given a priority and a next action", () => {
  const about = (input: string) => answer(SUPPORT, { input }).category;
  assert.equal(about("I was charged twice and need a refund"), "billing");
  assert.equal(about("I can't log in, please reset my password"), "account");
  assert.equal(about("The app crashes with an error"), "technical");
  assert.deepEqual(answer(SUPPORT, { input: "Classify this support request and suggest a next action." }), {
    category: "general",
    priority: "normal",
    nextAction: "Ask the customer what they need help with.",
  });
  assert.equal(interpret(specOf(SUPPORT), {}).status, 422);
});

for (
  const wording of [
    "Build a backend that triages support tickets, assigns a priority and recommends the next step.",
    "Create an API that accepts a support request and returns category, priority, and next action.",
    "Create a support request classifier that suggests a next action.",
    "Classify a support request and suggest a next action.",
    "Build an API that takes a customer support message, classifies it, sets the priority, and suggests the next best action.",
  ]
) {
  Deno.test(`these words ask for the same: ${wording}`, () => {
    const input = { input: "I was charged twice and need a refund" };
    assert.deepEqual(answer(wording, input), answer(SUPPORT, input));
  });
}

Deno.test("everything that a profile fills in is stated as an assumption, and every node has a source", () => {
  for (const requirements of [LEAD, SUPPORT]) {
    const spec = specOf(requirements);
    const stated = spec.assumptions.map(({ text }) => text).join("\n");
    const nodes = [...spec.inputs, ...spec.steps, ...spec.outputs];
    for (const { id, source } of nodes) {
      assert.equal(source.kind, "assumed", id);
      if (source.kind === "assumed") assert.ok(stated.includes(source.reason), `${id}: ${source.reason}`);
    }
  }
});

Deno.test("every quote of the ledger is the exact text at its offsets, whatever was made plain before reading", () => {
  const text =
    "\ufeff**Input**\r\n\r\n\u2022 price: number \u2014 the \u201cunit\u201d price\r\n- qty: number \u2265 1\r\n\r\nTotal is price \u00d7 qty\u2026";
  const { coverage } = compile(text);
  assert.ok(coverage.clauses.length >= 4);
  for (const { quote, start, end } of coverage.clauses) assert.equal(text.slice(start, end), quote);
});

Deno.test("a half-read sentence is never taken for a whole one", () => {
  const rules = "Input:\n- age: number\nRules:\n- Add 5 points if age is over 1";
  assert.ok(compile(rules).ok);
  const long = `${rules}${" or age is 2".repeat(200)} and the moon is full.`;
  assert.ok(!compile(long).ok);
});

Deno.test("a rule that is written as a heading is not passed over as a title", () => {
  assert.ok(!compile("# Reject everyone under 18\n\nInput:\n- age: number\n\nTotal is age times 2.").ok);
});

Deno.test("a look-up of a number by something that is none is refused, and throws nothing", () => {
  const compiled = compile(
    "The input has plan (number). Prices by plan: basic is 8, team is 15. Return price.",
  );
  assert.ok(!compiled.ok);
  assert.ok(compiled.failure.details.clauses.some(({ quote }) => quote.includes("basic is 8")));
});

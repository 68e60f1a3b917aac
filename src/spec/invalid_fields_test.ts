import assert from "node:assert/strict";
import type { Json } from "../lib/json.ts";
import { compile, interpret } from "./mod.ts";

function answers(requirements: string): (input: Json) => [number, string | undefined] {
  const compiled = compile(requirements);
  assert.ok(compiled.ok, JSON.stringify(compiled, null, 1).slice(0, 2000));
  return (input) => {
    const { status, body } = interpret(compiled.spec, input);
    return [status, (body as { error?: { message: string } }).error?.message];
  };
}

const GENERAL = "The request does not have the fields that this backend needs.";

Deno.test("a field that is missing gets the status and the message that the text gives it", () => {
  const ask = answers(
    `Input: author (text), comment (text, required), age (whole number).
If comment is missing, reject with 409 and "What did you want to say?". If age is missing, reject with 404.
Return author and comment.`,
  );
  assert.deepEqual(ask({ author: "Jo", age: 3 }), [409, "What did you want to say?"]);
  assert.deepEqual(ask({ author: "Jo", age: 3, comment: " " }), [409, "What did you want to say?"]);
  assert.deepEqual(ask({ author: "Jo", comment: "x" }), [404, GENERAL]);
  assert.deepEqual(ask({ comment: "x", age: 3 }), [422, GENERAL]);
  assert.deepEqual(ask({ author: "Jo", comment: 5, age: 3 }), [422, GENERAL]);
});

Deno.test("of two mistakes the one that the text speaks of first decides", () => {
  const ask = answers(
    `Input: email (email), name (text, required). A missing name is a 404 with "Who are you?".
An invalid email is a 400 with "Please give a valid address". Return name.`,
  );
  assert.deepEqual(ask({ email: "x" }), [404, "Who are you?"]);
  assert.deepEqual(ask({ email: "x", name: "Jo" }), [400, "Please give a valid address"]);
  assert.deepEqual(ask({ name: "Jo" }), [400, "Please give a valid address"]);
  assert.deepEqual(ask({ name: "Jo", email: "jo@example.com" }), [200, undefined]);
});

Deno.test("an invalid field is refused only where the text says what a valid one is", () => {
  const compiled = compile('Input: name (text). An invalid name is a 400 with "No". Return name.');
  assert.ok(!compiled.ok);
});

Deno.test("the names of the fields that are missing, and how many they are, can be asked for", () => {
  const compiled = compile(
    `The form may contain full name, phone and start date (fullName, phone, startDate). Nothing is mandatory.
Return "missing": the names of those fields that are absent or empty, in the order above. Return "complete": true if nothing is missing, else false. Return "missingCount" too.`,
  );
  assert.ok(compiled.ok, JSON.stringify(compiled, null, 1).slice(0, 2000));
  const { body } = interpret(compiled.spec, { startDate: "2026-01-01", phone: " " });
  assert.deepEqual(body, { missing: ["fullName", "phone"], complete: false, missingCount: 2 });
});

/** Sends a case to the handler and compares the answer. */
import assert from "node:assert/strict";
import { test } from "node:test";
import handler from "../src/handler.ts";

interface Expected {
  status: number;
  body: unknown;
}

export interface Case {
  title: string;
  input: unknown;
  expected: Expected;
}

/** The answer to a request that lacks a field or has a wrong one: each with its path and what is wrong. */
export function refused(status: number, issues: Record<string, string>): Expected {
  const message = "The request does not have the fields that this backend needs.";
  const listed = Object.entries(issues).map(([path, message]) => ({ path, message }));
  return { status, body: { error: { code: "invalid_input", message, details: { issues: listed } } } };
}

export function check(cases: readonly Case[]): void {
  for (const { title, input, expected } of cases) {
    test(title, async () => {
      const body = JSON.stringify(input);
      const response = await handler.fetch(new Request("https://backend.example/", { method: "POST", body }));
      assert.equal(response.status, expected.status);
      assert.deepEqual(await response.json(), expected.body);
    });
  }
}

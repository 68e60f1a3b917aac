import assert from "node:assert/strict";
import type { Json } from "../lib/json.ts";
import { compile, interpret } from "./mod.ts";

/** A backend that works. Tests put a sentence where RULE stands, and see what becomes of it. */
export const LEADS_WITH_RULE = `Create an API that scores leads.

Input:
- name: string, required
- age: integer, at least 0
- budget: number, optional, default 0
- country: one of "US", "DE", "FR"
- message: string, optional
- weight: number in kg
- member: boolean, default false

Rules:
- Add 20 points if budget is over 1000.
- Fee is weight times 2, rounded to 2 decimals.
- Tier is "gold" when score is at least 20, otherwise "basic".
- RULE
`;

/** Requirements, and what the English says is answered to some inputs. */
export type Trial = [requirements: string, ...calls: [input: Json, body: Json][]];

/** A test for each. */
export function testTrials(trials: readonly Trial[]): void {
  for (const [requirements, ...calls] of trials) {
    Deno.test(`compiles and answers rightly: ${requirements.slice(0, 90).replaceAll("\n", " ")}`, () => {
      const compiled = compile(requirements);
      assert.ok(compiled.ok, JSON.stringify(compiled.ok ? "" : compiled.failure.details.clauses, null, 1));
      for (const [input, body] of calls) {
        assert.deepEqual(interpret(compiled.spec, input), { status: 200, body });
      }
    });
  }
}

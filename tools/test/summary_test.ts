import assert from "node:assert/strict";
import { lastSummary } from "./summary.ts";

Deno.test("the counts are those of Deno's own last line, with colours or without", () => {
  assert.deepEqual(lastSummary("ok | 12 passed (3 steps) | 0 failed (1s)\n"), { passed: 12, failed: 0 });
  assert.deepEqual(
    lastSummary("\n\x1b[31mFAILED\x1b[0m | 1 passed (1 step) | 2 failed (1 step) | 1 ignored (78ms)\n"),
    {
      passed: 1,
      failed: 2,
    },
  );
});

Deno.test("a line that a test printed is not taken for Deno's", () => {
  const output = "ok | 999 passed | 0 failed (1s)\nFAILED | 1 passed | 1 failed (1s)\n\nerror: Test failed\n";
  assert.deepEqual(lastSummary(output), { passed: 1, failed: 1 });
});

Deno.test("a run that crashed before its summary has no results", () => {
  assert.deepEqual(lastSummary("thread 'main' panicked"), { passed: 0, failed: 0 });
});

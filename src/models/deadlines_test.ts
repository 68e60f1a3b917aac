import assert from "node:assert/strict";
import { MODEL_LIMITS } from "../../tests/fixtures/model_limits.ts";
import { Deadlines } from "./deadlines.ts";

const LIMITS = { ...MODEL_LIMITS, firstTokenMs: 0, betweenTokensMs: 60_000 };

/** Timers that were due before it have been called by then. */
const turnOfTimers = () => new Promise<void>((resolve) => setTimeout(resolve));

Deno.test("the time that a reader takes is not silence of the model", async () => {
  using deadlines = new Deadlines(LIMITS, 60_000, undefined);
  await deadlines.paused(turnOfTimers());
  assert.equal(deadlines.signal.aborted, false);
});

Deno.test("the time that a reader takes counts as part of the whole", async () => {
  using deadlines = new Deadlines(LIMITS, 0, undefined);
  await deadlines.paused(turnOfTimers());
  assert.match(String(deadlines.signal.reason), /not complete within/);
});

import assert from "node:assert/strict";
import { addTally, emptyModelSum, type ModelTally } from "./model_sum.ts";

const PRICES = { dear: { perMillionInput: 2, perMillionOutput: 10 } };
const TALLY: ModelTally = {
  askedBy: "backend",
  model: "dear",
  questions: 2,
  inputTokens: 500_000,
  outputTokens: 100_000,
};

Deno.test("tokens are added up by who asked, and cost what their model costs", () => {
  const sum = emptyModelSum();
  addTally(sum, TALLY, PRICES);
  addTally(sum, { ...TALLY, askedBy: "generation", questions: 1, outputTokens: 0 }, PRICES);
  assert.deepEqual(sum, {
    byAsker: {
      backend: { questions: 2, inputTokens: 500_000, outputTokens: 100_000 },
      generation: { questions: 1, inputTokens: 500_000, outputTokens: 0 },
    },
    cost: 3,
    unpriced: new Set(),
  });
});

Deno.test("where one model has no price there is no cost, rather than one that is too low, and the model is named", () => {
  for (const model of ["unpriced", "constructor"]) {
    const sum = emptyModelSum();
    addTally(sum, TALLY, PRICES);
    addTally(sum, { ...TALLY, model }, PRICES);
    addTally(sum, TALLY, PRICES);
    assert.deepEqual([sum.cost, [...sum.unpriced]], [null, [model]]);
    assert.equal(sum.byAsker.backend.questions, 6);
  }
});

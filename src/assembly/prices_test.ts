import assert from "node:assert/strict";
import { readConfig } from "../config.ts";
import { priceWarning } from "./prices.ts";

const warningFor = (prices: string, models?: string) =>
  priceWarning(readConfig({
    AXTL_MODEL_PRICES: prices,
    ...(models !== undefined && { AXTL_MODEL_BASE_URL: "http://localhost:1/v1", AXTL_MODEL: models }),
  }));

Deno.test("a price for a model that is not configured is told of at the start, by name", () => {
  assert.equal(
    warningFor("gpt-5.2=1/2,gtp-5.2=1/2", "gpt-5.2,other"),
    "AXTL_MODEL_PRICES has prices that nothing uses, for gtp-5.2: AXTL_MODEL names gpt-5.2, other",
  );
  assert.match(warningFor("gpt-5.2=1/2")!, /for gpt-5.2: no model is configured/);
});

Deno.test("prices of configured models, and models without a price, are nothing to warn of", () => {
  assert.equal(warningFor("gpt-5.2=1/2", "gpt-5.2,other"), null);
  assert.equal(warningFor("", "gpt-5.2"), null);
});

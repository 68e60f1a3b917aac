/** What every backend answers to requests that are no requests for it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import handler from "../src/handler.ts";

const url = "https://backend.example/";

test("a body that is not JSON is refused with 400", async () => {
  for (const body of ["", "{", "{} x", "undefined"]) {
    const response = await handler.fetch(new Request(url, { method: "POST", body }));
    assert.equal(response.status, 400);
    assert.equal((await response.json()).error.code, "invalid_json");
  }
});

test("other methods than POST are refused with 405", async () => {
  const response = await handler.fetch(new Request(url));
  assert.equal(response.status, 405);
  assert.equal(response.headers.get("allow"), "POST");
});

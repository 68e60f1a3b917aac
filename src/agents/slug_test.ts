import assert from "node:assert/strict";
import { slugify, slugSuffix } from "./slug.ts";

Deno.test("a slug keeps what a URL can show", () => {
  assert.equal(slugify("Lead Qualification API"), "lead-qualification-api");
  assert.equal(slugify("  Café — Über 50% off!  "), "cafe-uber-50-off");
  assert.equal(slugify("日本語"), "agent");
  assert.equal(slugify("a".repeat(59) + " b"), "a".repeat(59));
  assert.match(slugSuffix(), /^[2-9a-z]{4}$/);
});

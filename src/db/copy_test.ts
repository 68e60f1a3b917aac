import assert from "node:assert/strict";
import { copyField } from "./mod.ts";

Deno.test("what would end a field or a row is escaped, and what Postgres can't hold is shown as unprintable", () => {
  assert.equal(copyField(null), "\\N");
  assert.equal(copyField("plain 😀"), "plain 😀");
  assert.equal(copyField("a\tb\nc\rd\\N"), "a\\tb\\nc\\rd\\\\N");
  assert.equal(copyField("\0 \ud800 😀"), "\u2400 \ufffd 😀");
});

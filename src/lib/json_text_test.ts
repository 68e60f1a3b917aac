import assert from "node:assert/strict";
import { decodeJsonText } from "./json_text.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

Deno.test("plain JSON passes as it is", () => {
  assert.deepEqual(decodeJsonText(bytes('{"ä":[1]}')), { ok: true, text: '{"ä":[1]}' });
});

Deno.test("nesting is counted outside strings only", () => {
  assert.equal(decodeJsonText(bytes("[".repeat(200) + "]".repeat(200))).ok, true);
  assert.equal(decodeJsonText(bytes("[".repeat(201) + "]".repeat(201))).ok, false);
  assert.equal(decodeJsonText(bytes(JSON.stringify('\\"['.repeat(500)))).ok, true);
  assert.equal(decodeJsonText(bytes(`["\\\\",${"[".repeat(200)}${"]".repeat(201)}`)).ok, false);
  assert.equal(decodeJsonText(bytes(`["\\\\\\"${"[".repeat(300)}"]`)).ok, true);
  assert.equal(decodeJsonText(bytes('"' + "[".repeat(300))).ok, true); // the parser will refuse it
});

Deno.test("bytes that are not UTF-8 are refused, and so is a byte order mark", () => {
  assert.equal(decodeJsonText(new Uint8Array([0x22, 0xff, 0x22])).ok, false);
  assert.equal(decodeJsonText(bytes('\uFEFF{"a":1}')).ok, false);
});

import assert from "node:assert/strict";
import { createSeal, SEAL_VERSION } from "./seal.ts";

const SECRET = "a platform secret of enough characters";
const PURPOSE = "a test";

Deno.test("what was sealed opens again, whatever it is", () => {
  const seal = createSeal(SECRET, PURPOSE);
  for (const value of ["", "s3cret", "ä€😀\0\n", "x".repeat(16 * 1024)]) {
    const sealed = seal.close(value, "agent_a/TOKEN");
    assert.equal(seal.open(sealed, "agent_a/TOKEN", SEAL_VERSION), value);
    if (value.length > 3) assert.ok(!Buffer.from(sealed).includes(value), "it can be read while sealed");
  }
});

Deno.test("the same value is sealed differently each time", () => {
  const seal = createSeal(SECRET, PURPOSE);
  assert.notDeepEqual(seal.close("same", "a/B"), seal.close("same", "a/B"));
});

Deno.test("a sealed value opens under no other secret, purpose, place or version, and not when a bit has changed", () => {
  const seal = createSeal(SECRET, PURPOSE);
  const sealed = seal.close("value", "agent_a/TOKEN");
  assert.throws(() => createSeal(`${SECRET}!`, PURPOSE).open(sealed, "agent_a/TOKEN", SEAL_VERSION));
  assert.throws(() => createSeal(SECRET, "another").open(sealed, "agent_a/TOKEN", SEAL_VERSION));
  assert.throws(() => seal.open(sealed, "agent_b/TOKEN", SEAL_VERSION));
  assert.throws(() => seal.open(sealed, "agent_a/TOKEN", 2), /key 2/);
  for (let at = 0; at < sealed.length; at++) {
    const changed = Uint8Array.from(sealed);
    changed[at]! ^= 1;
    assert.throws(() => seal.open(changed, "agent_a/TOKEN", SEAL_VERSION));
  }
});

import assert from "node:assert/strict";
import { crc32 } from "./crc32.ts";
import { credentialHints, hashCredential, mintCredential, parseCredential } from "./credentials.ts";

Deno.test("the checksum is the CRC-32 that everyone else computes", () => {
  assert.equal(crc32("123456789"), 0xcbf43926);
});

Deno.test("a minted secret has the promised shape and knows its kind", () => {
  for (let i = 0; i < 200; i++) {
    const key = mintCredential("agent_key");
    assert.match(key, /^axtl_ak_[0-9A-Za-z]{49}$/);
    assert.deepEqual(parseCredential(key), { kind: "agent_key", checksumOk: true });
  }
  assert.equal(parseCredential(mintCredential("platform_token"))?.kind, "platform_token");
});

Deno.test("one wrong character is caught by the checksum alone", () => {
  const key = mintCredential("agent_key");
  for (let at = "axtl_ak_".length; at < key.length; at++) {
    const typo = key.slice(0, at) + (key[at] === "x" ? "y" : "x") + key.slice(at + 1);
    assert.equal(parseCredential(typo)?.checksumOk, false);
  }
});

Deno.test("what is not shaped like a secret is not one", () => {
  const key = mintCredential("agent_key");
  for (
    const text of [
      "",
      "axtl_ak_",
      key + "a",
      key.slice(1),
      ` ${key}`,
      key.replace("ak", "zz"),
      "é".repeat(57),
    ]
  ) {
    assert.equal(parseCredential(text), null);
  }
});

Deno.test("hints show the first four and the last four, never more", () => {
  const key = mintCredential("agent_key");
  assert.deepEqual(credentialHints(key), { prefix: key.slice(0, 12), lastFour: key.slice(-4) });
});

Deno.test("the hash depends on secret and pepper", () => {
  assert.notEqual(hashCredential("a", "p"), hashCredential("b", "p"));
  assert.notEqual(hashCredential("a", "p"), hashCredential("a", "q"));
  assert.match(hashCredential("a", "p"), /^[0-9a-f]{64}$/);
});

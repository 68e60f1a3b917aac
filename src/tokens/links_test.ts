import assert from "node:assert/strict";
import { createLinks } from "./links.ts";

Deno.test("a link opens what it was made for, until it expires, and nothing else", async () => {
  let nowMs = 1_000_000;
  const links = createLinks("s".repeat(32), () => nowMs);
  const { token, expiresAt } = await links.mint("download", "agent_a", 60);
  assert.equal(expiresAt.getTime(), nowMs + 60_000);
  assert.equal(await links.check("download", "agent_a", token), "valid");
  assert.equal(await links.check("download", "agent_b", token), "invalid");
  assert.equal(await links.check("stream", "agent_a", token), "invalid");
  nowMs += 60_000;
  assert.equal(await links.check("download", "agent_a", token), "expired");
});

Deno.test("a forged, foreign or broken link is invalid", async () => {
  const links = createLinks("s".repeat(32));
  const { token } = await createLinks("t".repeat(32)).mint("download", "agent_a", 60);
  const none = btoa('{"alg":"none"}') + "." + btoa('{"aud":"download","sub":"agent_a","exp":9e9}') + ".";
  for (const forged of [token, none, "", "x", "a.b.c", "é"]) {
    assert.equal(await links.check("download", "agent_a", forged), "invalid");
  }
});

import assert from "node:assert/strict";
import { createAddressOf } from "./client_address.ts";

function address(trusted: string[], peer: string, forwarded?: string): string {
  const request = new Request("http://x/", {
    headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded },
  });
  const remoteAddr = { transport: "tcp", hostname: peer, port: 1 } as const;
  return createAddressOf(trusted)(request, { remoteAddr, completed: Promise.resolve() });
}

Deno.test("without a trusted proxy the connection alone tells the address", () => {
  assert.equal(address([], "198.51.100.1", "203.0.113.9"), "198.51.100.1");
  assert.equal(address(["10.0.0.0/8"], "198.51.100.1", "203.0.113.9"), "198.51.100.1");
});

Deno.test("through trusted proxies it is the last address that none of them has", () => {
  const trusted = ["10.0.0.0/8", "::1"];
  assert.equal(address(trusted, "10.0.0.1", "203.0.113.9"), "203.0.113.9");
  assert.equal(address(trusted, "::1", "1.2.3.4, 203.0.113.9, 10.0.0.2"), "203.0.113.9");
  assert.equal(address(trusted, "::ffff:10.0.0.1", "203.0.113.9"), "203.0.113.9");
  assert.equal(address(trusted, "10.0.0.1", "10.0.0.7, 10.0.0.2"), "10.0.0.7");
  assert.equal(address(trusted, "10.0.0.1"), "10.0.0.1");
});

Deno.test("a port behind an address is not part of it", () => {
  assert.equal(address(["10.0.0.1"], "10.0.0.1", "203.0.113.9:4711"), "203.0.113.9");
  assert.equal(address(["10.0.0.1"], "10.0.0.1", "[2001:db8::1]:4711"), "2001:db8::1");
  assert.equal(address(["10.0.0.1"], "10.0.0.1", "[2001:db8::1]"), "2001:db8::1");
});

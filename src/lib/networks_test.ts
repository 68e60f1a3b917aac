import assert from "node:assert/strict";
import { isNetwork, matchNetworks } from "./networks.ts";

Deno.test("addresses and CIDR ranges of both families are networks, and nothing else is", () => {
  for (const good of ["10.0.0.0/8", "192.0.2.7", "0.0.0.0/0", "2001:db8::/32", "::1", "::/0", "10.1.2.3/8"]) {
    assert.ok(isNetwork(good), good);
  }
  const bad = ["", "10", "10.0.0.0/33", "10.0.0.256", "010.0.0.1", "0x7f.0.0.1", "10.0.0.0/", "10.0.0.0/8/8"];
  for (
    const text of [
      ...bad,
      "::1%eth0",
      "2001:db8::/129",
      "example.com",
      "*",
      " 10.0.0.0/8",
      "::ffff:10.0.0.0/104",
    ]
  ) {
    assert.ok(!isNetwork(text), text);
  }
});

Deno.test("an address is in a network of its own family, however it is written", () => {
  const isIn = matchNetworks(["10.0.0.0/8", "2001:db8::/32", "192.0.2.7"]);
  for (const address of ["10.255.0.1", "::ffff:10.0.0.1", "2001:DB8:0::1", "192.0.2.7"]) {
    assert.ok(isIn(address), address);
  }
  for (const address of ["11.0.0.1", "192.0.2.8", "2001:db9::1", "unknown", ""]) {
    assert.ok(!isIn(address), address);
  }
});
